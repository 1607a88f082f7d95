"""How much of something there was, of late."""

from __future__ import annotations

from math import exp
from typing import final


@final
class Share:
    """A ratio that is learned, and forgotten slowly: the newest clips come first, and older ones differ.

    Args:
        start: what is thought at first.
        weight: as if so much had been seen.
        horizon: of what was seen so long ago, a third still counts.
    """

    def __init__(self, start: float, *, weight: float, horizon: float) -> None:
        self._found, self._seen = start * weight, weight
        self._horizon = horizon

    @property
    def now(self) -> float:
        """Of what is seen, so much is found."""
        return self._found / self._seen

    def learn(self, seen: float, found: float) -> None:
        """`found` of the next `seen`."""
        kept = exp(-seen / self._horizon)
        self._found = self._found * kept + found
        self._seen = self._seen * kept + seen
