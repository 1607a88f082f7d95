"""Stretches of time that wait to be asked for, and the windows they are put together to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, pairwise
from math import ceil, inf

from twitchkit.clips.history.hours import Hours
from twitchkit.clips.history.trust import Check
from twitchkit.clips.history.window import DAY, Window, slot_of
from twitchkit.helix.endpoints.clips import Clip

TARGET = 820
"""Clips that a window is planned to have: far from the 1,000 a listing can hold, because plans err."""
NARROW = 3 * DAY
"""3-day windows were whole in the one measurement there is, 7-day windows were not
(HugoJF/twitch-clip-downloader#3); wider ones have to show that they are."""
DENSE = 13 * DAY // 2
ONE_PAGE = 80
"""A window planned to have more than this is not planned wider than `DENSE`."""
GRAIN = TARGET / 8
FILLED = 0.7
ANY_HOUR = Hours()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A stretch of time that waits.

    Args:
        expected: clips in it, as far as one can tell; infinite when nothing is known.
        known: clips of it that an earlier walk brought; this one has to bring them too.
        widest: slots that a window may have which it becomes part of: a larger one was not to be trusted.
        look: how often it was looked at because something did not agree.
        check: the larger window that this is a part of, when it is asked for to see whether that was whole.
    """

    window: Window
    expected: float = inf
    known: tuple[Clip, ...] = ()
    widest: float = inf
    look: int = 0
    check: Check | None = None

    @property
    def mergeable(self) -> bool:
        """Whether it may be asked for together with its neighbours: what is looked at closely may not."""
        return not self.look and self.check is None


def fitting(cells: list[Cell], hours: Hours) -> Cell:
    """The newest of `cells` with as many before it as fit into one window; takes them out of `cells`.

    Args:
        hours: when the channel is quiet; the window begins there, if it can without becoming small.
    """
    taken = [cells.pop()]
    newest, expected, widest = taken[0], taken[0].expected, taken[0].widest
    while cells and newest.mergeable and (cell := cells[-1]).window.stop == taken[-1].window.start:
        expected += cell.expected
        widest = min(widest, cell.widest)
        most = min(widest, DENSE) if expected > ONE_PAGE else widest
        if not cell.mergeable or expected > TARGET or newest.window.stop - cell.window.start > most:
            break
        taken.append(cells.pop())
    taken = _until_quiet(taken, cells, hours)
    if len(taken) == 1:
        return newest
    return Cell(
        window=Window(taken[-1].window.start, newest.window.stop),
        expected=sum(cell.expected for cell in taken),
        known=tuple(clip for cell in taken for clip in cell.known),
        widest=min(cell.widest for cell in taken),
    )


def _until_quiet(taken: list[Cell], cells: list[Cell], hours: Hours) -> list[Cell]:
    """`taken`, newest first, up to the quietest start in its last quarter; the rest goes back to `cells`."""
    enough = FILLED * sum(cell.expected for cell in taken)
    so_far = accumulate(cell.expected for cell in taken)
    starts = [place for place, expected in enumerate(so_far) if expected >= enough]
    best = min(reversed(starts), key=lambda place: hours.busy(taken[place].window.start))
    cells.extend(reversed(taken[best + 1 :]))
    return taken[: best + 1]


def divided(cell: Cell, seen: Iterable[Clip], size: float, hours: Hours) -> list[Cell]:
    """`cell` in parts, at least two.

    Args:
        seen: clips of it that came: where they lie, the others are thought to lie too.
        size: how many it has, as far as one can tell.
        hours: when the channel is quiet.
    """
    known = _known(cell, seen)
    window, slots = cell.window, [slot_of(clip.created_at) for clip in known]
    each = size / max(1, len(slots))
    cuts = _cuts(window, slots, max(1, round(GRAIN / each)), hours)
    edges = [window.start, *cuts, window.stop]
    parts: list[Cell] = []
    for start, stop in pairwise(edges):
        first, last = bisect_left(slots, start), bisect_left(slots, stop)
        expected = each * (last - first)
        pieces = ceil((stop - start) / DENSE) if ONE_PAGE < expected <= TARGET else 1
        piece = (stop - start) // pieces
        inner = [start + piece * number for number in range(1, pieces)]
        inner = [start, *(hours.quietest(cut - piece // 3, cut) for cut in inner), stop]
        for low, high in pairwise(inner):
            held = known[bisect_left(slots, low) : bisect_left(slots, high)]
            parts.append(
                Cell(
                    window=Window(low, high),
                    expected=expected / pieces,
                    known=tuple(held),
                    widest=min(cell.widest, window.slots // 2),
                )
            )
    return parts


def checked(cell: Cell, seen: Iterable[Clip]) -> list[Cell]:
    """`cell` in two: nothing has disagreed yet, but it is to be seen whether the parts have more."""
    known = _known(cell, seen)
    parts = _parts(cell.window, known, max(1, (len(known) + 1) // 2))
    check = Check(cell.window.slots, len(known), len(parts))
    return [
        Cell(window=window, expected=len(held), known=held, look=cell.look, check=check)
        for window, held in parts
    ]


def looked_again(cell: Cell, seen: Iterable[Clip]) -> list[Cell]:
    """`cell` in parts of one page, in which nothing can move from page to page; whole if it is too small."""
    known = _known(cell, seen)
    parts = _parts(cell.window, known, min(ONE_PAGE, max(1, (len(known) + 1) // 2)))
    return [Cell(window=window, expected=len(held), known=held, look=cell.look + 1) for window, held in parts]


def _known(cell: Cell, seen: Iterable[Clip]) -> list[Clip]:
    """What is known of `cell`, oldest first."""
    clips = {clip.id: clip for clip in (*cell.known, *seen) if cell.window.holds(clip)}
    return sorted(clips.values(), key=_made)


def _parts(window: Window, known: Sequence[Clip], group: int) -> list[tuple[Window, tuple[Clip, ...]]]:
    """`window` cut between every `group` clips, and what is known of each part."""
    slots = [slot_of(clip.created_at) for clip in known]
    edges = [window.start, *(_cuts(window, slots, group) if window.slots > 1 else ()), window.stop]
    return [
        (Window(start, stop), tuple(known[bisect_left(slots, start) : bisect_left(slots, stop)]))
        for start, stop in pairwise(edges)
    ]


def _made(clip: Clip) -> datetime:
    return clip.created_at


def _cuts(window: Window, slots: Sequence[int], group: int, hours: Hours = ANY_HOUR) -> list[int]:
    """Where to cut, ascending: between every `group` clips, in the quietest slot there."""
    cuts: list[int] = []
    for place in range(group, len(slots), group):
        cut = hours.quietest(slots[place - 1] + 1, slots[place])
        if (cuts[-1] if cuts else window.start) < cut < window.stop:
            cuts.append(cut)
    return cuts or [(window.start + window.stop) // 2]
