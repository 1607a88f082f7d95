"""One clip, one writer; one name, one clip: among all processes that share a folder."""

from __future__ import annotations

import contextlib
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from twitchkit.errors import TargetBusy, TargetNotWritable

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCKS = ".twitchkit"
"""Folder of the locks, in the target; it is there only while something is fetched."""


PATIENCE_S = 10.0
"""For the lock of names, which is held for some file operations."""


class Lock:
    """A held lock; the system gives it back when the process ends, however it ends."""

    def __init__(self, lock: BaseFileLock, path: Path) -> None:
        self._lock = lock
        self._path = path

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
            self._path.unlink()
        self._lock.release()


def lock_clip(root: Path, slug: str) -> Lock:
    """The right to write the clip `slug` in the folder `root`.

    Raises:
        TargetBusy: another process has it.
        OSError: the folder.
    """
    lock = _acquire(root, blake2b(slug.encode(), digest_size=12).hexdigest(), patience_s=0)
    if lock is None:
        raise TargetBusy(slug=slug, target=str(root))
    return lock


def lock_names(root: Path) -> Lock:
    """The right to give out names in the folder `root`.

    Raises:
        TargetNotWritable: another process hangs with it.
        OSError: the folder.
    """
    lock = _acquire(root, "names", patience_s=PATIENCE_S)
    if lock is None:
        raise TargetNotWritable(target=str(root), reason="Another process keeps its list of names locked.")
    return lock


def tidy_locks(root: Path) -> None:
    """Removes the locks that no living process holds, and their folder when it is empty."""
    with contextlib.suppress(OSError):
        for path in (root / LOCKS).glob("*.lock"):
            if lock := _acquire(root, path.stem, patience_s=0):
                lock.release()
        (root / LOCKS).rmdir()


def _acquire(root: Path, name: str, *, patience_s: float) -> Lock | None:
    from filelock import FileLock, Timeout

    path = root / LOCKS / f"{name}.lock"
    lock = FileLock(path, thread_local=False)
    for _ in range(10):
        path.parent.mkdir(exist_ok=True)
        try:
            lock.acquire(timeout=patience_s, poll_interval=0.005)
        except FileNotFoundError:
            continue  # another process tidied the folder away just now
        except Timeout:
            return None
        return Lock(lock, path)
    return None
