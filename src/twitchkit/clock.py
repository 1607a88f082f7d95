"""The time, as something handed in."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time.  Edges hold a real one, tests a false one."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...
