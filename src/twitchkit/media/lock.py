"""One clip, one writer; one name, one clip: among all processes that share a folder."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

from twitchkit.errors import TargetBusy, TargetNotWritable

LOCKS = ".twitchkit"
"""Folder of the locks, in the target; it is there only while something is fetched."""

PATIENCE_S = 10.0
POLL_S = 0.005
"""For the lock of names, which is held for some file operations."""

FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class Lock:
    """A held lock; the system gives it back when the process ends, however it ends."""

    def __init__(self, path: str, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Gives it back."""
        # Removed while held: whoever opened it before finds that it has no name any more and opens a new one.
        with contextlib.suppress(OSError):
            os.unlink(self._path)  # noqa: PTH108
        os.close(self._descriptor)


def lock_clip(root: Path, slug: str) -> Lock:
    """The right to write the clip `slug` in the folder `root`.

    Raises:
        TargetBusy: another process has it.
        OSError: the folder.
    """
    lock = _acquire(root, blake2b(slug.encode(), digest_size=12).hexdigest())
    if lock is None:
        raise TargetBusy(slug=slug, target=str(root))
    return lock


def lock_names(root: Path) -> Lock:
    """The right to give out names in the folder `root`.

    Raises:
        TargetNotWritable: another process hangs with it.
        OSError: the folder.
    """
    deadline = time.monotonic() + PATIENCE_S
    while (lock := _acquire(root, "names")) is None:
        if time.monotonic() > deadline:
            reason = "Another process keeps its list of names locked."
            raise TargetNotWritable(target=str(root), reason=reason)
        time.sleep(POLL_S)
    return lock


def tidy_locks(root: Path) -> None:
    """Removes the locks that no living process holds, and their folder when it is empty."""
    with contextlib.suppress(OSError):
        for path in (root / LOCKS).glob("*.lock"):
            if lock := _acquire(root, path.stem):
                lock.release()
        (root / LOCKS).rmdir()


def _acquire(root: Path, name: str) -> Lock | None:
    """The lock, None when another one has it."""
    # Not by filelock, which the vault uses: two locks for each file cost it half of what fetching one costs.
    folder = os.path.join(root, LOCKS)  # noqa: PTH118
    path = os.path.join(folder, f"{name}.lock")  # noqa: PTH118
    while True:
        try:
            descriptor = os.open(path, FLAGS, 0o666)
        except FileNotFoundError:
            with contextlib.suppress(FileExistsError):
                os.mkdir(folder)  # noqa: PTH102
            continue
        except PermissionError:
            if sys.platform == "win32":
                return None  # it is being removed by whoever holds it
            raise
        if not _try(descriptor):
            os.close(descriptor)
            return None
        if sys.platform == "win32" or os.fstat(descriptor).st_nlink:
            return Lock(path, descriptor)
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
