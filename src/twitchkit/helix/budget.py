"""Calls that may be made now, counted so that a 429 need not happen.

Source: dev.twitch.tv/docs/api/guide, "Twitch Rate Limits".
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from twitchkit.wire.response import Response

LIMIT = 800
"""Points of a bucket whose size no answer has told yet."""
PERIOD_S = 60.0
REFILL_SHARE = 0.75
# UNSURE: Twitch documents that a bucket fills within a minute; observed is nearer to three quarters of that
# (TwitchIO#597).  Filling slowly by our own count costs little, since answers correct it upwards.
LOW_SHARE = 0.25
"""Below this share of a bucket each call counts, and those who share it ask each other."""


class Budget(Protocol):
    """Hands out the right to call."""

    def take(self) -> float:
        """Takes the right to one call, in turn with all who share it.

        Returns:
            Seconds to wait until the call may be sent; 0 for now.
        """
        ...

    def give_back(self) -> None:
        """The call that was taken last will not be made."""
        ...

    def answered(self, response: Response | None) -> None:
        """The call has ended; with what, None for no answer."""
        ...


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """What is left in a bucket, by our own count.

    Args:
        limit: its size.
        level: points left at `at`; below 0 when calls wait for theirs.
        at: Unix seconds.
        refill_per_s: points that come back in a second.
    """

    limit: int = LIMIT
    level: float = float(LIMIT)
    at: float = 0.0
    refill_per_s: float = LIMIT * REFILL_SHARE / PERIOD_S

    @classmethod
    def full(cls, calls: int, seconds: float, *, now: float) -> Points:
        """A bucket of `calls` that fills in `seconds`."""
        return cls(limit=calls, level=float(calls), at=now, refill_per_s=calls / seconds)

    @property
    def is_low(self) -> bool:
        """Whether each call counts by now."""
        return self.level < self.low

    @property
    def low(self) -> float:
        """The level below which each call counts."""
        return self.limit * LOW_SHARE

    def until(self, now: float) -> Points:
        """The same bucket at `now`; a clock that was set back takes nothing away."""
        level = self.level + (now - self.at) * self.refill_per_s if now > self.at else self.level
        return self._at(level, now)

    def without(self, points: float) -> Points:
        """The bucket when so many have been taken; negative ones are put back."""
        return self._at(self.level - points, self.at)

    def _at(self, level: float, now: float) -> Points:
        level = level if level < self.limit else float(self.limit)
        return Points(limit=self.limit, level=level, at=now, refill_per_s=self.refill_per_s)

    @property
    def wait_s(self) -> float:
        """Seconds until the point that was taken last is there."""
        return -self.level / self.refill_per_s if self.level < 0 else 0.0

    def told(self, limit: int, left: int, *, in_flight: int) -> Points:
        """The bucket after an answer's headers.

        Args:
            limit: its size, as Twitch says.
            left: points left, as Twitch says.
            in_flight: calls taken and not answered yet, which Twitch may not have counted.
        """
        refill_per_s = self.refill_per_s
        if limit != self.limit and limit > 0:
            refill_per_s = limit * REFILL_SHARE / PERIOD_S
        else:
            limit = self.limit
        level = float(left - in_flight)
        # Others may be spending too: a low count is raised by time alone, a high one by what Twitch says.
        if level < limit * LOW_SHARE and self.level < level:
            level = self.level
        return Points(limit=limit, level=level, at=self.at, refill_per_s=refill_per_s)
