"""How wide and how full a window can be and still be whole: learned by looking twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

import msgspec

from twitchkit.clips.history.window import DAY

NARROW = 3 * DAY
"""3-day windows were whole in the one measurement there is, 7-day windows were not
(HugoJF/twitch-clip-downloader#3); wider ones have to show that they are."""
DENSE = 7 * DAY - 6
"""So wide may a window be that is planned to have more than a page, until one shows that it is too wide."""
FULLER = 2.0
"""So much fuller may another window be than the one that was looked at twice; it may not be wider."""
NARROWER = 1.5
"""By so much are windows narrower after one that was cut."""
CUTS = 3
"""Windows in a row that look cut before others are planned narrower."""
PAGE = 100


class Check(msgspec.Struct, eq=False):
    """A window of which parts are asked for, to see whether they have more than the whole.

    Args:
        parts: how many of them have not agreed yet.
    """

    slots: int
    clips: int
    parts: int

    @property
    def agreed(self) -> bool:
        """All parts had what the whole had."""
        return self.parts == 0


@final
class Trust:
    """The windows whose parts agreed with the whole.

    Args:
        dense: slots of the widest window that is planned to have more than a page.
    """

    def __init__(self) -> None:
        self._proved: list[tuple[float, float]] = []
        self._checks: list[Check] = []
        self._cuts = 0
        self.dense = DENSE

    def cut(self, slots: int, clips: int) -> None:
        """Such a window has more clips than it lists."""
        if clips > PAGE:
            self.dense = max(NARROW, min(self.dense, int(slots / NARROWER)))
            self._cuts = 0

    def looked(self, slots: int, clips: int, *, cut: bool) -> None:
        """Such a window looks cut, which can be chance, or does not."""
        self._cuts = self._cuts + 1 if cut else 0
        if self._cuts >= CUTS:
            self.cut(slots, clips)

    def covers(self, slots: int, clips: int) -> bool:
        """Whether a window like this was found whole before.

        A listing that ends with a full page is never believed at once: that is where cuts are made.
        """
        return not _ends_full(clips) and self.knows(slots, clips)

    def knows(self, slots: int, clips: int) -> bool:
        """Whether a window so wide and so full was found whole before, wherever its listing ended."""
        return _told_by(self._proved, slots, clips)

    def awaited(self, slots: int, clips: int) -> bool:
        """Whether it will be covered if a check that goes on ends well."""
        return not _ends_full(clips) and _told_by(map(_proved, self._checks), slots, clips)

    def gain(self, size: tuple[int, int], others: Iterable[tuple[int, int]]) -> int:
        """How many clips of windows like `others` would be covered if a check of one like `size` ended well.

        Args:
            size: slots, and clips.
            others: the same of each.
        """
        proved = _proved(Check(*size, 0))
        return sum(
            clips for slots, clips in others if not _ends_full(clips) and _told_by([proved], slots, clips)
        )

    def begun(self, check: Check) -> None:
        """The parts of `check` are asked for."""
        self._checks.append(check)

    def is_open(self, check: Check) -> bool:
        """Whether something may come of `check` yet."""
        return any(one is check for one in self._checks)

    def over(self, check: Check) -> None:
        """Nothing will come of `check`: a part had more than the whole, or has to be looked at again."""
        self._checks = [one for one in self._checks if one is not check]

    def agreed(self, check: Check) -> None:
        """One more part of `check` had what the whole had."""
        check.parts -= 1
        if not (check.agreed and self.is_open(check)):
            return
        self.over(check)
        if not self.knows(check.slots, check.clips):
            proved = _proved(check)
            self._proved = [one for one in self._proved if one[0] > proved[0] or one[1] > proved[1]]
            self._proved.append(proved)


def _ends_full(clips: int) -> bool:
    return clips > 0 and clips % PAGE == 0


def _told_by(proved: Iterable[tuple[float, float]], slots: int, clips: int) -> bool:
    return not clips or any(slots <= wide and clips <= full for wide, full in proved)


def _proved(check: Check) -> tuple[float, float]:
    """How wide and how full a window is covered when `check` ends well; one page says nothing of several."""
    full = check.clips * FULLER
    return check.slots, full if check.clips > PAGE else min(full, PAGE)
