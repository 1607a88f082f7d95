"""One unfinished file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from twitchkit.media.place import FRESH, Place
from twitchkit.media.record import Record, read_record
from twitchkit.media.trouble import writing_to

FLAGS = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Part:
    """A file that is being fetched: its bytes, and the record that lets another run go on with it.

    Nobody else has it: whoever made it holds the clip's lock, and gives it back through `release`.

    Args:
        place: where it lies.
        record: what is known of it; the record's file exists.
        unlock: gives the clip's lock back.
    """

    def __init__(self, place: Place, record: Record, *, unlock: Callable[[], None]) -> None:
        self.place = place
        self.record = record
        self._unlock = unlock
        self._file: int | None = None
        self.size_bytes = place.part.stat().st_size if place.part.exists() else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def held_bytes(self, label: str) -> int:
        """How much of the file called `label` is here and can be gone on with."""
        known = self.record.validator is not None and self.record.label == label
        return self.size_bytes if known else 0

    def begin(self, record: Record) -> None:
        """Drops what is here and starts the file that `record` describes.

        Raises:
            DiskFull, TargetNotWritable: the disk.
        """
        with writing_to(self.place.part):
            # In this order: a kill between the two leaves nothing that could be taken for the new file.
            os.ftruncate(self._opened(), 0)
            os.lseek(self._opened(), 0, os.SEEK_SET)
            self.size_bytes = 0
            self.record = record
            write_small(self.place.record, record.encode())

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Adds `data` at the end.

        Raises:
            DiskFull, TargetNotWritable: the disk.
        """
        with writing_to(self.place.part):
            written = os.write(self._opened(), data)
            self.size_bytes += written
            while written < len(data):
                more = os.write(self._opened(), memoryview(data)[written:])
                self.size_bytes += more
                written += more

    def drop(self) -> None:
        """Drops the bytes that are here; the next attempt starts anew."""
        self.begin(Record(slug=self.record.slug))

    def sync(self) -> None:
        """Returns when the bytes are on the disk, then closes the file.

        Raises:
            DiskFull, TargetNotWritable: the disk.
        """
        with writing_to(self.place.part):
            os.fsync(self._opened())
            self._close()

    def forget(self) -> None:
        """Removes the record: nothing is unfinished any more."""
        with contextlib.suppress(OSError):
            self.place.record.unlink()

    def release(self) -> None:
        """Closes the file and gives the clip free; what can be gone on with stays, the rest is removed."""
        self._close()
        if self.size_bytes == 0 or self.record.validator is None:
            for path in (self.place.part, self.place.record):
                with contextlib.suppress(OSError):
                    path.unlink()
        self._unlock()

    def _opened(self) -> int:
        if self._file is None:
            self._file = os.open(self.place.part, FLAGS, 0o666)
            os.lseek(self._file, 0, os.SEEK_END)
        return self._file

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


def write_small(path: Path, content: bytes, *, durable: bool = False) -> None:
    """Replaces `path` by `content` in one step: a reader sees the old or the new, never half.

    Args:
        path: the file.
        content: all of it.
        durable: return only when the bytes are on the disk.

    Raises:
        OSError: the disk.
    """
    fresh = path.with_name(path.name + FRESH)
    with os.fdopen(os.open(fresh, FLAGS | os.O_TRUNC, 0o666), "wb", buffering=0) as file:
        file.write(content)
        if durable:
            os.fsync(file.fileno())
    fresh.replace(path)


def leftover(place: Place, slug: str) -> Record | None:
    """The record of `slug`'s part at `place`, None when there is none."""
    record = read_record(place.record)
    return record if record and record.slug == slug else None
