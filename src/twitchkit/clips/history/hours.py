"""At which time of day a channel is quiet: the best place for the edge of a window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

from twitchkit.clips.history.window import DAY

TELLING = 300


@final
class Hours:
    """How many clips were made in each slot of the day."""

    def __init__(self) -> None:
        self._made = [0] * DAY
        self._seen = 0

    def learn(self, slots: Iterable[int]) -> None:
        """Slots in which clips were made."""
        for slot in slots:
            self._made[slot % DAY] += 1
            self._seen += 1

    def share(self, slot: int) -> float:
        """The share of a day's clips that are made at this time."""
        return (self._made[slot % DAY] + 1) / (self._seen + DAY)

    def busy(self, slot: int) -> int:
        """How many clips were made at this time of the day."""
        return self._made[slot % DAY]

    def quietest(self, low: int, high: int) -> int:
        """A slot from `low` to `high` before which to cut: in the middle, or where the day is quiet."""
        middle = (low + high + 1) // 2
        if self._seen < TELLING:
            return middle
        near = range(max(low, middle - DAY // 2), min(high, middle + DAY // 2) + 1)
        return min(near, key=lambda slot: (self.busy(slot), abs(slot - middle)), default=middle)
