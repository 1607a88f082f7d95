"""A clock that can stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import final


@final
class FakeClock:
    """The machine's time until it is stopped; then time passes only by `advance` and `sleep`.

    Example:
        >>> clock = FakeClock(datetime(2026, 11, 1, tzinfo=UTC))
        >>> clock.advance(90)
        >>> clock.now().isoformat()
        '2026-11-01T00:01:30+00:00'
    """

    def __init__(self, at: datetime | None = None) -> None:
        self._at = at

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return self._at or datetime.now(UTC)

    def stop(self, at: datetime | None = None) -> None:
        """Stand still, at this moment or at `at`."""
        self._at = at or self.now()

    def go(self) -> None:
        """Show the machine's time again."""
        self._at = None

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once; the clock stands afterwards."""
        self._at = self.now() + timedelta(seconds=seconds)

    sleep = advance
    """To be handed to whoever waits."""
