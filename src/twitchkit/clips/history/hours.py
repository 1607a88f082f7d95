"""At which time of day a channel's clips are made, and when it is quiet: there a window best begins."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import final

from twitchkit.clips.history.window import DAY

TELLING = 300
MOST = 20_000
"""Clips after which those before count half: a channel's hours change with the years."""


@final
class Hours:
    """How many clips were made in each slot of the day."""

    def __init__(self) -> None:
        self._made = [0.0] * DAY
        self._seen = 0.0
        self._until: list[float] = []

    def learn(self, slots: Iterable[int]) -> None:
        """Slots in which clips were made."""
        for slot in slots:
            self._made[slot % DAY] += 1
            self._seen += 1
        if self._seen > MOST:
            self._made = [made / 2 for made in self._made]
            self._seen /= 2
        self._until = []

    def days(self, start: int, stop: int) -> float:
        """How many days' clips are made from slot `start` until before `stop`, when all days are alike."""
        if not self._until:
            each = 1 / (self._seen + DAY)
            self._until = [0, *accumulate((made + 1) * each for made in self._made)]
        full, rest = divmod(stop, DAY)
        before, first = divmod(start, DAY)
        return full - before + self._until[rest] - self._until[first]

    def quietest(self, low: int, high: int) -> int:
        """A slot from `low` to `high` before which to cut: in the middle, or where the day is quiet."""
        middle = (low + high + 1) // 2
        if self._seen < TELLING:
            return middle
        near = range(max(low, middle - DAY // 2), min(high, middle + DAY // 2) + 1)
        return min(near, key=lambda slot: (self._made[slot % DAY], abs(slot - middle)), default=middle)
