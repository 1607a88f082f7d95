"""How many clips a listing really has, judged by the views of those that came."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Collection, Iterable
from math import log, sqrt

KEPT = 4_096
TELLING = 500
"""From so many views on, the channel's own are believed."""
FLOOR, FLOOR_SHARE = 2, 0.2
"""Until then: most clips have one to five views (clips.md §5), so at least a fifth has at most two."""
EVEN, UNLIKELY = 0.75, 2.5
"""Times differ: a quarter below the usual share, and so many standard deviations, is still whole."""
MOST = 50_000_000


class Census:
    """The views of clips from windows that are known to be whole."""

    def __init__(self) -> None:
        self._latest: deque[int] = deque(maxlen=KEPT)
        self._sorted: list[int] = []

    @property
    def tells(self) -> bool:
        """Whether enough is known to be believed."""
        return len(self._latest) >= TELLING

    def learn(self, views: Iterable[int]) -> None:
        """Views of a whole window's clips."""
        self._latest.extend(views)
        self._sorted = []

    def size(self, views: Collection[int]) -> float:
        """How many clips a listing has whose most viewed ones have `views`; listings are sorted by views."""
        seen, lowest = len(views), max(1, min(views, default=1))
        if self.tells:
            ranked = self._ranked()
            # Strictly above: of those with the lowest views, some may be missing.
            above = sum(1 for one in views if one > lowest)
            share = (len(ranked) - bisect_right(ranked, lowest)) / len(ranked)
            return min(MOST, max(seen, above / share)) if share and above else seen
        if lowest <= 1:
            return seen
        # A heavy tail: its exponent from the highest values (Hill, 1975).
        steepness = sum(log(max(one, 1) / lowest) for one in views)
        return min(MOST, seen * lowest ** (seen / steepness)) if steepness else MOST

    def looks_cut(self, views: Collection[int]) -> bool:
        """Whether clips with few views are missing: Twitch leaves them out of wide windows
        (twitchdev/issues#80).
        """
        floor, share = FLOOR, FLOOR_SHARE
        if self.tells:
            ranked = self._ranked()
            floor = ranked[len(ranked) // 5]
            share = bisect_right(ranked, floor) / len(ranked)
        expected = len(views) * share
        found = sum(1 for one in views if one <= floor)
        return found < EVEN * expected - UNLIKELY * sqrt(expected * (1 - share))

    def _ranked(self) -> list[int]:
        if not self._sorted:
            self._sorted = sorted(self._latest)
        return self._sorted
