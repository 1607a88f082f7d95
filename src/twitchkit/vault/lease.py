"""The right to refresh, held across processes by a locked file."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from twitchkit.errors import VaultNotWritable

FILES = 1024
"""Accounts share this many files by their hash.  A file each would be 100,000 of them, made one by one; two
accounts that meet in one file wait for each other, no more."""


def lease_file(folder: Path, client_id: str, account: str) -> Path:
    """Where the lease of an account is."""
    import hashlib

    digest = hashlib.sha256(f"{client_id}\0{account}".encode()).digest()
    return folder / f"lease-{int.from_bytes(digest[:4]) % FILES:03x}.lock"


class FileLease:
    """A lease that the system ends with the process.

    Not `filelock`: it takes 300 µs a time, this 10, and a keeper of 100,000 accounts takes one for each.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def try_acquire(self) -> bool:
        """True if it is ours now."""
        if self._descriptor >= 0:
            return True
        try:
            # Python's descriptors do not outlive `exec`, so no child keeps the lease.
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                if _lock(descriptor):
                    self._descriptor, descriptor = descriptor, -1
            finally:
                if descriptor >= 0:
                    os.close(descriptor)
        except OSError as error:
            raise VaultNotWritable(path=str(self._path), reason=error.strerror or str(error)) from error
        return self._descriptor >= 0

    def release(self) -> None:
        """Gives it back."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            _unlock(descriptor)
            os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        with contextlib.suppress(PermissionError):
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            return True
        return False

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def _unlock(descriptor: int) -> None:
        # A fork meanwhile has left the same lock with the child: closing alone would not end it.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
