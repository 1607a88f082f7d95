"""Which window is asked for next, and when its answer can be trusted."""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Iterator, Mapping
from math import erfc, inf, sqrt
from typing import Self

import msgspec

from twitchkit.clips.history.cell import (
    LOOKS,
    MOST,
    SAMPLE_SHARE,
    Cell,
    Guess,
    checked,
    divided,
    looked_again,
)
from twitchkit.clips.history.census import Census
from twitchkit.clips.history.hours import Hours
from twitchkit.clips.history.packing import Odds, fitting
from twitchkit.clips.history.proof import Doubt, Proof
from twitchkit.clips.history.seams import Seams, Settled
from twitchkit.clips.history.share import Share
from twitchkit.clips.history.spans import Spans
from twitchkit.clips.history.state import HistoryState
from twitchkit.clips.history.trust import NARROW, PAGE, Check, Trust
from twitchkit.clips.history.walk import End, Walked
from twitchkit.clips.history.window import Window, slot_of
from twitchkit.helix.endpoints.clips import Clip, GetClips

UNPROVED, UNPROVED_EACH, UNPROVED_SHARE = 50, 100, 20
"""Clips of wide windows that may wait for the one that proves most: so many, so many more for each window
that may be out besides the first, and one for so many kept.  Of many channels at once each has one out.
"""
OVERLAP = 1
"""Slots that windows are asked for beyond their end: what lies there, the neighbour must have found too."""


class Errand(msgspec.Struct, frozen=True):
    """A window to be walked now."""

    window: Window
    request: GetClips
    plan: Plan

    def enough(self, clips: Mapping[str, Clip]) -> bool:
        """Whether what has come shows that the window has more clips than one listing can hold."""
        return self.plan.hopeless(self.window, clips)


class Listed(msgspec.Struct, frozen=True):
    """A window that is done, and its clips, newest first."""

    window: Window
    clips: tuple[Clip, ...]


class _Unproved(msgspec.Struct, frozen=True, eq=False):
    """A wide window that waits for what a check of another one shows, or for the rest of its own check.

    Args:
        size: slots, and clips, of the listing that it comes from.
        check: of that listing, if it is being checked itself.
    """

    cell: Cell
    walked: Walked
    own: dict[str, Clip]
    size: tuple[int, int]
    check: Check | None = None


