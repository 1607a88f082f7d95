"""Which window is asked for next, and when its answer can be trusted."""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Self

import msgspec

from twitchkit.clips.history.cell import LOOKS, MOST, Cell, looked_again
from twitchkit.clips.history.estimates import Estimates
from twitchkit.clips.history.packing import fitting
from twitchkit.clips.history.proof import Doubt, Proof
from twitchkit.clips.history.seams import Seams, Settled
from twitchkit.clips.history.spans import Spans
from twitchkit.clips.history.state import HistoryState
from twitchkit.clips.history.trust import NARROW, Trust
from twitchkit.clips.history.unproved import Unproved
from twitchkit.clips.history.walk import End, Walked
from twitchkit.clips.history.window import Window, slot_of
from twitchkit.helix.endpoints.clips import Clip, GetClips

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
        self._listing = msgspec.structs.replace(listing, first=100)
        self._everything = everything and not self.done
        self._undated = False
        self._estimates = Estimates()
        self._guessed = True
        self._trust = Trust()
        self._unproved = Unproved(self._trust, jobs=jobs)
        self._waiting = [Cell(window=gap) for gap in self.done.gaps(span)]
        self._out: dict[Window, Cell] = {}
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
        if self._guessed and self._estimates.tells:
            self._guessed = False
            self._waiting = [self._estimates.told(cell) for cell in self._waiting]
        if not self._estimates.tells and self._out and self._waiting and self._waiting[-1].coarse:
            return None
        sampled = {window.stop for window, cell in self._out.items() if cell.coarse}
        odds = self._estimates.odds(shared=self._seams.compared, dense=self._trust.dense)
        cell = fitting(self._waiting, self._estimates.hours, sampled, odds)
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

    def hopeless(self, window: Window, clips: Mapping[str, Clip]) -> bool:
        """Whether `clips`, the first ones of a listing, show that `window` has too many for it."""
        return self._estimates.too_many(self._out[window], clips)

    def settle(self, window: Window, walked: Walked) -> None:
        """Take what the walk of `window` brought."""
        cell = self._out.pop(window)
        undated, self._undated = self._undated, False
        self.proof.pages += walked.pages
        self.proof.repeats += walked.repeats
        self._estimates.learn_unrest(walked)
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
            cut = self._estimates.looks_cut(walked.clips)
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
            self._unproved.add(cell, walked, own)
        else:
            self._settle(cell, walked, own)

    def _prove(self) -> None:
        """Settles wide windows that are covered by now; checks the one that covers most when many wait."""
        proved, again = self._unproved.judged()
        for one in proved:
            self._settle(one.cell, one.walked, one.own)
        self._wait(again)
        while check := self._unproved.checked(self.proof.clips, more=bool(self._waiting or self._out)):
            self.proof.checks += 1
            parts, rest = check
            self._inside(sorted([*parts, *([rest] if rest else ())], key=_start))
            self._wait(parts)

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
        self._wait(self._estimates.parts(cell, walked, own))

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
        self._estimates.learn_whole(cell, walked, own)
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


def _start(cell: Cell) -> int:
    return cell.window.start


def _made(clip: Clip) -> tuple[object, str]:
    return clip.created_at, clip.id
