"""Clocks for a world."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import final

from twitchkit.clock import Clock


@final
class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)


@final
class TravelClock:
    """Another clock, moved: so that tokens and signatures grow old in a test."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Now, as far ahead as `advance` has gone."""
        return self._clock.now() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once; a negative number goes back."""
        self._ahead += timedelta(seconds=seconds)

    @property
    def ahead(self) -> timedelta:
        """How far it is ahead of the clock it began with; may be set."""
        return self._ahead

    @ahead.setter
    def ahead(self, span: timedelta) -> None:
        self._ahead = span
