"""From parts to files that others see, as many at once as are ready.

Each part was checked to its last byte.  The order, and what a kill after each step leaves:

1. `NAME.json` written beside it                              a part; a sidecar alone counts for nothing
2. sidecars and parts on the disk (fsync)                     the same; whole, so published without a byte
3. the sidecar renamed, `NAME.jpg` written if wanted          the same
4. the part linked to `NAME.mp4`, its old name removed        a whole clip, maybe under both names
5. the folders on the disk (fsync)                            a whole clip
6. `NAME.part.json` removed                                   a whole clip, nothing else

So `NAME.mp4` is whole from the moment it can be seen, and has its sidecar.  Together, because a disk's flush
costs the same for one file as for many.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from twitchkit.errors import TargetNotWritable, TwitchkitError
from twitchkit.media.part import Part
from twitchkit.media.small_file import SmallFile, write_small
from twitchkit.media.trouble import writing_to


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """A clip to be made visible.

    Args:
        part: checked, all bytes written.
        sidecar: content of `NAME.json`.
        thumbnail: content of `NAME.jpg`, None for none; one that is there already stays.
    """

    part: Part
    sidecar: bytes
    thumbnail: bytes | None = None


def publish(clips: Sequence[Ready]) -> list[Path | TwitchkitError]:
    """Makes `clips` visible.  Blocks until they are on the disk.

    Returns:
        For each clip, in their order, the video's path; or the error, `DiskFull` or `TargetNotWritable`, with
        which its part stays.
    """
    batch = [_Issue(clip) for clip in clips]
    with contextlib.ExitStack() as opened:
        for step in (_Issue.write, _Issue.flush, _Issue.show):
            _each(batch, step, opened)
        for folder in {os.path.dirname(issue.place.video) for issue in batch if issue.error is None}:
            _sync_folder(folder)
    _each(batch, lambda issue, _: issue.clip.part.forget())
    return [issue.error or Path(issue.place.video) for issue in batch]


class _Issue:
    """One clip on its way."""

    def __init__(self, clip: Ready) -> None:
        self.clip = clip
        self.place = clip.part.place
        self.error: TwitchkitError | None = None
        self._sidecar: SmallFile | None = None

    def write(self, opened: contextlib.ExitStack) -> None:
        if os.path.lexists(self.place.video):
            raise _in_the_way(self.place.video)
        self._sidecar = opened.enter_context(SmallFile(self.place.sidecar, self.clip.sidecar))
        self._sidecar.hurry()
        self.clip.part.hurry()

    def flush(self, _opened: contextlib.ExitStack) -> None:
        assert self._sidecar is not None, "a sidecar is written before it is flushed"
        self._sidecar.sync()
        self.clip.part.sync()

    def show(self, _opened: contextlib.ExitStack) -> None:
        assert self._sidecar is not None, "a sidecar is written before it is shown"
        self._sidecar.show()
        thumbnail = self.clip.thumbnail
        if thumbnail is not None and not os.path.lexists(self.place.thumbnail):
            write_small(self.place.thumbnail, thumbnail)
        _move(self.place.part, self.place.video)


def _each(
    batch: Iterable[_Issue],
    step: Callable[[_Issue, contextlib.ExitStack], None],
    opened: contextlib.ExitStack | None = None,
) -> None:
    """Does `step` for those that had no trouble yet; trouble of one is not the others'."""
    for issue in batch:
        if issue.error is None:
            try:
                with writing_to(issue.place.video):
                    step(issue, opened or contextlib.ExitStack())
            except TwitchkitError as error:
                issue.error = error


def _move(part: str, video: str) -> None:
    try:
        # Unlike a rename, a link never replaces a file that appeared a moment ago.
        os.link(part, video, follow_symlinks=False)
    except FileExistsError:
        raise _in_the_way(video) from None
    except (OSError, NotImplementedError):
        # FAT, some network and FUSE file systems know no links.
        os.rename(part, video)
    else:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(part)


def _in_the_way(video: str) -> TargetNotWritable:
    return TargetNotWritable(target=video, reason="Another program made a file of that name meanwhile.")


def _sync_folder(folder: str) -> None:
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # not every file system knows it
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
