"""One unfinished file."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from types import TracebackType
from typing import Self

from twitchkit.media.boxes import BoxWalk
from twitchkit.media.place import Place
from twitchkit.media.record import Record
from twitchkit.media.record_file import RecordFile
from twitchkit.media.small_file import hurry
from twitchkit.media.trouble import writing_to

BLOCK_BYTES = 4096
"""Direct writes begin and end at a multiple of it."""

DIRECT = getattr(os, "O_DIRECT", 0)
"""Past the page cache (Linux).  Measured: fetching and flushing a file so costs half the CPU, since every
byte is copied once less and nothing has to be written back later."""

FLAGS = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Part:
    """A file that is being fetched: its bytes, and the record that lets another run go on with it.

    Args:
        place: where it lies.
        record: what is known of it.
        record_file: where that stands; while it is open, the part is nobody else's.
        freed: is called when the part is released, with True if something of it stays.
    """

    def __init__(
        self, place: Place, record: Record, record_file: RecordFile, *, freed: Callable[[bool], object]
    ) -> None:
        self.place = place
        self.record = record
        self._record_file = record_file
        self._freed = freed
        self._file: int | None = None
        self._is_direct = False
        self._is_published = False
        self._walk: BoxWalk | None = None
        self.size_bytes = _size(place.part)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def held_bytes(self, label: str) -> int:
        """How much of the file called `label` is here and can be gone on with: whole blocks, or all of it."""
        record = self.record
        if record.validator is None or record.label != label:
            return 0
        if self.size_bytes == record.length:
            return self.size_bytes
        usable = self.size_bytes if record.length is None else min(self.size_bytes, record.length - 1)
        return usable - usable % BLOCK_BYTES

    def go_on(self, held_bytes: int) -> None:
        """Gets ready to write behind the first `held_bytes`.

        Raises:
            DiskFull, TargetNotWritable: the disk.
        """
        with writing_to(self.place.part):
            self._close()
            if self.size_bytes != held_bytes:
                os.ftruncate(self._opened(), held_bytes)
            os.lseek(self._opened(), held_bytes, os.SEEK_SET)
            self.size_bytes = held_bytes
            # Bytes of an earlier run were not seen; a file with such is read when it is whole.
            self._walk = None if held_bytes else BoxWalk()

    def begin(self, record: Record) -> None:
        """Drops what is here and starts the file that `record` describes.

        Raises:
            DiskFull, TargetNotWritable: the disk.
        """
        # In this order: a kill between the two leaves nothing that could be taken for the new file.
        self.go_on(0)
        with writing_to(self.place.record):
            self.record = record
            self._record_file.write(record)

    def write(self, data: memoryview) -> None:
        """Adds `data` at the end.  Whole blocks go past the page cache while all before them were whole.

        Raises:
            DiskFull, TargetNotWritable: the disk.
        """
        with writing_to(self.place.part):
            whole = len(data) - len(data) % BLOCK_BYTES if self._is_direct else 0
            self._write(data[:whole])
            if whole < len(data):
                self._leave_direct()
                self._write(data[whole:])
            if self._walk:
                self._walk.feed(data)

    @property
    def walk(self) -> BoxWalk | None:
        """The boxes of all bytes that are here; None when some of them were written by an earlier run."""
        return self._walk if self._walk and self._walk.seen_bytes == self.size_bytes else None

    def drop(self) -> None:
        """Drops the bytes that are here; the next attempt starts anew."""
        self.begin(Record(slug=self.record.slug))

    def hurry(self) -> None:
        """Has the system begin to write what went through the page cache; see `SmallFile.hurry`."""
        if self._file is not None:
            hurry(self._file)

    def sync(self) -> None:
        """Returns when the bytes are on the disk, then closes the file.

        Raises:
            DiskFull, TargetNotWritable: the disk.
        """
        with writing_to(self.place.part):
            os.fsync(self._opened())
            self._close()

    def forget(self) -> None:
        """Removes the record: the part is a clip now, and nothing is unfinished any more."""
        self._record_file.remove()
        self._is_published = True

    def release(self) -> None:
        """Closes all; what can be gone on with stays, the rest is removed, and the name given free."""
        self._close()
        if self._is_published:
            self._freed(False)
            return
        stays = bool(self.size_bytes and self.record.validator and os.path.exists(self.place.part))
        if stays:
            self._record_file.close()
        else:
            with contextlib.suppress(OSError):
                os.unlink(self.place.part)
            self._record_file.remove()
        self._freed(stays)

    def _write(self, data: memoryview) -> None:
        while data:
            try:
                written = os.write(self._opened(), data)
            except OSError as error:
                if error.errno != errno.EINVAL or not self._is_direct:
                    raise
                # Some file systems accept the flag and then want larger blocks, or none of it.
                self._leave_direct()
                continue
            self.size_bytes += written
            data = data[written:]
            if written % BLOCK_BYTES:
                self._leave_direct()

    def _opened(self) -> int:
        if self._file is None:
            try:
                self._file = os.open(self.place.part, FLAGS | DIRECT, 0o666)
                self._is_direct = bool(DIRECT)
            except OSError as error:
                if error.errno != errno.EINVAL:
                    raise
                self._file = os.open(self.place.part, FLAGS, 0o666)
                self._is_direct = False
        return self._file

    def _leave_direct(self) -> None:
        if self._is_direct:
            import fcntl

            flags = fcntl.fcntl(self._opened(), fcntl.F_GETFL)
            fcntl.fcntl(self._opened(), fcntl.F_SETFL, flags & ~DIRECT)
            self._is_direct = False

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except FileNotFoundError:
        return 0