class Plan:
    """Lists a span completely: walk what `take()` gives, `settle()` it, hand on what is `ready()`.

    Many windows may be out at once; the newest are taken first.

    Args:
        listing: whose clips: a request with `broadcaster_id` or `game_id`, and nothing of time or paging.
        span: the time to list; as a first try it is asked for without dates when `everything` is.
        done: parts of the span that an earlier run has handed on.
        jobs: windows that may be out at once.
    """

    def __init__(
        self,
        listing: GetClips,
        span: Window,
        *,
        everything: bool = False,
        done: Spans | None = None,
        jobs: int = 1,
    ) -> None:
        self.span = span
        self.proof = Proof()
        self.done = done or Spans()
        self._few = UNPROVED + UNPROVED_EACH * (jobs - 1)
        self._listing = msgspec.structs.replace(listing, first=100)
        self._everything = everything and not self.done
        self._undated = False
        self._census = Census()
        self._trust = Trust()
        self._hours = Hours()
        self._unrest = Share(0.02, weight=8, horizon=100)
        self._sampled = Share(1, weight=2_000, horizon=20_000)
        self._counted = Share(1, weight=1_000, horizon=4_000)
        self._guessed = True
        self._waiting = [Cell(window=gap) for gap in self.done.gaps(span)]
        self._out: dict[Window, Cell] = {}
        self._unproved: list[_Unproved] = []
        self._seams = Seams(edge for cell in self._waiting for edge in (cell.window.start, cell.window.stop))
        self._ready: deque[Listed] = deque()

    @property
    def finished(self) -> bool:
        """Whether every window has been settled; what is ready may still have to be handed on."""
        return not (self._waiting or self._out or self._unproved)

    def state(self) -> HistoryState:
        """What a later run needs to go on from here."""
        return HistoryState(
            broadcaster_id=self._listing.broadcaster_id,
            game_id=self._listing.game_id,
            span=self.span.bounds,
            done=tuple(window.bounds for window in self.done),
            counts=self.proof.counts,
        )

    @classmethod
    def resumed(cls, state: HistoryState, *, jobs: int = 1) -> Self:
        """The plan that goes on where `state` was taken; what was in doubt is asked for again."""
        done = Spans(Window.around(*bounds) for bounds in state.done)
        listing = GetClips(broadcaster_id=state.broadcaster_id, game_id=state.game_id)
        plan = cls(listing, Window.around(*state.span), done=done, jobs=jobs)
        plan.proof = Proof.counted(state.counts)
        return plan

    def take(self) -> Errand | None:
        """The next window to walk; None when there is none now, which can change with the next `settle()`."""
        if self._guessed and self._census.tells:
            self._guessed = False
            self._waiting = [self._told(cell) for cell in self._waiting]
        if not self._census.tells and self._out and self._waiting and self._waiting[-1].coarse:
            return None
        sampled = {window.stop for window, cell in self._out.items() if cell.coarse}
        cell = fitting(self._waiting, self._hours, sampled, self._odds())
        if cell is None:
            return None
        window = cell.window
        self._out[window] = cell
        self.proof.windows += 1
        if self._everything and window == self.span:
            self._everything, self._undated = False, True
            return Errand(window, self._listing, self)
        if not self._seams.compared:
            self._seams.agreed.add(window.stop)
        asked = window if window.stop in self._seams.agreed else Window(window.start, window.stop + OVERLAP)
        dates = {"started_at": asked.started_at, "ended_at": asked.ended_at}
        return Errand(window, msgspec.structs.replace(self._listing, **dates), self)

    def _odds(self) -> Odds:
        return Odds(
            unrest=self._unrest.now,
            shared=self._seams.compared,
            dense=self._trust.dense,
            sampled=self._sampled.now,
            counted=self._counted.now,
        )

    def hopeless(self, window: Window, clips: Mapping[str, Clip]) -> bool:
        """Whether `clips`, the first ones of a listing, show that `window` has too many for it."""
        count = len(clips)
        if window.slots == 1:
            return False
        if count >= MOST:
            return True
        views = _views(clips)
        if count < 100 or views[0] < views[-1]:
            return False
        cell, size = self._out[window], self._census.size(views)
        if cell.coarse and count < _sample(size):
            return False
        if not self._census.tells:
            return size > 2 * MOST
        error = size * (sqrt(max(0.0, 1 - count / size) / count) + 0.02)
        if not cell.coarse:
            # Two measurements of one quantity.
            ours, theirs = error**-2, 1 / max(1.0, cell.variance)
            size, error = (ours * size + theirs * cell.expected) / (ours + theirs), (ours + theirs) ** -0.5
        too_many = erfc((MOST - size) / error / sqrt(2)) / 2
        # What the rest would cost in vain, against what has come and would have to be asked for again.
        return too_many * (MOST - count) > (1 - too_many) * (count + 50)

    def settle(self, window: Window, walked: Walked) -> None:
        """Take what the walk of `window` brought."""
        cell = self._out.pop(window)
        undated, self._undated = self._undated, False
        self.proof.pages += walked.pages
        self.proof.repeats += walked.repeats
        self._unrest.learn(walked.pages - 1, walked.repeats)
        own = {slug: clip for slug, clip in walked.clips.items() if window.holds(clip)}
        self._weigh(cell, walked, own, undated=undated)
        self._prove()

    def _weigh(self, cell: Cell, walked: Walked, own: dict[str, Clip], *, undated: bool) -> None:
        window, check = cell.window, cell.check
        too_many = walked.end is End.LEFT or len(walked.clips) >= MOST
        if too_many or walked.end is End.BROKE:
            if check:
                self._trust.over(check)
            self._too_deep(cell, walked, own)
            return
        known = {clip.id: clip for clip in cell.known}
        lost, fresh = known.keys() - own.keys(), own.keys() - known.keys()
        looped = walked.end is End.LOOPED
        unsteady = walked.missing > 0 or looped
        if lost or unsteady:
            # As many as are missing are known from an earlier look: these are they.
            agreeing = walked.missing == len(lost) and not (looped and (fresh or cell.look < 2))
            if not agreeing and cell.look < LOOKS:
                if check:
                    self._trust.over(check)
                self._look_again(cell, own)
                return
            if unsteady and not agreeing:
                self._doubt(window, f"rows repeated in each of {cell.look + 1} looks")
            self.proof.unlisted += len(lost)
            own |= {slug: known[slug] for slug in lost}
        if window.slots > NARROW:
            cut = self._census.looks_cut(_views(walked.clips))
            self._trust.looked(window.slots, len(walked.clips), cut=cut)
            if cut:
                if check:
                    self._trust.over(check)
                self._split(cell, walked, own)
                return
        if check and fresh:
            self._trust.cut(check.slots, check.clips)
            self._trust.over(check)
        elif check:
            self._trust.agreed(check)
        if (not check or fresh) and not undated and window.slots > NARROW:
            self._unproved.append(_Unproved(cell, walked, own, (window.slots, len(walked.clips))))
        else:
            self._settle(cell, walked, own)

    def _prove(self) -> None:
        """Settles wide windows that are covered by now; checks the one that covers most when many wait."""
        unproved, self._unproved = self._unproved, []
        for one in unproved:
            if self._trust.covers(*one.size) or (one.check and one.check.agreed):
                self._settle(one.cell, one.walked, one.own)
            elif one.check and not self._trust.is_open(one.check):
                self._wait([one.cell])
            else:
                self._unproved.append(one)
        while self._unproved:
            unchecked = [one for one in self._unproved if not one.check]
            alone = [one for one in unchecked if not self._trust.awaited(*one.size)]
            more = self._waiting or self._out
            few = self._few + min(MOST, self.proof.clips // UNPROVED_SHARE)
            if not unchecked or (more and sum(len(one.own) for one in alone) < few):
                return
            one = self._most_telling(alone or unchecked)
            self._unproved.remove(one)
            self.proof.checks += 1
            # Where only the full page at its end speaks against it, one more page is enough.
            ends = 1 if one.size[1] > PAGE and self._trust.knows(*one.size) else 2
            check, parts, rest = checked(one.cell, one.own.values(), one.size, ends=ends)
            self._trust.begun(check)
            if rest:
                own = {slug: clip for slug, clip in one.own.items() if rest.window.holds(clip)}
                self._unproved.append(_Unproved(rest, one.walked, own, one.size, check))
            self._inside(sorted([*parts, *([rest] if rest else ())], key=_start))
            self._wait(parts)

    def _most_telling(self, unproved: list[_Unproved]) -> _Unproved:
        """The one that covers most of the others if it is whole; of these the largest."""
        sizes = [one.size for one in unproved]
        return max(unproved, key=lambda one: (self._trust.gain(one.size, sizes), _extent(one)))

    def ready(self) -> Iterator[Listed]:
        """The windows that are done and have not been given out yet."""
        while self._ready:
            yield self._ready.popleft()

    def keep(self, listed: Listed) -> None:
        """`listed` has been handed on: a later run need not list it."""
        self.proof.clips += len(listed.clips)
        if all(doubt.window != listed.window for doubt in self.proof.doubts):
            self.done.add(listed.window)
        self.proof.finished = self.finished and not self._ready

    def _too_deep(self, cell: Cell, walked: Walked, own: dict[str, Clip]) -> None:
        if cell.window.slots > 1:
            self._split(cell, walked, own)
        elif cell.window.stop not in self._seams.agreed:
            # The slot beyond may be what was too much.
            self._seams.agreed.add(cell.window.stop)
            self._wait([cell])
        elif walked.end is End.BROKE and cell.look < LOOKS:
            self._look_again(cell, own)
        else:
            why = "Twitch fails there" if walked.end is End.BROKE else "more clips than one listing can hold"
            self._doubt(cell.window, f"{why}, and no window is shorter")
            self._settle(cell, walked, own | {clip.id: clip for clip in cell.known})

    def _split(self, cell: Cell, walked: Walked, own: dict[str, Clip]) -> None:
        self.proof.splits += 1
        count, views = len(walked.clips), _views(walked.clips)
        in_order = count > 1 and views[0] >= views[-1]
        size = max(self._census.size(views) if in_order else 2 * count, 1.1 * count)
        self._hours.learn(slot_of(clip.created_at) for clip in own.values())
        widest = cell.window.slots - 1 if walked.end is End.LEFT else cell.window.slots // 2
        guess = None if self._census.tells else Guess(tuple(views), size)
        if not guess:
            self._learn(cell, size)
        self._wait(divided(cell, own.values(), size, self._hours, widest=widest, guess=guess))

    def _learn(self, cell: Cell, size: float) -> None:
        """`cell` had `size` clips."""
        if not cell.mergeable or cell.guess or cell.expected == inf:
            return
        known = len(cell.known)
        thought, found = max(0.0, cell.expected - known), max(0.0, size - known)
        if cell.coarse:
            self._sampled.learn(thought, found)
        else:
            self._counted.learn(thought / self._counted.now, found)

    def _told(self, cell: Cell) -> Cell:
        """`cell`, with what the channel's views tell by now of how many clips it has."""
        if cell.guess is None:
            return cell
        better = self._census.size(cell.guess.views) / cell.guess.size
        return msgspec.structs.replace(
            cell, expected=better * cell.expected, each=max(1, better * cell.each), guess=None
        )

    def _look_again(self, cell: Cell, seen: dict[str, Clip]) -> None:
        self.proof.second_looks += 1
        self._wait(self._inside(looked_again(cell, seen.values())))

    def _inside(self, parts: list[Cell]) -> list[Cell]:
        """`parts` of a window whose clips are known, so that nothing can be missed at the edges between."""
        self._seams.agreed.update(part.window.stop for part in parts[:-1])
        return parts

    def _wait(self, cells: list[Cell]) -> None:
        for cell in cells:
            insort(self._waiting, cell, key=_start)

    def _doubt(self, window: Window, why: str) -> None:
        self.proof.doubts.append(Doubt(window, why))

    def _settle(self, cell: Cell, walked: Walked, own: dict[str, Clip]) -> None:
        window = cell.window
        self._census.learn(_views(walked.clips))
        self._learn(cell, len(own))
        self._hours.learn(slot_of(clip.created_at) for clip in own.values())
        margin = {
            slug: clip for slug, clip in walked.clips.items() if slot_of(clip.created_at) == window.stop
        }
        joined = self._seams.settle(Settled(cell, own, margin, not walked.missing))
        for again, seen in joined.again:
            self._look_again(again, seen)
        self.proof.doubts += joined.doubts
        for done in joined.done:
            newest_first = sorted(done.clips.values(), key=_made, reverse=True)
            self._ready.append(Listed(done.cell.window, tuple(newest_first)))


def _sample(size: float) -> float:
    """How many of `size` clips have to be seen before they are planned for."""
    return size / (1.5 * SAMPLE_SHARE) if size <= SAMPLE_SHARE * MOST else size / 1000


def _extent(unproved: _Unproved) -> int:
    slots, count = unproved.size
    return slots * count


def _views(clips: Mapping[str, Clip]) -> list[int]:
    return [clip.view_count for clip in clips.values()]


def _start(cell: Cell) -> int:
    return cell.window.start


def _made(clip: Clip) -> tuple[object, str]:
    return clip.created_at, clip.id
