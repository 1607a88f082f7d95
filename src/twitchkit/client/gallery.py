"""A page that shows an archive: one file, opened from the disk, that loads nothing from elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from twitchkit.catalogue import Entry


def gallery(entries: Iterable[Entry], *, folder: Path, page: Path) -> bytes:
    """The page.

    Args:
        entries: kept clips.
        folder: the archive's.
        page: where the page will lie; addresses in it are relative to there.
    """
    rows = [_row(entry, folder, page.parent) for entry in entries if entry.path]
    # In an HTML page a script's text ends at `</`, wherever it stands, and is never unescaped.
    data = msgspec.json.encode(rows).replace(b"<", b"\\u003c").replace(b"&", b"\\u0026")
    template = (files("twitchkit.client") / "gallery.html").read_bytes()
    head, tail = template.split(b">CLIPS<", 1)
    return head + b">" + data + b"<" + tail


def _row(entry: Entry, folder: Path, base: Path) -> list[Any]:
    clip = entry.clip
    video = folder / (entry.path or "")
    picture = video.with_suffix(".jpg")
    return [
        _address(video, base),
        _address(picture, base) if picture.is_file() else "",
        clip.title,
        clip.creator_name or "",
        entry.game,
        clip.view_count,
        clip.duration,
        int(clip.created_at.timestamp()),
    ]


def _address(path: Path, base: Path) -> str:
    relative = Path(os.path.relpath(path, base)).as_posix()
    # With ./ in front, a name such as `a:b` is not taken for a scheme.
    return "./" + quote(relative)
