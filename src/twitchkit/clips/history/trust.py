"""How wide and how full a window can be and still be whole: learned by looking twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import final

WIDER, FULLER = 1.5, 1.1
"""So much wider, and so much fuller, may another window be than the one that was looked at twice."""
PAGE = 100


@dataclass(slots=True)
class Check:
    """A window whose parts are asked for, to see whether they have more than the whole.

    Args:
        parts: how many of them have not agreed yet.
    """

    slots: int
    clips: int
    parts: int


@final
class Trust:
    """The windows whose parts agreed with the whole."""

    def __init__(self) -> None:
        self._proved: list[tuple[float, float]] = []
        self._checks: list[Check] = []

    def covers(self, slots: int, clips: int) -> bool:
        """Whether a window like this was found whole before.

        A listing that ends with a full page is never believed at once: that is where cuts are made.
        """
        return self._told_by(self._proved, slots, clips)

    def awaited(self, slots: int, clips: int) -> bool:
        """Whether it will be covered if a check that goes on ends well."""
        return self._told_by(map(_proved, self._checks), slots, clips)

    def begun(self, check: Check) -> None:
        """The parts of `check` are asked for."""
        self._checks.append(check)

    def over(self, check: Check) -> None:
        """Nothing will come of `check`: a part had more than the whole, or has to be looked at again."""
        self._checks = [one for one in self._checks if one is not check]

    def agreed(self, check: Check) -> None:
        """One more part of `check` had what the whole had."""
        check.parts -= 1
        if check.parts == 0 and any(one is check for one in self._checks):
            self.over(check)
            proved = _proved(check)
            self._proved = [one for one in self._proved if one[0] > proved[0] or one[1] > proved[1]]
            self._proved.append(proved)

    @staticmethod
    def _told_by(proved: Iterable[tuple[float, float]], slots: int, clips: int) -> bool:
        if not clips:
            return True
        return clips % PAGE != 0 and any(slots <= wide and clips <= full for wide, full in proved)


def _proved(check: Check) -> tuple[float, float]:
    """How wide and how full a window is covered when `check` ends well."""
    return check.slots * WIDER, check.clips * FULLER
