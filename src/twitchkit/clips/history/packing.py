"""How stretches of time are put together to windows in which a clip costs few calls."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from math import erfc, inf, sqrt

from twitchkit.clips.history.cell import MOST, ONE_PAGE, SAMPLE_SHARE, Cell
from twitchkit.clips.history.hours import Hours
from twitchkit.clips.history.window import DAY, Window, slot_of

DENSE = 13 * DAY // 2
"""A window planned to have more than `ONE_PAGE` is not planned wider than this."""
SAMPLED = 100 * SAMPLE_SHARE
"""Clips of a part that is sampled: what one page is sample enough for, because parts differ."""
LAST_PAGE = 0.7
"""Of each window, so much is empty."""
OVERFLOW = 2.5
"""Calls lost with a window that turns out to have more than a listing can hold."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """A slot at which a window may begin.

    Args:
        place: among the cells; it lies in this one, or at its start.
        cost: calls for each clip of the window.
    """

    place: int
    slot: int
    cost: float


def fitting(cells: list[Cell], hours: Hours, sampled: Container[int]) -> Cell | None:
    """The newest of `cells` with as much before it as makes a clip cheapest; takes it out of `cells`.

    What would become a small window beside a stretch that has to be sampled waits for that sample.

    Args:
        cells: oldest first.
        hours: when the channel is quiet.
        sampled: where stretches end that are being sampled now.

    Returns:
        None when everything waits for samples.
    """
    end = len(cells)
    while end:
        newest = cells[end - 1]
        if not newest.mergeable:
            return cells.pop(end - 1)
        first = _run(cells, end)
        start = cells[first].window.start
        if newest.coarse:
            return _taken(cells, first, end, start)
        best = min(_edges(cells[first:end], hours), key=lambda edge: edge.cost)
        if best.slot > start:
            return _taken(cells, first + best.place, end, best.slot)
        older = cells[first - 1] if first else None
        if older and older.window.stop == start and older.coarse:
            return _taken(cells, _run(cells, first), first, cells[_run(cells, first)].window.start)
        if start not in sampled:
            return _taken(cells, first, end, start)
        end = first
    return None


def _run(cells: list[Cell], end: int) -> int:
    """The place of the oldest that may go into one window, or be sampled, with the one before `end`."""
    place = end - 1
    newest, expected = cells[place], cells[place].expected
    most = SAMPLED if newest.coarse else MOST
    while place:
        older, start = cells[place - 1], cells[place].window.start
        expected += older.expected
        if (
            not older.mergeable
            or older.coarse != newest.coarse
            or older.window.stop != start
            or expected > most
        ):
            break
        place -= 1
    return place


def _taken(cells: list[Cell], first: int, end: int, slot: int) -> Cell:
    """The window from `slot`, which lies in the cell at `first`, until the end of the last before `end`."""
    taken = cells[first:end]
    if slot > taken[0].window.start:
        cells[first], taken[0] = _cut(taken[0], slot)
        first += 1
    del cells[first:end]
    expected = sum(cell.expected for cell in taken)
    return Cell(
        window=Window(slot, taken[-1].window.stop),
        expected=expected,
        each=1 + sum(cell.variance for cell in taken) / expected if expected else 1,
        known=tuple(clip for cell in taken for clip in cell.known),
        widest=min(cell.widest for cell in taken),
    )


def _edges(cells: list[Cell], hours: Hours) -> Iterator[_Edge]:
    """Where the window that ends with the newest of `cells` may begin."""
    stop = cells[-1].window.stop
    expected = variance = 0.0
    widest, found = inf, False
    for place in range(len(cells) - 1, -1, -1):
        cell = cells[place]
        widest = min(widest, cell.widest)
        for slot in _starts(cell, hours):
            share = (cell.window.stop - slot) / cell.window.slots
            there, unsure = expected + share * cell.expected, variance + share * cell.variance
            if found and stop - slot > (min(widest, DENSE) if there > ONE_PAGE else widest):
                return
            found = True
            # Twice: as on any day at this hour, and as there.
            usual = there / (stop - slot) * DAY * hours.share(slot)
            beyond = sqrt(usual * cell.expected / cell.window.slots)
            yield _Edge(place, slot, _cost(there, unsure, beyond))
        expected += cell.expected
        variance += cell.variance


def _starts(cell: Cell, hours: Hours) -> Iterator[int]:
    """Slots in `cell`, the last first: the quietest of each day, and its own first one."""
    start, stop = cell.window.start, cell.window.stop
    slot = stop - DAY // 2
    while slot > start + DAY // 2:
        yield hours.quietest(slot - DAY // 2 + 1, slot)
        slot -= DAY // 2
    yield start


def _cost(expected: float, variance: float, beyond: float) -> float:
    """Calls for each clip, of a window whose older neighbour lists `beyond` of its clips too."""
    if expected <= 0:
        return inf
    spread = sqrt(2 * variance) or 1.0
    holds = 1 - erfc((MOST - expected - beyond) / spread) / 2
    pages = (expected + beyond) / 100 + LAST_PAGE
    return (holds * pages + (1 - holds) * OVERFLOW) / (expected * holds) if holds > 0.1 else inf


def _cut(cell: Cell, slot: int) -> tuple[Cell, Cell]:
    """`cell` in two."""
    place = bisect_left([slot_of(clip.created_at) for clip in cell.known], slot)
    share = (slot - cell.window.start) / cell.window.slots
    older = replace(
        cell,
        window=Window(cell.window.start, slot),
        expected=share * cell.expected,
        known=cell.known[:place],
    )
    newer = replace(
        cell,
        window=Window(slot, cell.window.stop),
        expected=cell.expected - older.expected,
        known=cell.known[place:],
    )
    return older, newer
