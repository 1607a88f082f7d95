"""When a channel's clips are made: in bursts, over ten years."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import final

DAY_S = 86_400
KEPT_DAYS = 256


@final
class Calendar:
    """The moments of `count` clips between two days, ascending; a table of days is all it keeps.

    A channel grows over the years, has good and bad months, days off, and days on which everybody watches;
    on a day it is live for some hours, with a few moments that many clip.
    """

    def __init__(self, count: int, *, seed: str, began_at: datetime, ended_at: datetime) -> None:
        self._seed = seed
        self._first_s = int(began_at.timestamp()) // DAY_S * DAY_S
        days = (ended_at - began_at) // timedelta(days=1)
        chance = Random(f"{seed}/days")  # noqa: S311 - repeatable on purpose
        self._live_at_s = chance.randrange(DAY_S)
        weights = list(accumulate(_weights(chance, days)))
        self._until = array("I", [0, *(round(count * weight / weights[-1]) for weight in weights)])
        self._day = lru_cache(KEPT_DAYS)(self._make_day)

    def at(self, index: int) -> datetime:
        """When clip `index` was made."""
        day = bisect_right(self._until, index) - 1
        seconds = self._day(day)[index - self._until[day]]
        return datetime.fromtimestamp(self._first_s + day * DAY_S + seconds, UTC)

    def before(self, at: datetime) -> int:
        """How many clips were made before `at`."""
        day, second = divmod(at.timestamp() - self._first_s, DAY_S)
        if day < 0:
            return 0
        if day >= len(self._until) - 1:
            return self._until[-1]
        return self._until[int(day)] + bisect_left(self._day(int(day)), second)

    def _make_day(self, day: int) -> array[int]:
        chance = Random(f"{self._seed}/day/{day}")  # noqa: S311
        hours = chance.uniform(3, 10)
        moments = [chance.random() for _ in range(chance.randint(1, 4))]
        # Live from an hour that is the channel's own; what goes past midnight is cut to the day.
        start_s = min(self._live_at_s + chance.gauss(0, 1_800), DAY_S - hours * 3600)
        start_s = max(0.0, start_s)

        def second() -> int:
            if chance.random() < 0.2:
                share = min(1.0, max(0.0, chance.choice(moments) + chance.gauss(0, 300) / (hours * 3600)))
            else:
                share = chance.random()
            return min(DAY_S - 1, int(start_s + share * hours * 3600))

        return array("I", sorted(second() for _ in range(self._until[day + 1] - self._until[day])))


def _weights(chance: Random, days: int) -> list[float]:
    weights: list[float] = []
    month = 1.0
    for day in range(days):
        if day % 30 == 0:
            month = chance.lognormvariate(0, 0.7)
        growth = 0.15 + day / days
        off = chance.random() < 0.25
        crowd = chance.uniform(3, 8) if chance.random() < 0.01 else chance.uniform(0.5, 1.5)
        weights.append(0.02 * growth if off else min(growth * month * crowd, 12))
    return weights
