from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from origin import box, make_mp4
from twitchkit.errors import NotVideo, Truncated
from twitchkit.media.probe import check_mp4, no_video, sniff

FTYP, MOOV, MDAT = box(b"ftyp", b"isom" * 4), box(b"moov", b"x" * 50), box(b"mdat", b"y" * 70)


@pytest.fixture
def check(tmp_path: Path):
    def run(content: bytes, expected: int | None = None) -> int:
        (tmp_path / "a.mp4").write_bytes(content)
        return check_mp4(tmp_path / "a.mp4", expected_bytes=expected)

    return run


def test_a_whole_file_tells_its_size(check) -> None:
    assert check(make_mp4(5000), 5000) == 5000


@pytest.mark.parametrize(
    "last",
    [
        struct.pack(">I4sQ", 1, b"mdat", 16 + 9) + b"y" * 9,
        struct.pack(">I4s", 0, b"mdat") + b"y" * 9,
        MDAT + box(b"free", b""),
        box(b"mdat", b""),
    ],
    ids=["64-bit size", "to the end", "a box behind", "empty"],
)
def test_sizes_of_every_kind_are_understood(check, last: bytes) -> None:
    assert check(FTYP + MOOV + last) == len(FTYP + MOOV + last)


@pytest.mark.parametrize(
    "content",
    [
        FTYP + MOOV + MDAT[:-1],
        FTYP + MOOV + MDAT + b"\0",
        FTYP + MOOV + MDAT + b"\0\0\0\x07free",
        FTYP + MOOV + MDAT + b"\0\0\0\x08fr\x01e",
        FTYP + MOOV,
        FTYP + MDAT,
        FTYP + MOOV + struct.pack(">I4sQ", 1, b"mdat", 15),
        FTYP + MOOV + struct.pack(">I4sQ", 1, b"mdat", 2**63),
        FTYP + MOOV + struct.pack(">I4s", 1, b"mdat"),
        FTYP,
    ],
)
def test_boxes_that_do_not_end_with_the_file_are_found(check, content: bytes) -> None:
    with pytest.raises(Truncated):
        check(content)


@pytest.mark.parametrize("expected", [4999, 5001])
def test_another_length_than_expected_is_not_whole(check, expected: int) -> None:
    with pytest.raises(Truncated):
        check(make_mp4(5000), expected)


def test_every_cut_is_found(check) -> None:
    whole = FTYP + MOOV + MDAT
    for end in range(len(whole)):
        with pytest.raises((Truncated, NotVideo)):
            check(whole[:end])


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (FTYP, "mp4"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF89a", "gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"\r\n <!DOCTYPE html>", "html"),
        (b"<HTML><body>", "html"),
        (b'<?xml version="1.0"', "xml"),
        (b"\xef\xbb\xbf<Error>", "xml"),
        (b' {"error": 1}', "json"),
        (b"[]", "json"),
        (b"#EXTM3U\n", "playlist"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"", "empty"),
        (b"not found", "text"),
        (b"\0\0\0\x01\x02\x03", "unknown"),
    ],
)
def test_what_it_is_instead_is_named(first: bytes, kind: str) -> None:
    assert sniff(first[:16]) == kind
    assert no_video(first).got


@given(st.binary(max_size=64))
def test_any_bytes_look_like_something(first: bytes) -> None:
    assert sniff(first)


def test_a_file_of_no_boxes_ends_soon(check) -> None:
    with pytest.raises(Truncated, match="more than 100000 boxes"):
        check(FTYP + box(b"free", b"") * 100_001)


def test_nothing_is_read_but_the_heads(tmp_path: Path) -> None:
    path = tmp_path / "sparse.mp4"
    with path.open("wb") as file:
        file.write(FTYP + MOOV + struct.pack(">I4sQ", 1, b"mdat", 16 + 2**33))
    os.truncate(path, len(FTYP + MOOV) + 16 + 2**33)
    assert check_mp4(path) == path.stat().st_size
