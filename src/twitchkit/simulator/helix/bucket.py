"""Points that come back with time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import ceil
from typing import final


@final
class Buckets:
    """Token buckets of one size, one per key."""

    def __init__(self, points: int, per_s: float = 60.0) -> None:
        self._points = points
        self._refill_per_s = points / per_s
        self._held: dict[str, tuple[float, float]] = {}

    def take(self, key: str, now: datetime) -> tuple[bool, Mapping[str, str]]:
        """Whether a point was left, and the three headers that say what is."""
        at = now.timestamp()
        held, since = self._held.get(key, (float(self._points), at))
        held = min(float(self._points), held + max(0.0, at - since) * self._refill_per_s)
        allowed = held >= 1
        if allowed:
            held -= 1
        self._held[key] = (held, at)
        full_at = at + (self._points - held) / self._refill_per_s
        return allowed, {
            "ratelimit-limit": str(self._points),
            "ratelimit-remaining": str(int(held)),
            "ratelimit-reset": str(ceil(full_at)),
        }

    def give_back(self, key: str) -> None:
        """Undo one `take` that was allowed."""
        held, since = self._held.pop(key)
        if held + 1 < self._points:
            self._held[key] = (held + 1, since)
