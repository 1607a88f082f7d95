"""What became of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from twitchkit.clips.rendition import Rendition
from twitchkit.errors import TwitchkitError

State: TypeAlias = Literal["kept", "skipped", "gone", "failed"]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one clip.

    Args:
        slug: the clip.
        state: "kept" now, "skipped" since it was there already, "gone" when Twitch says so, or "failed".
        path: the file, when there is one.
        bytes_fetched: what came over the wire for it in this run.
        size_bytes: the file's size, when it was kept or skipped.
        source: the way that gave it.
        rendition: what was kept, None when the source does not say.
        notes: what went otherwise than asked, for people.
        error: why it is gone or failed.
    """

    slug: str
    state: State
    path: Path | None = None
    bytes_fetched: int = 0
    size_bytes: int | None = None
    source: str | None = None
    rendition: Rendition | None = None
    notes: tuple[str, ...] = ()
    error: TwitchkitError | None = None


class DownloadReport(msgspec.Struct, frozen=True):
    """What became of all clips of one download, in the order in which they were settled.

    Args:
        outcomes: one for each clip that was begun; a full disk ends a run before its last clip.
    """

    outcomes: tuple[Outcome, ...]

    def __iter__(self) -> Iterator[Outcome]:
        return iter(self.outcomes)

    def __len__(self) -> int:
        return len(self.outcomes)

    @property
    def kept(self) -> tuple[Outcome, ...]:
        """Fetched now."""
        return self._of("kept")

    @property
    def skipped(self) -> tuple[Outcome, ...]:
        """There already."""
        return self._of("skipped")

    @property
    def gone(self) -> tuple[Outcome, ...]:
        """Deleted on Twitch, as Twitch says."""
        return self._of("gone")

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Not fetched; `error` says why."""
        return self._of("failed")

    @property
    def exit_code(self) -> int:
        """0 when all are there; else the one status that all troubles share, or 1 for several."""
        statuses = {outcome.error.exit_code for outcome in self.outcomes if outcome.error}
        if self.gone or self.failed:
            return statuses.pop() if len(statuses) == 1 else 1
        return 0

    def _of(self, state: State) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.state == state)
