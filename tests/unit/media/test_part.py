from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from twitchkit.errors import DiskFull, TargetNotWritable
from twitchkit.media import part as module
from twitchkit.media.part import Part
from twitchkit.media.place import Place
from twitchkit.media.record import Record
from twitchkit.media.record_file import RecordFile

RECORD = Record(slug="s", label="l", length=10_000_000, etag='"a"')
BLOCK = bytes(range(256)) * 16


@pytest.fixture
def part(tmp_path: Path):
    place = Place(tmp_path, "name")
    file = RecordFile.open(place.record)
    assert file is not None
    with Part(place, Record(slug="s"), file, freed=lambda _: None) as part:
        yield part


def aligned(content: bytes) -> memoryview:
    import mmap

    pages = mmap.mmap(-1, max(1, len(content)))
    pages[: len(content)] = content
    return memoryview(pages)[: len(content)]


@pytest.mark.parametrize("last", [b"", b"end", BLOCK + b"end"])
def test_blocks_and_a_tail_arrive_in_order(part: Part, last: bytes) -> None:
    part.begin(RECORD)
    for content in (BLOCK * 3, BLOCK, last):
        part.write(aligned(content))
    assert Path(part.place.part).read_bytes() == BLOCK * 4 + last
    assert part.size_bytes == len(BLOCK * 4 + last)


def test_writing_goes_on_where_whole_blocks_end(part: Part) -> None:
    part.begin(RECORD)
    part.write(aligned(BLOCK * 2 + b"torn"))
    assert part.held_bytes("l") == 2 * len(BLOCK)
    part.go_on(part.held_bytes("l"))
    part.write(aligned(BLOCK + b"end"))
    assert Path(part.place.part).read_bytes() == BLOCK * 3 + b"end"


def test_a_file_system_without_direct_writes_is_written_too(
    part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, written = os.open, os.write

    def no_flag(path: str, flags: int, *mode: int) -> int:
        if flags & module.DIRECT:
            raise OSError(errno.EINVAL, "Invalid argument")
        return opened(path, flags, *mode)

    monkeypatch.setattr(os, "open", no_flag)
    part.begin(RECORD)
    part.write(aligned(BLOCK + b"end"))
    assert Path(part.place.part).read_bytes() == BLOCK + b"end"
    assert written is os.write


def test_a_file_system_that_refuses_the_first_direct_write_is_written_too(
    part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, refusals = os.write, [OSError(errno.EINVAL, "Invalid argument")]

    def refuse_once(descriptor: int, data: memoryview) -> int:
        if refusals and len(data) == len(BLOCK):
            raise refusals.pop()
        return written(descriptor, data)

    part.begin(RECORD)
    monkeypatch.setattr(os, "write", refuse_once)
    part.write(aligned(BLOCK))
    part.write(aligned(BLOCK))
    assert Path(part.place.part).read_bytes() == BLOCK * 2


def test_short_writes_are_completed(part: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    part.begin(RECORD)
    written = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: written(descriptor, data[:1000]))
    part.write(aligned(BLOCK * 2))
    assert Path(part.place.part).read_bytes() == BLOCK * 2


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EIO, TargetNotWritable),
        (errno.EROFS, TargetNotWritable),
    ],
)
def test_the_disks_errors_are_ours(
    part: Part, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    part.begin(RECORD)
    failing: Callable[..., int] = lambda *_: (_ for _ in ()).throw(OSError(number, os.strerror(number)))  # noqa: E731
    monkeypatch.setattr(os, "write", failing)
    with pytest.raises(kind):
        part.write(aligned(BLOCK))


def test_padding_behind_the_length_is_not_taken_for_the_file(part: Part) -> None:
    part.begin(Record(slug="s", label="l", length=5000, etag='"a"'))
    part.write(aligned(BLOCK * 2))
    assert part.held_bytes("l") == 4096


def test_a_shorter_record_replaces_a_longer_one(part: Part) -> None:
    part.begin(RECORD)
    part.begin(Record(slug="s"))
    raw = Path(part.place.record).read_bytes()
    assert raw.strip() == b'{"slug":"s"}'
