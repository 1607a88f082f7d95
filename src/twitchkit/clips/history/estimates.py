"""How many clips lie where, learned on the way."""

from __future__ import annotations

from collections.abc import Mapping
from math import erfc, inf, sqrt

import msgspec

from twitchkit.clips.history.cell import MOST, SAMPLE_SHARE, Cell, Guess, divided
from twitchkit.clips.history.census import Census
from twitchkit.clips.history.hours import Hours
from twitchkit.clips.history.packing import Odds
from twitchkit.clips.history.share import Share
from twitchkit.clips.history.walk import End, Walked
from twitchkit.clips.history.window import slot_of
from twitchkit.helix.endpoints.clips import Clip


class Estimates:
    """What the answers told of a channel: its views, its hours, how its rows move, how well it was guessed.

    Args:
        hours: when it is quiet.
    """

    def __init__(self) -> None:
        self.hours = Hours()
        self._census = Census()
        self._unrest = Share(0.02, weight=8, horizon=100)
        self._sampled = Share(1, weight=2_000, horizon=20_000)
        self._counted = Share(1, weight=1_000, horizon=4_000)

    @property
    def tells(self) -> bool:
        """Whether enough is known of the channel's views."""
        return self._census.tells

    def odds(self, *, shared: bool, dense: int) -> Odds:
        """What windows are planned with; `shared` and `dense` are of `Odds`."""
        return Odds(
            unrest=self._unrest.now,
            shared=shared,
            dense=dense,
            sampled=self._sampled.now,
            counted=self._counted.now,
        )

    def too_many(self, cell: Cell, clips: Mapping[str, Clip]) -> bool:
        """Whether `clips`, the first ones of a listing of `cell`, show that it has too many for one."""
        count = len(clips)
        if cell.window.slots == 1:
            return False
        if count >= MOST:
            return True
        views = _views(clips)
        if count < 100 or views[0] < views[-1]:
            return False
        size = self._census.size(views)
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

    def looks_cut(self, clips: Mapping[str, Clip]) -> bool:
        """Whether a listing lacks clips with few views."""
        return self._census.looks_cut(_views(clips))

    def learn_unrest(self, walked: Walked) -> None:
        """How many rows came again."""
        self._unrest.learn(walked.pages - 1, walked.repeats)

    def learn_whole(self, cell: Cell, walked: Walked, own: Mapping[str, Clip]) -> None:
        """`cell` is done: it has the clips `own`."""
        self._census.learn(_views(walked.clips))
        self._learn_size(cell, len(own))
        self._learn_hours(own)

    def parts(self, cell: Cell, walked: Walked, own: Mapping[str, Clip]) -> list[Cell]:
        """`cell`, of which the walk did not bring all, in parts where the clips that it brought lie."""
        count, views = len(walked.clips), _views(walked.clips)
        in_order = count > 1 and views[0] >= views[-1]
        size = max(self._census.size(views) if in_order else 2 * count, 1.1 * count)
        self._learn_hours(own)
        widest = cell.window.slots - 1 if walked.end is End.LEFT else cell.window.slots // 2
        guess = None if self._census.tells else Guess(tuple(views), size)
        if not guess:
            self._learn_size(cell, size)
        return divided(cell, own.values(), size, self.hours, widest=widest, guess=guess)

    def told(self, cell: Cell) -> Cell:
        """`cell`, with what the channel's views tell by now of how many clips it has."""
        if cell.guess is None:
            return cell
        better = self._census.size(cell.guess.views) / cell.guess.size
        return msgspec.structs.replace(
            cell, expected=better * cell.expected, each=max(1, better * cell.each), guess=None
        )

    def _learn_size(self, cell: Cell, size: float) -> None:
        if not cell.mergeable or cell.guess or cell.expected == inf:
            return
        known = len(cell.known)
        thought, found = max(0.0, cell.expected - known), max(0.0, size - known)
        if cell.coarse:
            self._sampled.learn(thought, found)
        else:
            self._counted.learn(thought / self._counted.now, found)

    def _learn_hours(self, clips: Mapping[str, Clip]) -> None:
        self.hours.learn(slot_of(clip.created_at) for clip in clips.values())


def _sample(size: float) -> float:
    """How many of `size` clips have to be seen before they are planned for."""
    return size / (1.5 * SAMPLE_SHARE) if size <= SAMPLE_SHARE * MOST else size / 1000


def _views(clips: Mapping[str, Clip]) -> list[int]:
    return [clip.view_count for clip in clips.values()]
