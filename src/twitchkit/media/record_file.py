"""The record's file, locked: whoever holds the lock owns the name, and writes the part."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Self, final

import msgspec

from twitchkit.media.record import MOST_BYTES, Record, is_beginning
from twitchkit.shape import ready

FLAGS = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


@final
class RecordFile:
    """A record that no other process writes until it is closed; the system closes it, however a process ends.

    Args:
        path: its name.
        descriptor: open and locked.
        size_bytes: of what it says now.
    """

    def __init__(self, path: str, descriptor: int, size_bytes: int) -> None:
        self.path = path
        self._descriptor = descriptor
        self._size_bytes = size_bytes

    @classmethod
    def open(cls, path: str, *, create: bool = True) -> Self | None:
        """The file at `path`, None when another process has it.

        Raises:
            FileNotFoundError: there is none, and `create` is False.
            OSError: the disk.
        """
        # Not by filelock, which the vault uses: measured, it would double the cost of a small clip.
        while True:
            descriptor = os.open(path, FLAGS | (os.O_CREAT if create else 0), 0o666)
            if not _lock(descriptor):
                os.close(descriptor)
                return None
            found = os.fstat(descriptor)
            # Removed by its owner while we waited for nothing: the name is free now.
            if sys.platform == "win32" or found.st_nlink:
                return cls(path, descriptor, found.st_size)
            os.close(descriptor)

    @property
    def is_empty(self) -> bool:
        """Nothing was ever written: new, or left by a kill at that moment."""
        return self._size_bytes == 0

    def read(self) -> Record | None:
        """What it says, None when that is no record."""
        if self.is_empty:
            return None
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.json.decode(self._content(), type=ready(Record))
        return None

    def is_torn(self, slug: str) -> bool:
        """What is here is only the beginning of `slug`'s record, as a power cut leaves it."""
        content = self._content()
        return bool(content) and is_beginning(content, slug)

    def write(self, record: Record) -> None:
        """Replaces what it says.

        Raises:
            OSError: the disk.
        """
        # In one call and never shorter, so that a kill leaves the old or the new; JSON may end with blanks.
        content = record.encode().ljust(self._size_bytes)
        # Before it is tried: a disk that is full may take a part of it.
        self._size_bytes = len(content)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, content)

    def _content(self) -> bytes:
        # Nobody else writes it while it is locked.
        if self.is_empty:
            return b""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return os.read(self._descriptor, MOST_BYTES)

    def remove(self) -> None:
        """Removes it, and gives the name free."""
        if self._descriptor < 0:
            return
        if sys.platform == "win32":
            self.close()
        with contextlib.suppress(OSError):
            os.unlink(self.path)
        self.close()

    def close(self) -> None:
        """Leaves it where it is, for whoever comes next."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        # Locks are mandatory on Windows: this one lies behind anything that is read or written.
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import errno
    import fcntl

    NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})
    """Some file systems know none; there, two processes at one clip are the user's care."""

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno in NO_LOCKS
        return True
