"""One writer at a time: the archive's lock, and who holds it."""

from __future__ import annotations

import contextlib
import os
import socket
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from filelock import FileLock, Timeout

from twitchkit.errors import ArchiveBusy, CatalogueNotWritable
from twitchkit.shape import ready

FOLDER, LOCK, HOLDER = ".twitchkit", "lock", "holder.json"


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who writes an archive.

    Args:
        pid: the process.
        host: its machine.
        since: from when.
    """

    pid: int
    host: str
    since: datetime

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}, since {self.since:%Y-%m-%d %H:%M} UTC"


class ArchiveLock:
    """Holds an archive; the system frees it, however the process ends.

    Args:
        folder: the archive's own folder, `.twitchkit`.
        now: told to others as the beginning.
        wait_s: how long to wait for another holder; -1 for ever.

    Raises:
        ArchiveBusy: another process holds it.
        CatalogueNotWritable: the folder.
    """

    def __init__(self, folder: Path, *, now: datetime, wait_s: float = 0) -> None:
        self._folder = folder
        self._lock = FileLock(folder / LOCK, thread_local=False)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=wait_s)
            ours = Holder(pid=os.getpid(), host=socket.gethostname(), since=now)
            (folder / HOLDER).write_bytes(msgspec.json.encode(ours))
        except Timeout:
            holder = read_holder(folder)
            raise ArchiveBusy(
                path=str(folder.parent), holder=str(holder) if holder else "another process"
            ) from None
        except OSError as error:
            self._lock.release()
            raise CatalogueNotWritable(path=str(folder), reason=f"{error.strerror or error}.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Lets others write."""
        with contextlib.suppress(OSError):
            (self._folder / HOLDER).unlink()
        self._lock.release()


def held_by(root: Path) -> Holder | None:
    """Who writes the archive in `root` now, None when nobody does."""
    folder = root / FOLDER
    holder = read_holder(folder)
    if holder is None:
        return None
    lock = FileLock(folder / LOCK)
    try:
        # A killed process leaves its name behind, but not its lock.
        lock.acquire(blocking=False)
    except Timeout:
        return holder
    except OSError:
        return None
    lock.release()
    return None


def read_holder(folder: Path) -> Holder | None:
    """Who says that it holds the archive, None when nobody does."""
    try:
        return msgspec.json.decode((folder / HOLDER).read_bytes(), type=ready(Holder))
    except (OSError, msgspec.DecodeError):
        return None
