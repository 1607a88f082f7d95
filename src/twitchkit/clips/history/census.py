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
            # Strictly above: of those with the lowest views, some may be missing.
            above = sum(1 for one in views if one > lowest)
            share = self._share_above(lowest)
            return min(MOST, max(seen, above / share)) if share and above else seen
        if lowest <= 1:
            return seen
        exponent = _exponent(views, lowest)
        return min(MOST, seen * lowest**exponent) if exponent else MOST

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

    def _share_above(self, views: int) -> float:
        ranked = self._ranked()
        tail = ranked[-len(ranked) // 10 :]
        above = len(ranked) - bisect_right(ranked, views)
        if above >= len(tail) or tail[0] < 2:
            return above / len(ranked)
        # Too few have so many views to be counted.
        return len(tail) / len(ranked) * (tail[0] / views) ** _exponent(tail, tail[0])

    def _ranked(self) -> list[int]:
        if not self._sorted:
            self._sorted = sorted(self._latest)
        return self._sorted


def _exponent(highest: Collection[int], lowest: int) -> float:
    """Of a heavy tail, from its highest values (Hill, 1975); 0 when they are all the same."""
    steepness = sum(log(max(one, 1) / lowest) for one in highest)
    return len(highest) / steepness if steepness else 0.0
