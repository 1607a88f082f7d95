"""Space on the disk, shared by the files that are being written."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Callable, Generator
from pathlib import Path

from twitchkit.errors import DiskFull

SPARE_BYTES = 4 * 1024 * 1024
"""For sidecars, records and thumbnails."""


def free_bytes(folder: Path) -> int:
    """What is free for us on the disk of `folder`."""
    return shutil.disk_usage(folder).free


class Hold:
    """Space promised to one file."""

    __slots__ = ("left_bytes",)

    def __init__(self, left_bytes: int) -> None:
        self.left_bytes = left_bytes


class Room:
    """Knows what is free, less what was promised and is not yet written.

    The system is asked again when a hundredth of what was free has been promised: of a large disk that is
    once for very many clips, of a full one it is each time.

    Args:
        folder: on the disk in question.
        free_bytes: tells what is free in a folder.
    """

    def __init__(self, folder: Path, *, free_bytes: Callable[[Path], int] = free_bytes) -> None:
        self._folder = folder
        self._free_bytes = free_bytes
        self._holds: set[Hold] = set()
        self._unlooked_bytes = 0
        # Files begin in the threads that read them.
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def hold(self, size_bytes: int) -> Generator[Hold]:
        """Promises `size_bytes`; take from `left_bytes` what has been written.

        Raises:
            DiskFull: they are not there.
        """
        hold = Hold(size_bytes)
        with self._lock:
            if size_bytes > self._unlooked_bytes:
                self._look(size_bytes)
            self._unlooked_bytes -= size_bytes
            self._holds.add(hold)
        try:
            yield hold
        finally:
            with self._lock:
                self._holds.discard(hold)

    def _look(self, size_bytes: int) -> None:
        promised = sum(max(0, hold.left_bytes) for hold in self._holds)
        free = self._free_bytes(self._folder) - promised - SPARE_BYTES
        if size_bytes > free:
            raise DiskFull(target=str(self._folder), needed=size_bytes, free=max(0, free))
        self._unlooked_bytes = max(size_bytes, free // 100)
