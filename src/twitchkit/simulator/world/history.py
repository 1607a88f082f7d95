"""A channel of any number of clips, none of which exists before it is asked for."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Final, Self, final, overload

from twitchkit.simulator.world.calendar import Calendar
from twitchkit.simulator.world.clip import Clip
from twitchkit.simulator.world.clipping import MOST_VIEWS, VIEWS_SHAPE
from twitchkit.simulator.world.game import Game
from twitchkit.simulator.world.numbered import NumberedClipper
from twitchkit.simulator.world.shuffle import Shuffle
from twitchkit.simulator.world.user import User

SORTED_MOST: Final = 20_000
"""Windows up to this size are sorted; of larger ones only the top is looked for, from the most viewed on."""
TOP: Final = 1_200
KEPT_WINDOWS: Final = 64
RISEN_MOST: Final = 4_096
RECENT: Final = timedelta(days=30)


@final
class History:
    """All clips of one channel, which plays one game only: the game's clips are the same.

    Clips are numbered from 0, oldest first.  Views are heavy-tailed, whatever a clip's age.

    Args:
        first_number: of its first clip among all numbered clips of the world.
        count: how many.
    """

    def __init__(
        self,
        *,
        seed: str,
        channel: User,
        game: Game,
        count: int,
        first_number: int,
        clipper: NumberedClipper,
        began_at: datetime,
        ended_at: datetime,
    ) -> None:
        self.channel = channel
        self.game = game
        self.count = count
        self.first_number = first_number
        self.clipper = clipper
        self._calendar = Calendar(count, seed=seed, began_at=began_at, ended_at=ended_at)
        self._shuffle = Shuffle(count, Random(f"{seed}/views"))  # noqa: S311 - repeatable on purpose
        self._chance = Random(f"{seed}/moves")  # noqa: S311
        self._risen: OrderedDict[int, float] = OrderedDict()
        self._windows: OrderedDict[tuple[int, int, bool], array[int]] = OrderedDict()

    def created_at(self, index: int) -> datetime:
        """When clip `index` was made."""
        return self._calendar.at(index)

    def slug(self, index: int) -> str:
        """The slug of clip `index`, without making the clip."""
        return self.clipper.slug(self.first_number + index, self.created_at(index))

    def clip(self, index: int) -> Clip:
        """Clip `index`."""
        views = int((max(0.5, self._rank(index) + 0.5) / self.count) ** (-1 / VIEWS_SHAPE))
        return self.clipper.numbered(
            self.first_number + index,
            self.channel,
            self.game,
            self.created_at(index),
            min(MOST_VIEWS, max(1, views)),
        )

    def numbered(self, number: int) -> Clip | None:
        """The clip of that number among all numbered ones of the world; None when it is another channel's."""
        index = number - self.first_number
        return self.clip(index) if 0 <= index < self.count else None

    def between(self, start: datetime | None, end: datetime | None, *, whole: bool = False) -> Ranked:
        """The clips from `start` until before `end`, most viewed first.

        Args:
            whole: all of a large window can be reached, which takes time and memory.
        """
        first = self._calendar.before(start) if start else 0
        last = max(first, self._calendar.before(end) if end else self.count)
        return Ranked(self, self._ordered(first, last, whole=whole), last - first)

    def stir(self, listed: Ranked, offset: int, *, now: datetime, always: bool) -> bool:
        """Somebody watches while `listed` is paged: a clip behind `offset` may come before it.

        It happens to clips of the last weeks every few pages, to others every few thousand.

        Args:
            always: it happens now.

        Returns:
            Whether it happened.
        """
        order = listed.order
        if not 0 < offset < len(order):
            return False
        recent = self.created_at(order[0]) > now - RECENT
        if not always and self._chance.random() > (1 / 4 if recent else 1 / 2_000):
            return False
        riser, passed = (
            order[self._chance.randrange(offset, len(order))],
            order[self._chance.randrange(offset)],
        )
        self._risen[riser] = self._rank(passed) - 0.5
        while len(self._risen) > RISEN_MOST:
            self._risen.popitem(last=False)
        self._windows.clear()
        return True

    def _rank(self, index: int) -> float:
        risen = self._risen.get(index)
        return self._shuffle.place(index) if risen is None else risen

    def _ordered(self, first: int, last: int, *, whole: bool) -> array[int]:
        found = self._windows.get((first, last, whole))
        if found is None:
            found = self._windows[first, last, whole] = array("I", self._order(first, last, whole=whole))
            while len(self._windows) > KEPT_WINDOWS:
                self._windows.popitem(last=False)
        return found

    def _order(self, first: int, last: int, *, whole: bool) -> Iterable[int]:
        if whole or last - first <= SORTED_MOST:
            return sorted(range(first, last), key=self._rank)
        in_order = (self._shuffle.at(rank) for rank in range(self.count))
        return islice((index for index in in_order if first <= index < last), TOP)


@final
class Ranked(Sequence[Clip]):
    """Clips of a history, most viewed first, made when they are looked at.

    Args:
        order: their numbers; of many, only as many as paging can reach.
        total: how many there are.
    """

    def __init__(self, history: History, order: array[int], total: int) -> None:
        self.history = history
        self.order = order
        self._total = total

    def __len__(self) -> int:
        return self._total

    def __iter__(self) -> Iterator[Clip]:
        return map(self.history.clip, self.order)

    @overload
    def __getitem__(self, index: int) -> Clip: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> Clip | Self:
        if isinstance(index, int):
            return self.history.clip(self.order[index])
        return type(self)(self.history, self.order[index], len(range(*index.indices(self._total))))

    def featured(self, wanted: bool) -> Self:
        """Those that are featured, or those that are not."""
        kept = array("I", (index for index in self.order if self.history.clip(index).featured is wanted))
        return type(self)(self.history, kept, len(kept))
