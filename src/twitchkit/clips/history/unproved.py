"""Wide windows whose listings are believed only when one like them was looked at twice."""

from __future__ import annotations

import msgspec

from twitchkit.clips.history.cell import MOST, Cell, checked
from twitchkit.clips.history.trust import PAGE, Check, Trust
from twitchkit.clips.history.walk import Walked
from twitchkit.helix.endpoints.clips import Clip

FEW, FEW_EACH, FEW_SHARE = 50, 100, 20
"""Clips of wide windows that may wait for the one that proves most: so many, so many more for each window
that may be out besides the first, and one for so many kept.  Of many channels at once each has one out.
"""


class Listing(msgspec.Struct, frozen=True, eq=False):
    """What a wide window brought, or what its check leaves of it.

    Args:
        own: the clips of the cell.
        size: slots, and clips, of the listing that it comes from.
        check: of that listing, if it is being checked itself.
    """

    cell: Cell
    walked: Walked
    own: dict[str, Clip]
    size: tuple[int, int]
    check: Check | None = None

    @property
    def extent(self) -> int:
        """How much a check of it can prove."""
        slots, count = self.size
        return slots * count


class Unproved:
    """The listings that wait for what a check shows.

    Args:
        trust: what checks have shown.
        jobs: windows that may be out at once.
    """

    def __init__(self, trust: Trust, *, jobs: int) -> None:
        self._trust = trust
        self._few = FEW + FEW_EACH * (jobs - 1)
        self._listings: list[Listing] = []

    def __bool__(self) -> bool:
        return bool(self._listings)

    def add(self, cell: Cell, walked: Walked, own: dict[str, Clip]) -> None:
        """`cell` waits; `own` are its clips."""
        self._listings.append(Listing(cell, walked, own, (cell.window.slots, len(walked.clips))))

    def judged(self) -> tuple[list[Listing], list[Cell]]:
        """What is proved by now, and what has to be asked for again, because its own check found more."""
        proved: list[Listing] = []
        again: list[Cell] = []
        listings, self._listings = self._listings, []
        for one in listings:
            if self._trust.covers(*one.size) or (one.check and one.check.agreed):
                proved.append(one)
            elif one.check and not self._trust.is_open(one.check):
                again.append(one.cell)
            else:
                self._listings.append(one)
        return proved, again

    def checked(self, kept: int, *, more: bool) -> tuple[list[Cell], Cell | None] | None:
        """The parts to be asked for of the listing that proves most, and what else there is of its cell.

        Args:
            kept: clips that were handed on.
            more: whether other windows wait or are out, which may bring a listing that proves more.

        Returns:
            None when nothing has to be checked now.
        """
        unchecked = [one for one in self._listings if not one.check]
        alone = [one for one in unchecked if not self._trust.awaited(*one.size)]
        few = self._few + min(MOST, kept // FEW_SHARE)
        if not unchecked or (more and sum(len(one.own) for one in alone) < few):
            return None
        one = self._most_telling(alone or unchecked)
        self._listings.remove(one)
        # Where only the full page at its end speaks against it, one more page is enough.
        ends = 1 if one.size[1] > PAGE and self._trust.knows(*one.size) else 2
        check, parts, rest = checked(one.cell, one.own.values(), one.size, ends=ends)
        self._trust.begun(check)
        if rest:
            own = {slug: clip for slug, clip in one.own.items() if rest.window.holds(clip)}
            self._listings.append(Listing(rest, one.walked, own, one.size, check))
        return parts, rest

    def _most_telling(self, listings: list[Listing]) -> Listing:
        """The one that covers most of the others if it is whole; of these the largest."""
        sizes = [one.size for one in listings]
        return max(listings, key=lambda one: (self._trust.gain(one.size, sizes), one.extent))
