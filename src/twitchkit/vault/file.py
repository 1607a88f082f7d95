"""A vault in one file, mode 0600, in a folder of mode 0700."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Generator
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from twitchkit.clock import Clock
from twitchkit.errors import VaultBusy, VaultDamaged, VaultNotWritable, VaultTooNew, VaultTooOpen
from twitchkit.oauth.token import Token
from twitchkit.vault.record import FORMAT, AppRecord, FormatOnly, TokenRecord, VaultRecord

LOCK_PATIENCE_S = 10.0
"""A change takes milliseconds; whoever holds the lock longer than this hangs."""


class FileVault:
    """Keeps tokens in `folder`/vault.json.

    A change is made under a lock and published by rename, after the bytes are on the disk, so that a crash
    at any moment leaves the old or the new file, whole.

    Args:
        folder: made with mode 0700 when it is not there.
        clock: dates a damaged file that is set aside.
    """

    def __init__(self, folder: Path, *, clock: Clock) -> None:
        self._folder = folder
        self._file = folder / "vault.json"
        self._clock = clock

    def load(self, client_id: str, account: str) -> Token | None:
        """The token, or None."""
        # No lock: a rename swaps whole files, so a reader sees one or the other.
        app = self._read().apps.get(client_id)
        record = app.accounts.get(account) if app else None
        return record.token(client_id) if record else None

    def save(self, account: str, token: Token) -> None:
        """Keeps `token`; it is on the disk when this returns."""
        with self._changing() as vault:
            vault.apps.setdefault(token.client_id, AppRecord()).accounts[account] = TokenRecord.of(token)

    def forget(self, client_id: str, account: str) -> bool:
        """Removes the token; False when there was none."""
        if self.load(client_id, account) is None:
            return False
        with self._changing() as vault:
            return vault.apps[client_id].accounts.pop(account, None) is not None

    def lease(self, client_id: str, account: str) -> FileLease:
        """A lease on the account, good across processes."""
        self._make_folder()
        name = hashlib.sha256(f"{client_id}\0{account}".encode()).hexdigest()[:16]
        return FileLease(self._folder / f"lease-{name}.lock")

    def _read(self) -> VaultRecord:
        try:
            with self._file.open("rb") as file:
                self._refuse_if_open(self._file, os.fstat(file.fileno()).st_mode, 0o600)
                content = file.read()
        except FileNotFoundError:
            return VaultRecord()
        except OSError as error:
            raise VaultNotWritable(path=str(self._file), reason=error.strerror or str(error)) from error
        try:
            version = msgspec.json.decode(content, type=FormatOnly).format
            if version > FORMAT:
                raise VaultTooNew(path=str(self._file), version=version, known=FORMAT)
            return msgspec.json.decode(content, type=VaultRecord)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self._set_aside(content, error) from None

    def _set_aside(self, content: bytes, error: Exception) -> VaultDamaged:
        aside = self._file.with_name(f"vault.damaged-{self._clock.now():%Y%m%dT%H%M%SZ}.json")
        with self._locked():
            # Another process may have set it aside, or mended it, while we waited.
            if self._file.exists() and self._file.read_bytes() == content:
                self._file.rename(aside)
        # The text of the error may quote nothing of the content: msgspec names paths and types only.
        return VaultDamaged(path=str(self._file), set_aside=str(aside), problem=str(error))

    @contextlib.contextmanager
    def _changing(self) -> Generator[VaultRecord]:
        with self._locked():
            vault = self._read()
            yield vault
            try:
                publish(self._file, msgspec.json.format(msgspec.json.encode(vault), indent=1))
            except OSError as error:
                raise VaultNotWritable(path=str(self._file), reason=error.strerror or str(error)) from error

    @contextlib.contextmanager
    def _locked(self) -> Generator[None]:
        self._make_folder()
        lock = FileLock(self._folder / "vault.lock", timeout=LOCK_PATIENCE_S, mode=0o600, thread_local=False)
        try:
            lock.acquire(poll_interval=0.005)
        except Timeout as error:
            raise VaultBusy(path=str(self._file), waited_s=LOCK_PATIENCE_S) from error
        except OSError as error:
            raise VaultNotWritable(path=str(self._folder), reason=error.strerror or str(error)) from error
        try:
            yield
        finally:
            lock.release()

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            mode = self._folder.stat().st_mode
        except OSError as error:
            raise VaultNotWritable(path=str(self._folder), reason=error.strerror or str(error)) from error
        if sys.platform != "win32" and mode & (stat.S_IWGRP | stat.S_IWOTH):
            # Who may write the folder may swap the file; reading its names does no harm.
            raise VaultTooOpen(path=str(self._folder), mode=stat.S_IMODE(mode), wanted=0o700)

    def _refuse_if_open(self, path: Path, mode: int, wanted: int) -> None:
        if sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise VaultTooOpen(path=str(path), mode=stat.S_IMODE(mode), wanted=wanted)


class FileLease:
    """A lease held by a locked file; the system ends it with the process."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path, mode=0o600, thread_local=False)

    def try_acquire(self) -> bool:
        """True if it is ours now."""
        if self._lock.is_locked:
            return True
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            return False
        except OSError as error:
            raise VaultNotWritable(path=self._lock.lock_file, reason=error.strerror or str(error)) from error
        return True

    def release(self) -> None:
        """Gives it back."""
        self._lock.release()


def publish(path: Path, content: bytes) -> None:
    """Writes `content` beside `path`, flushes it to the disk, and renames it into place, mode 0600."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with open(descriptor, "wb", closefd=True) as file:  # noqa: PTH123 - a descriptor, made with its mode
            os.fchmod(file.fileno(), 0o600) if sys.platform != "win32" else None
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    if sys.platform != "win32":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
