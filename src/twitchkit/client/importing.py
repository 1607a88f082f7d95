"""Clips that other tools fetched, taken into an archive."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from twitchkit.catalogue import Catalogue
from twitchkit.catalogue.ledger import File
from twitchkit.catalogue.rebuild import videos
from twitchkit.client.bookkeeping import file_hash
from twitchkit.client.sidecars import ensure_sidecar
from twitchkit.clips import parse_address
from twitchkit.clips.file_text import expressible
from twitchkit.errors import InvalidClipAddress, NotVideo, TargetNotWritable, Truncated
from twitchkit.helix import Clip
from twitchkit.media import check_mp4

# Twitch: three capitalised words or more, since 2021 with `-` and 16 characters.
SLUG = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z][a-z]+){2,}[A-Za-z0-9]*(?:-[A-Za-z0-9_-]{16})?(?![A-Za-z0-9])")
BRACKETS = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9_-]*)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file of another tool's.

    Args:
        path: where it lies.
        slugs: the clips that it may be of, the likeliest first.
        clip: its facts, when a sidecar of ours tells them.
    """

    path: Path
    slugs: tuple[str, ...]
    clip: Clip | None


class Imported(msgspec.Struct, kw_only=True):
    """What an import gave.

    Args:
        taken: files that are the archive's now.
        already: clips that it had.
        wanted: clips that a list names, and that are fetched by the next sync.
        unknown: files and lines of which no clip could be told, or that are no whole videos, with the reason.
    """

    taken: int = 0
    already: int = 0
    wanted: int = 0
    unknown: list[str] = msgspec.field(default_factory=list[str])


def candidates(folder: Path) -> Iterator[Candidate]:
    """The videos in a folder of another tool's, by sidecar or by name."""
    for found in videos(folder):
        path = folder / found.path
        told = tuple(_told(path))
        named = (*BRACKETS.findall(path.stem), *SLUG.findall(path.stem))
        own = (found.clip.id,) if found.clip else ()
        yield Candidate(path=path, slugs=tuple(dict.fromkeys((*own, *told, *named))), clip=found.clip)


def listed(lines: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """The lines of a yt-dlp archive file or a list of addresses, with the slug that each names if any.

    yt-dlp writes `twitchclips ID`, and older versions the slug for the id.
    """
    for line in lines:
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        extractor, _, rest = text.partition(" ")
        name = rest.strip() if extractor.lower().startswith("twitch") and rest else text
        try:
            yield text, parse_address(name).slug
        except InvalidClipAddress:
            yield text, None


def take(
    catalogue: Catalogue,
    candidate: Candidate,
    clip: Clip,
    *,
    name: str,
    move: bool,
    now: datetime,
    encoding: str = sys.getfilesystemencoding(),
) -> str | None:
    """Makes a file the archive's; the reason when it cannot be.

    A file from outside is linked where the file system can, else copied; with `move` it leaves its place.
    `encoding` is that of names of files, as for `media.place.places`.
    """
    try:
        check_mp4(candidate.path)
    except (NotVideo, Truncated) as error:
        return error.why
    root = catalogue.root.resolve()
    source = candidate.path.resolve()
    if source.is_relative_to(root):
        target = source
    else:
        target = _free(root, expressible(name, encoding))
        target.parent.mkdir(parents=True, exist_ok=True)
        _place(source, target, move=move)
    # Another tool's words stay, under a name that says whose they are not.
    ensure_sidecar(target, clip, aside=".imported")
    path = target.relative_to(root).as_posix()
    with catalogue.ledger() as ledger:
        file = File(path=path, size_bytes=target.stat().st_size, sha256=file_hash(target), source="import")
        ledger.keep(clip.id, file, now=int(now.timestamp()))
    return None


def _told(path: Path) -> Iterator[str]:
    """Slugs in the sidecars that other tools write: yt-dlp's NAME.info.json, and any NAME.json."""
    for ending in (".info.json", ".json"):
        try:
            content = msgspec.json.decode(path.with_suffix(ending).read_bytes(), type=dict[str, Any])
        except (OSError, ValueError):
            continue
        for key in ("slug", "display_id", "webpage_url", "url", "id"):
            with contextlib.suppress(InvalidClipAddress):
                yield parse_address(str(content.get(key, ""))).slug


def _free(root: Path, name: str) -> Path:
    target, number = root / f"{name}.mp4", 1
    while os.path.lexists(target):
        number += 1
        target = root / f"{name} ({number}).mp4"
    return target


def _place(source: Path, target: Path, *, move: bool) -> None:
    fresh = target.with_name(target.name + ".fresh")
    try:
        if move:
            shutil.move(source, target)
            return
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, fresh)
            fresh.replace(target)
    except OSError as error:
        raise TargetNotWritable(target=str(target), reason=f"{error.strerror or error}.") from error
    finally:
        fresh.unlink(missing_ok=True)


def chosen(candidate: Candidate, known: dict[str, Clip]) -> Clip | None:
    """The clip that the file is of: the first name of which Twitch, or its own sidecar, has facts."""
    for slug in candidate.slugs:
        if slug in known:
            return known[slug]
    return candidate.clip
