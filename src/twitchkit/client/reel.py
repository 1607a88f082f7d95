"""Kept clips joined to one film."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from twitchkit.catalogue import Entry
from twitchkit.catalogue.rebuild import read_sidecar
from twitchkit.clips.reel import Piece, Way, chapter_title, plan_reel
from twitchkit.errors import DiskFull, InvalidSetting, KeptFileUnusable, MissingExtra, NotVideo, Truncated
from twitchkit.media import check_mp4
from twitchkit.media.room import SPARE_BYTES, free_bytes
from twitchkit.media.written import written

OnJoined = Callable[[float, float], object]
"""Is told how many seconds of the reel are there, and of how many."""


class ReelChapter(msgspec.Struct, frozen=True, kw_only=True):
    """One clip of a reel.

    Args:
        slug, title: of the clip; the title as in the file.
        start_seconds: where it begins.
    """

    slug: str
    title: str
    start_seconds: float


class Reel(msgspec.Struct, frozen=True, kw_only=True):
    """A reel that is written.

    Args:
        path: of the MP4.
        way: copied (no frame was touched) or encoded.
        width, height: pixels.
        seconds: how long it plays.
        size_bytes: of the file.
        chapters: its clips.
    """

    path: str
    way: Way
    width: int
    height: int
    seconds: float
    size_bytes: int
    chapters: tuple[ReelChapter, ...]

    def as_data(self) -> dict[str, Any]:
        """Its fields, and how many clips it has."""
        return {"clips": len(self.chapters), **msgspec.to_builtins(self)}


def make_reel(
    entries: Sequence[Entry], *, folder: Path, output: Path, on_joined: OnJoined = lambda _at, _of: None
) -> Reel:
    """Joins the clips of `entries`, in that order, to `output`, with a chapter for each.

    Clips that are coded alike are copied.  Else all are encoded once: H.264 and AAC, in the shape that is
    played the longest, with bars beside clips of other shapes and silence for clips without sound.

    Args:
        entries: at least one, all kept.
        folder: the archive's.
        output: an MP4; a file of that name is replaced when the new one is whole.
        on_joined: told how far it is.

    Raises:
        MissingExtra: PyAV is not installed.
        KeptFileUnusable: a clip's file is missing or damaged.
        InvalidSetting: `output` is a clip of the archive.
        DiskFull, TargetNotWritable: nothing was written.
    """
    try:
        from twitchkit.media.reel import join, read_tracks
    except ModuleNotFoundError as error:
        raise MissingExtra(what="A reel", package="av", extra="reel") from error

    if output.exists() and read_sidecar(output.with_suffix(".json")):
        raise InvalidSetting(setting="output", value=str(output), rule="That is a clip of an archive.")
    paths = [folder / (entry.path or "") for entry in entries]
    sizes = [_size(path, entry) for path, entry in zip(paths, entries, strict=True)]
    pieces: list[Piece] = []
    for path, entry in zip(paths, entries, strict=True):
        picture, sound, seconds = read_tracks(path)
        title = chapter_title(entry.clip)
        pieces.append(Piece(title=title, seconds=seconds, picture=picture, sound=sound))
    plan = plan_reel(pieces)
    with written(output) as fresh:
        if plan.way == "copied" and sum(sizes) > (free := free_bytes(output.parent) - SPARE_BYTES):
            raise DiskFull(target=str(output.parent), needed=sum(sizes), free=max(0, free))
        join(paths, plan, fresh, on_joined=lambda at: on_joined(float(at), float(plan.seconds)))
        size = fresh.stat().st_size
    chapters = tuple(
        ReelChapter(slug=entry.slug, title=chapter.title, start_seconds=float(chapter.start))
        for entry, chapter in zip(entries, plan.chapters, strict=True)
    )
    return Reel(
        path=str(output),
        way=plan.way,
        width=plan.width,
        height=plan.height,
        seconds=float(plan.seconds),
        size_bytes=size,
        chapters=chapters,
    )


def _size(path: Path, entry: Entry) -> int:
    try:
        return check_mp4(path, expected_bytes=entry.size_bytes)
    except FileNotFoundError as error:
        raise KeptFileUnusable(path=str(path), problem="There is no such file.") from error
    except OSError as error:
        raise KeptFileUnusable(path=str(path), problem=f"{error.strerror or error}.") from error
    except (NotVideo, Truncated) as error:
        raise KeptFileUnusable(path=str(path), problem=error.why) from error
