"""Stretches of time that wait to be asked for, and the windows they are put together to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from math import ceil, inf
from typing import Literal

import msgspec

from twitchkit.clips.history.hours import Hours
from twitchkit.clips.history.trust import Check
from twitchkit.clips.history.window import Window, slot_of
from twitchkit.helix.endpoints.clips import Clip

LOOKS = 6
"""So often at one window; what does not agree then is a doubt."""
MOST = 1_000
"""A listing stops being useful after about so many clips; the earliest stop observed is at 1,018."""
ONE_PAGE = 80
SAMPLE_SHARE = 75
"""One clip in so many is known before windows are planned: half a dozen for each."""
ANY_HOUR = Hours()


class Guess(msgspec.Struct, frozen=True):
    """A listing of which only the top came, before it was known what the channel's views are like.

    Args:
        views: of those that came.
        size: how many clips it was thought to have.
    """

    views: tuple[int, ...]
    size: float


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of time that waits.

    Args:
        expected: clips in it, as far as one can tell; infinite when nothing is known.
        each: clips that each of the known ones stands for.
        guess: what `expected` and `each` come from, when little was known of the channel then.
        known: clips of it that an earlier walk brought; this one has to bring them too.
        widest: slots that a window may have which it becomes part of: a larger one was not to be trusted.
        look: how often it was looked at because something did not agree.
        check: the larger window that this is a part of, when it is asked for to see whether that was whole.
    """

    window: Window
    expected: float = inf
    each: float = inf
    known: tuple[Clip, ...] = ()
    widest: float = inf
    look: int = 0
    check: Check | None = None
    guess: Guess | None = None

    @property
    def variance(self) -> float:
        """Of what is expected."""
        return self.expected * (self.each - 1)

    def thought(self, counted: float) -> float:
        """What is expected, where `counted` clips were found for each that was not known."""
        known = len(self.known)
        return known + counted * max(0.0, self.expected - known)

    def known_from(self, slot: int) -> int:
        """How many clips are known of its part from `slot` on."""
        return sum(1 for clip in self.known if slot_of(clip.created_at) >= slot)

    @property
    def coarse(self) -> bool:
        """Whether too little is known to plan windows: it has to be sampled."""
        return self.each > 2 * SAMPLE_SHARE

    @property
    def mergeable(self) -> bool:
        """Whether it may be asked for together with its neighbours: what is looked at closely may not."""
        return not self.look and self.check is None


def divided(
    cell: Cell,
    seen: Iterable[Clip],
    size: float,
    hours: Hours,
    *,
    widest: float,
    guess: Guess | None,
) -> list[Cell]:
    """`cell` in parts, at least two.

    Args:
        seen: clips of it that came: where they lie, the others are thought to lie too.
        size: how many it has, as far as one can tell.
        hours: when the channel is quiet.
        widest: slots that a window may have which one of the parts goes into.
        guess: where `size` comes from, if it is not certain.
    """
    known = _known(cell, seen)
    slots = [slot_of(clip.created_at) for clip in known]
    each = max(1.0, size / max(1, len(slots)))
    cuts = _cuts(cell.window, slots, 1, hours)
    parts: list[Cell] = []
    for start, stop in pairwise([cell.window.start, *cuts, cell.window.stop]):
        held = known[bisect_left(slots, start) : bisect_left(slots, stop)]
        parts.append(
            Cell(
                window=Window(start, stop),
                expected=each * len(held),
                each=each,
                known=tuple(held),
                widest=min(cell.widest, widest),
                guess=guess,
            )
        )
    return parts


def checked(
    cell: Cell, seen: Iterable[Clip], size: tuple[int, int], *, ends: Literal[1, 2]
) -> tuple[Check, list[Cell], Cell | None]:
    """What is asked for to see whether a listing was whole: a page of clips at one end of `cell`, or at both.

    What Twitch leaves out of a wide window is strewn over all of it.

    Args:
        seen: what the listing has of the cell.
        size: slots, and clips, of the listing.

    Returns:
        The check, the parts that are asked for, and what else there is of the cell.
    """
    known = _known(cell, seen)
    pages = max(2, ceil(len(known) / ONE_PAGE))
    parts = _parts(cell.window, known, max(1, ceil(len(known) / pages)))
    check = Check(*size, ends)
    first_other, last_other = 1, len(parts) - (ends - 1)
    asked = [
        Cell(window=window, expected=len(held), each=1, known=held, look=cell.look, check=check)
        for window, held in (*parts[:first_other], *parts[last_other:])
    ]
    others = parts[first_other:last_other]
    if not others:
        return check, asked, None
    window = Window(others[0][0].start, others[-1][0].stop)
    held = tuple(clip for _, some in others for clip in some)
    rest = Cell(window=window, expected=len(held), each=1, known=held, widest=window.slots, look=cell.look)
    return check, asked, rest


def looked_again(cell: Cell, seen: Iterable[Clip]) -> list[Cell]:
    """`cell` in parts of one page, in which nothing can move from page to page; whole if it is too small."""
    known = _known(cell, seen)
    parts = _parts(cell.window, known, min(ONE_PAGE, max(1, (len(known) + 1) // 2)))
    return [
        Cell(window=window, expected=len(held), each=1, known=held, look=cell.look + 1)
        for window, held in parts
    ]


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
