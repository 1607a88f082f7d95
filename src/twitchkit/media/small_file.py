"""Small files that are replaced in one step: a reader sees the old or the new, never half."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Self

from twitchkit.media.place import FRESH

FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class SmallFile:
    """The new content of `path`, written beside it; `sync` and `show` it within the context.

    Args:
        path: the file.
        content: all of it.

    Raises:
        OSError: the disk; also in the methods.
    """

    def __init__(self, path: str, content: bytes) -> None:
        self._path = path
        self._fresh = path + FRESH
        self._file = os.open(self._fresh, FLAGS, 0o666)
        try:
            while content:
                content = content[os.write(self._file, content) :]
        except BaseException:
            self._close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def hurry(self) -> None:
        """Has the system begin to write; see `hurry`."""
        hurry(self._file)

    def sync(self) -> None:
        """Returns when the content is on the disk."""
        os.fsync(self._file)

    def show(self) -> None:
        """Replaces `path`."""
        self._close()
        os.replace(self._fresh, self._path)

    def _close(self) -> None:
        file, self._file = self._file, -1
        if file >= 0:
            os.close(file)


def hurry(file: int) -> None:
    """Has the system begin to write what it holds of `file`.

    Linux gives a file its place on the disk only now; of many files begun so, the first flush takes all.
    """
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)


def write_small(path: str, content: bytes, *, durable: bool = False) -> None:
    """Replaces `path` by `content` in one step.

    Args:
        durable: return only when the bytes are on the disk.

    Raises:
        OSError: the disk.
    """
    with SmallFile(path, content) as file:
        if durable:
            file.sync()
        file.show()
