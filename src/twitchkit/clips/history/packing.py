"""How stretches of time are put together to windows in which a clip costs few calls."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator
from math import erfc, inf, sqrt

import msgspec

from twitchkit.clips.history.cell import MOST, SAMPLE_SHARE, Cell
from twitchkit.clips.history.hours import Hours
from twitchkit.clips.history.trust import NARROW, PAGE
from twitchkit.clips.history.window import DAY, Window, slot_of

SAMPLED = 100 * SAMPLE_SHARE
"""Clips of a part that is sampled: what one page is sample enough for, because parts differ."""
REGULAR = 1.5
"""How regular a channel is: the square of the clips that are usual, over their variance."""
BURSTS, UNSURE = 1.5, 0.08
"""Clips come in bursts, and how many a sample stands for is not certain."""
LAST_PAGE = 0.5
"""Of each window, so much is empty."""
FEW = 700
"""Clips of a run that nothing can join any more, of which not only the newest window has to be cheap."""
STARTS = 20
"""Places in one cell that are tried at most."""
LEFT, NEARLY = 1.3, 6
"""Calls lost with a window that has more than a listing can hold; and if it is up to a page more, which shows
late.
"""


class _Edge(msgspec.Struct, frozen=True):
    """A slot at which a window may begin.

    Args:
        place: among the cells; it lies in this one, or at its start.
        expected: clips of the window.
        variance: of these.
        cost: calls for each of them.
    """

    place: int
    slot: int
    expected: float
    variance: float
    cost: float


class Odds(msgspec.Struct, frozen=True):
    """What makes a window cost more than its pages.

    Args:
        unrest: rows that come again, with each page but the first.
        shared: whether it is asked for a slot more than it has.
        dense: slots of the widest window that may have more than a page.
        sampled: clips that a part has which is to be sampled, for each that it was thought to have.
        counted: the same of windows, for each clip that was not known before.
    """

    unrest: float = 0.0
    shared: bool = True
    dense: int = NARROW
    sampled: float = 1.0
    counted: float = 1.0


def fitting(cells: list[Cell], hours: Hours, sampled: Container[int], odds: Odds) -> Cell | None:
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
        first = _run(cells, end, odds)
        start = cells[first].window.start
        if newest.coarse:
            return _taken(cells, first, end)
        older = cells[first - 1] if first else None
        joins = older is not None and older.window.stop == start and older.mergeable
        edges = list(_edges(cells[first:end], hours, odds))
        best = _cheapest(edges, last=not joins and edges[-1].slot == start)
        if best.slot > start:
            return _planned(cells, first + best.place, end, best)
        if older and joins and older.coarse:
            older_first = _run(cells, first, odds)
            return _taken(cells, older_first, first)
        if start not in sampled:
            return _planned(cells, first, end, best)
        end = first
    return None


def _run(cells: list[Cell], end: int, odds: Odds) -> int:
    """The place of the oldest that may go into one window, or be sampled, with the one before `end`."""
    place = end - 1
    newest, expected = cells[place], cells[place].expected
    most = SAMPLED / odds.sampled if newest.coarse else MOST
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


def _taken(cells: list[Cell], first: int, end: int) -> Cell:
    """The cells from `first` until before `end`, in one."""
    taken = cells[first:end]
    del cells[first:end]
    known = tuple(clip for cell in taken for clip in cell.known)
    expected = sum(cell.expected for cell in taken)
    return Cell(
        window=Window(taken[0].window.start, taken[-1].window.stop),
        expected=expected,
        each=expected / max(1, len(known)),
        known=known,
        widest=min(cell.widest for cell in taken),
    )


def _planned(cells: list[Cell], first: int, end: int, edge: _Edge) -> Cell:
    """The window from `edge`, which lies in the cell at `first`, until the end of the last before `end`."""
    cell = cells[first]
    if edge.slot > cell.window.start:
        cells[first : first + 1] = _cut(cell, edge.slot)
        first, end = first + 1, end + 1
    each = 1 + edge.variance / max(1, edge.expected)
    return msgspec.structs.replace(
        _taken(cells, first, end), expected=edge.expected, each=min(each, 2 * SAMPLE_SHARE)
    )


def _cheapest(edges: list[_Edge], *, last: bool) -> _Edge:
    """The one with which a clip costs the fewest calls.

    Args:
        edges: the newest first.
        last: whether nothing can join what is older than the window, as far as the last edge.
    """
    cheapest, whole = min(edges, key=_cost_of), edges[-1]
    if not last or not 0 < whole.expected < FEW:
        return cheapest

    def calls(edge: _Edge) -> float:
        rest = whole.expected - edge.expected
        if edge is whole or edge.cost == inf:
            return edge.cost * whole.expected
        return edge.cost * edge.expected + max(rest / PAGE + LAST_PAGE, cheapest.cost * rest)

    return min(edges, key=calls)


def _cost_of(edge: _Edge) -> float:
    return edge.cost


def _edges(cells: list[Cell], hours: Hours, odds: Odds) -> Iterator[_Edge]:
    """Where the window that ends with the newest of `cells` may begin."""
    start, stop = cells[0].window.start, cells[-1].window.stop
    a_day = sum(cell.thought(odds.counted) for cell in cells) / hours.days(start, stop)
    known, shown = 0, 0.0
    widest, yielded = inf, False
    for place in range(len(cells) - 1, -1, -1):
        cell = cells[place]
        widest = min(widest, cell.widest)
        for slot in _starts(cell, hours, stop - odds.dense):
            if yielded and stop - slot > widest:
                return
            here = known + cell.known_from(slot)
            share = (shown + (cell.window.stop - slot) / cell.each) / (stop - slot)
            days = hours.days(slot, stop)
            expected, variance = _posterior(here, share, a_day * days, REGULAR)
            expected += (odds.counted - 1) * (expected - here)
            beyond = expected / days * hours.days(stop, stop + 1) if odds.shared else 0.0
            most = MOST if stop - slot <= odds.dense else PAGE
            if yielded and expected - 2 * sqrt(variance) > most:
                return
            yielded = True
            yield _Edge(place, slot, expected, variance, _cost(expected, variance, beyond, most, odds.unrest))
        known += len(cell.known)
        shown += cell.window.slots / cell.each


def _posterior(known: int, share: float, usual: float, regular: float) -> tuple[float, float]:
    """How many clips a window has, and the variance, of which `known` are known, and `share` is known of all.

    Args:
        usual: how many would be usual for its hours.
        regular: how regular that is: its square over its variance.
    """
    if not usual:
        return known, 1
    rate = (regular + known) / (regular / usual + share)
    others = (1 - share) * rate
    return known + others, max(
        1.0, (BURSTS * others) + (UNSURE * others) ** 2 + others**2 / (regular + known)
    )


def _starts(cell: Cell, hours: Hours, widest: int) -> list[int]:
    """Slots in `cell`, the last first: quiet ones, its own first one, and `widest` if it lies there."""
    start, stop = cell.window.start, cell.window.stop
    step = max(DAY // 2, cell.window.slots // STARTS)
    starts = {start, widest} if start < widest < stop else {start}
    slot = stop - step
    while slot > start + DAY // 2:
        starts.add(hours.quietest(slot - DAY // 2 + 1, slot))
        slot -= step
    return sorted(starts, reverse=True)


def _cost(expected: float, variance: float, beyond: float, most: int, unrest: float) -> float:
    """Calls for each clip of a window that can have `most` and is asked for `beyond` more."""
    if expected <= 0:
        return inf
    spread = sqrt(2 * variance) or 1.0
    listed = expected + beyond
    over = erfc((most - listed) / spread) / 2
    if over > 0.9:
        return inf
    pages = _pages(listed, spread)
    pages += unrest * max(0.0, pages - 1) * (pages + 2) / 4
    lost = LEFT * over + NEARLY * (over - erfc((most + PAGE - listed) / spread) / 2)
    return ((1 - over) * pages + lost) / (expected * (1 - over))


def _pages(listed: float, spread: float) -> float:
    """How many a listing has on average; `spread` is the deviation times the root of two."""
    if spread > PAGE:
        return listed / PAGE + LAST_PAGE
    return 1 + sum(erfc((full - listed) / spread) / 2 for full in range(PAGE, int(listed + 2 * spread), PAGE))


def _cut(cell: Cell, slot: int) -> tuple[Cell, Cell]:
    """`cell` in two."""
    place = bisect_left([slot_of(clip.created_at) for clip in cell.known], slot)
    share = (slot - cell.window.start) / cell.window.slots
    older = msgspec.structs.replace(
        cell,
        window=Window(cell.window.start, slot),
        expected=share * cell.expected,
        known=cell.known[:place],
    )
    newer = msgspec.structs.replace(
        cell,
        window=Window(slot, cell.window.stop),
        expected=cell.expected - older.expected,
        known=cell.known[place:],
    )
    return older, newer
