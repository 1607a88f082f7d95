"""A span of time asked of Get Clips in one walk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self

import msgspec

from twitchkit.helix.endpoints.clips import Clip

SLOT_S = 600
"""Get Clips cuts times down to ten minutes (twitchdev/issues#52): no window is smaller."""
DAY = 86_400 // SLOT_S
FIRST_CLIPS_AT = datetime(2016, 5, 26, tzinfo=UTC)
"""No clip is older."""


def slot_of(at: datetime) -> int:
    """The slot of ten minutes that `at` lies in, counted since 1970."""
    return int(at.timestamp()) // SLOT_S


class Window(msgspec.Struct, frozen=True, order=True):
    """From slot `start` until before slot `stop`."""

    start: int
    stop: int

    @classmethod
    def around(cls, started_at: datetime, ended_at: datetime) -> Self:
        """The smallest window that holds every moment from `started_at` until before `ended_at`."""
        return cls(slot_of(started_at), -int(-ended_at.timestamp() // SLOT_S))

    @property
    def slots(self) -> int:
        """How wide it is."""
        return self.stop - self.start

    @property
    def started_at(self) -> datetime:
        """Its first moment."""
        return datetime.fromtimestamp(self.start * SLOT_S, UTC)

    @property
    def ended_at(self) -> datetime:
        """The moment after its last."""
        return datetime.fromtimestamp(self.stop * SLOT_S, UTC)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """Its first moment, and the moment after its last."""
        return self.started_at, self.ended_at

    def holds(self, clip: Clip) -> bool:
        """Whether `clip` was made in it."""
        return self.start <= slot_of(clip.created_at) < self.stop
