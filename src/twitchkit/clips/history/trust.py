"""How wide and how full a window can be and still be whole: learned by looking twice."""

from __future__ import annotations

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

    def covers(self, slots: int, clips: int) -> bool:
        """Whether a window like this was found whole before.

        A listing that ends with a full page is never believed at once: that is where cuts are made.
        """
        if clips and clips % PAGE == 0:
            return False
        return not clips or any(slots <= wide and clips <= full for wide, full in self._proved)

    def agreed(self, check: Check) -> None:
        """One more part of `check` had what the whole had."""
        check.parts -= 1
        if check.parts == 0:
            proved = (check.slots * WIDER, check.clips * FULLER)
            self._proved = [one for one in self._proved if one[0] > proved[0] or one[1] > proved[1]]
            self._proved.append(proved)
