"""Is it an MP4, and is it whole?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from twitchkit.errors import NotVideo, Truncated
from twitchkit.media.boxes import HEAD_BYTES, Boxes

SNIFF_BYTES = 16
"""Enough of a file's start for `sniff`; `ftyp` stands at offset 4."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG", "png"),
    (b"GIF8", "gif"),
    (b"\x1f\x8b", "gzip"),
    (b"#EXTM3U", "playlist"),
    (b"<?xml", "xml"),
    (b"<!doctype", "html"),
    (b"<html", "html"),
    (b"<", "xml"),
    (b"{", "json"),
    (b"[", "json"),
)

PHRASES = {
    "empty": "nothing at all",
    "jpeg": "a JPEG picture",
    "png": "a PNG picture",
    "gif": "a GIF picture",
    "webp": "a WebP picture",
    "gzip": "a gzip archive",
    "playlist": "an HLS playlist",
    "xml": "an XML document",
    "html": "an HTML page",
    "json": "a JSON document",
    "text": "plain text",
    "unknown": "data of no known kind",
}


def sniff(first: bytes) -> str:
    """What a file that begins with `first` looks like: "mp4", a key of `PHRASES`."""
    if not first:
        return "empty"
    if first[4:8] == b"ftyp":
        return "mp4"
    if first[:4] == b"RIFF" and first[8:12] == b"WEBP":
        return "webp"
    start = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, name in _MAGIC:
        if first.startswith(magic) or start.lower().startswith(magic):
            return name
    return "text" if first.isascii() and first.decode("ascii").isprintable() else "unknown"


def no_video(first: bytes) -> NotVideo:
    """The error for a file that begins with `first`."""
    return NotVideo(got=PHRASES.get(sniff(first), "a broken MP4"))


def check_mp4(path: Path, *, expected_bytes: int | None = None) -> int:
    """The size of a whole MP4, in bytes: its length is right, and its boxes end with its last byte.

    Raises:
        NotVideo: it does not begin as an MP4 does.
        Truncated: it is shorter or longer than it should be, or than its boxes say.
        OSError: it cannot be read.

    Source: ISO/IEC 14496-12 §4.2 (boxes), §4.3 (`ftyp` comes as early as possible).
    """
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        if sniff(file.read(SNIFF_BYTES)) != "mp4":
            file.seek(0)
            raise no_video(file.read(SNIFF_BYTES))
        if expected_bytes is not None and size != expected_bytes:
            raise Truncated(expected=expected_bytes, got=size)
        problem = _find_fault(file, size)
    if problem:
        raise Truncated(expected=expected_bytes, got=size, problem=problem)
    return size


def _find_fault(file: BinaryIO, size: int) -> str | None:
    boxes = Boxes()
    while boxes.next_at is not None and boxes.next_at < size:
        file.seek(boxes.next_at)
        boxes.read(file.read(HEAD_BYTES))
    return boxes.fault(size)
