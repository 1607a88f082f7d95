"""From a part to a file that others see.

The part was checked to its last byte.  The order, and what a kill after each step leaves:

1. `NAME.json` written beside it, on the disk, then renamed   a part; a sidecar alone counts for nothing
2. `NAME.jpg`, if wanted                                      the same
3. the part on the disk (fsync)                               the same; whole, so published without a byte
4. the part linked to `NAME.mp4`, its old name removed        a whole clip, maybe under both names
5. the folder on the disk (fsync)                             a whole clip
6. `NAME.part.json` removed                                   a whole clip, nothing else

So `NAME.mp4` is whole from the moment it can be seen, and has its sidecar.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from twitchkit.errors import TargetNotWritable
from twitchkit.media.part import Part, write_small
from twitchkit.media.trouble import writing_to


def publish(part: Part, *, sidecar: bytes, thumbnail: bytes | None = None) -> Path:
    """Makes `part`, which is whole, visible.  Blocks until it is on the disk.

    Args:
        part: checked, all bytes written.
        sidecar: content of `NAME.json`.
        thumbnail: content of `NAME.jpg`, None for none; one that is there already stays.

    Returns:
        The video's path.

    Raises:
        DiskFull, TargetNotWritable: the disk; the part stays.
    """
    place = part.place
    with writing_to(place.video):
        if os.path.lexists(place.video):
            raise _in_the_way(place.video)
        write_small(place.sidecar, sidecar, durable=True)
        if thumbnail is not None and not os.path.lexists(place.thumbnail):
            write_small(place.thumbnail, thumbnail)
        # After the sidecar: the file system's journal is written once for both.
        part.sync()
        _move(place.part, place.video)
        _sync_folder(place.video.parent)
    part.forget()
    return place.video


def _move(part: Path, video: Path) -> None:
    try:
        # Unlike a rename, a link never replaces a file that appeared a moment ago.
        os.link(part, video, follow_symlinks=False)
    except FileExistsError:
        raise _in_the_way(video) from None
    except (OSError, NotImplementedError):
        # FAT, some network and FUSE file systems know no links.
        part.rename(video)
    else:
        part.unlink(missing_ok=True)


def _in_the_way(video: Path) -> TargetNotWritable:
    return TargetNotWritable(target=str(video), reason="Another program made a file of that name meanwhile.")


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # not every file system knows it
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
