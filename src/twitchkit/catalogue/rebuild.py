"""What an archive's folder itself says: clips with their sidecars."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from twitchkit.helix import Clip
from twitchkit.helix.tidying import tidy
from twitchkit.shape import ready

VIDEO, SIDECAR = ".mp4", ".json"
MOST_BYTES = 1024 * 1024


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A video in the folder.

    Args:
        path: relative to the folder, with `/`.
        size_bytes: its size.
        modified_at: Unix seconds.
        clip: what its sidecar says, None when it has none that can be read.
    """

    path: str
    size_bytes: int
    modified_at: int
    clip: Clip | None


def videos(root: Path) -> Iterator[Found]:
    """Every video in `root` and its folders; hidden folders and links are left out."""
    folders = [""]
    while folders:
        prefix = folders.pop()
        with contextlib.suppress(OSError), os.scandir(root / prefix) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith("."):
                        folders.append(f"{prefix}{entry.name}/")
                elif entry.name.endswith(VIDEO) and entry.is_file(follow_symlinks=False):
                    told = entry.stat(follow_symlinks=False)
                    yield Found(
                        path=prefix + entry.name,
                        size_bytes=told.st_size,
                        modified_at=int(told.st_mtime),
                        clip=read_sidecar(Path(entry.path).with_suffix(SIDECAR)),
                    )


def read_sidecar(path: Path) -> Clip | None:
    """The clip that the sidecar describes, None when it cannot be read as one."""
    try:
        with path.open("rb") as file:
            clip = msgspec.json.decode(file.read(MOST_BYTES), type=ready(Clip))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, ValueError):
        return None
    tidy(clip)
    return clip
