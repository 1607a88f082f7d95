"""Where windows meet: what two of them found in the slot that both were asked for has to be the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

import msgspec

from twitchkit.clips.history.cell import LOOKS, Cell
from twitchkit.clips.history.proof import Doubt
from twitchkit.clips.history.window import slot_of
from twitchkit.helix.endpoints.clips import Clip

EDGES = 12
"""Edges at which clips lie that have to agree, before others are believed."""


class Settled(msgspec.Struct, frozen=True):
    """A window whose own walk is trusted, waiting for its neighbours'.

    Args:
        cell: the window.
        clips: those of it, by slug.
        margin: those of the slot beyond its end, which it shares with its neighbour.
        steady: no row was missing in the walk.
    """

    cell: Cell
    clips: dict[str, Clip]
    margin: dict[str, Clip]
    steady: bool

    def at(self, slot: int) -> dict[str, Clip]:
        """Those of one slot."""
        return {slug: clip for slug, clip in self.clips.items() if slot_of(clip.created_at) == slot}


class Joined(msgspec.Struct, frozen=True):
    """What follows when a window is settled.

    Args:
        done: windows that agree with both neighbours.
        again: windows to be walked once more, with the clips that are known of them.
        doubts: what does not agree, however often it was looked at.
    """

    done: list[Settled]
    again: list[tuple[Cell, dict[str, Clip]]]
    doubts: list[Doubt]


@final
class Seams:
    """Holds settled windows until their neighbours have found the same clips where they meet.

    Args:
        ends: slots at which nothing is compared: where the listing itself begins and ends.
    """

    def __init__(self, ends: Iterable[int]) -> None:
        self.agreed = set(ends)
        """Slots at which the windows on both sides can be relied on."""
        self._left = EDGES
        self._by_start: dict[int, Settled] = {}
        self._by_stop: dict[int, Settled] = {}

    @property
    def compared(self) -> bool:
        """Whether windows have to share a slot still: until Twitch was seen to cut where it is asked to."""
        return self._left > 0

    def settle(self, settled: Settled) -> Joined:
        """Takes a window, and tells what can be told by now of it and its neighbours."""
        window, joined = settled.cell.window, Joined([], [], [])
        self._by_start[window.start] = self._by_stop[window.stop] = settled
        for edge in (window.start, window.stop):
            if edge not in self.agreed:
                self._compare(edge, joined)
        for one in (self._by_start.get(window.stop), settled, self._by_stop.get(window.start)):
            if one is not None and self._is_closed(one):
                self._drop(one)
                joined.done.append(one)
        return joined

    def _compare(self, edge: int, joined: Joined) -> None:
        older, newer = self._by_stop.get(edge), self._by_start.get(edge)
        if older is None or newer is None:
            return
        there, here = older.margin, newer.at(edge)
        unseen = {slug: clip for slug, clip in there.items() if slug not in here}
        missed = older.steady and here.keys() - there.keys()
        if unseen or missed:
            self._left = EDGES
        elif here:
            self._left -= 1
        if unseen and newer.cell.look < LOOKS:
            self._drop(newer)
            joined.again.append((newer.cell, newer.clips | unseen))
        newer.clips.update(unseen)
        if missed and older.cell.look < LOOKS:
            self._drop(older)
            joined.again.append((older.cell, older.clips))
        elif missed:
            why = "it does not list clips at its edge that its neighbour lists"
            joined.doubts.append(Doubt(older.cell.window, why))
        if self._by_stop.get(edge) is older and self._by_start.get(edge) is newer:
            self.agreed.add(edge)

    def _is_closed(self, settled: Settled) -> bool:
        window = settled.cell.window
        here = self._by_start.get(window.start) is settled
        return here and window.start in self.agreed and window.stop in self.agreed

    def _drop(self, settled: Settled) -> None:
        del self._by_start[settled.cell.window.start], self._by_stop[settled.cell.window.stop]
