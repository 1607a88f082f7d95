"""The file beside a clip: its metadata under Helix's names, and its slug, by which it is found again."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from twitchkit.catalogue.rebuild import SIDECAR, read_sidecar
from twitchkit.helix import Clip
from twitchkit.media.place import THUMBNAIL
from twitchkit.media.small_file import SmallFile


def sidecar(clip: Clip) -> bytes:
    """Its content."""
    content = msgspec.json.encode({"slug": clip.id, **msgspec.to_builtins(clip)})
    return msgspec.json.format(content, indent=2) + b"\n"


def ensure_sidecar(video: Path, clip: Clip, *, aside: str) -> None:
    """Writes the sidecar of a video that has none; what cannot be read as one is put aside.

    Args:
        video: the clip's file.
        clip: its facts.
        aside: added to the name of what is put aside.

    Raises:
        OSError: the folder.
    """
    path = video.with_suffix(SIDECAR)
    told = read_sidecar(path)
    if told and told.id == clip.id:
        return
    if path.exists():
        path.replace(path.with_name(path.name + aside))
    with SmallFile(str(path), sidecar(clip)) as file:
        file.sync()
        file.show()


def follow(was: Path, video: Path, clip: Clip) -> None:
    """Brings sidecar and picture after a video that was moved, where there are none.

    Args:
        was: where the video was.
        video: where it is.
        clip: its facts.

    Raises:
        OSError: the folder.
    """
    told = read_sidecar(was.with_suffix(SIDECAR))
    for ending in (SIDECAR, THUMBNAIL) if told and told.id == clip.id else (THUMBNAIL,):
        there = video.with_suffix(ending)
        if not there.exists():
            with contextlib.suppress(FileNotFoundError):
                was.with_suffix(ending).replace(there)
