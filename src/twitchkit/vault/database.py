"""The one file of a file vault: an SQLite database, mode 0600, in a folder of mode 0700."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import sys
import threading
import weakref
from collections.abc import Generator
from pathlib import Path

from twitchkit.clock import Clock
from twitchkit.errors import VaultBusy, VaultDamaged, VaultError, VaultNotWritable, VaultTooNew, VaultTooOpen

FORMAT = 1
"""Raised when an older twitchkit could misread the file; fields of records may be added without that."""
ENDINGS = ("-journal", "-wal", "-shm", "")
"""Of the files that are one database together; the file itself comes last."""
PATIENCE_S = 10.0
"""A change takes milliseconds; whoever holds the lock longer than this hangs."""

SCHEMA = """
CREATE TABLE app (
  client_id TEXT PRIMARY KEY, client_secret TEXT, position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE login (
  client_id TEXT, account TEXT, record BLOB NOT NULL, PRIMARY KEY (client_id, account)
) WITHOUT ROWID;
"""


class Database:
    """Opens the file when it is first used, checks that it is safe, and tells its troubles in our words.

    Args:
        file: made, with its folder, when it is not there.
        clock: dates a damaged file that is set aside.
    """

    def __init__(self, file: Path, *, clock: Clock) -> None:
        self.file = file
        self._clock = clock
        self._connection: sqlite3.Connection | None = None
        self._pid = 0
        self._opened: tuple[int, int] | None = None
        self._has_log = False
        self._flushes = True
        self._turn = threading.RLock()

    @contextlib.contextmanager
    def read(self) -> Generator[sqlite3.Connection | None]:
        """The connection to read from; None when there is no file yet."""
        with self._turn, self._told():
            try:
                connection = self._open()
            except FileNotFoundError:
                connection = None
            yield connection

    @contextlib.contextmanager
    def change(self, *, durable: bool = True) -> Generator[sqlite3.Connection]:
        """The connection inside a transaction; it is on the disk when the context ends without an error.

        If not `durable`, the system writes it when it likes to; a later one that is takes it along.
        """
        with self._turn, self._told():
            if self._connection is None or not self.file.exists():
                self.make_folder()
                if not self.file.exists():
                    self._make_file()
            connection = self._open()
            if durable != self._flushes and self._has_log:
                connection.execute(f"PRAGMA synchronous={'EXTRA' if durable else 'NORMAL'}")
                self._flushes = durable
            # At once, not at the first write: what is read here has to be true until the end.
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                # A full disk has ended the transaction already.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def make_folder(self) -> None:
        """Makes the folder for its owner alone, and refuses one in which others could swap the file."""
        folder = self.file.parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            mode = stat.S_IMODE(folder.stat().st_mode)
        except OSError as error:
            raise VaultNotWritable(path=str(folder), reason=_said(error)) from error
        if sys.platform != "win32" and mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise VaultTooOpen(path=str(folder), mode=mode, wanted=0o700)

    def damaged(self, problem: str) -> VaultDamaged:
        """Sets the file aside, never over another one, and gives the error to raise."""
        found_in = self._opened
        self._forget_connection()
        with self._alone():
            if not self.file.exists() or _identity(self.file.stat()) != found_in:
                # Another one was faster; what lies there now may be good.
                aside = self.file.with_name(f"{self.file.stem}.damaged-*{self.file.suffix}")
            else:
                aside = self._set_aside()
        return VaultDamaged(path=str(self.file), set_aside=str(aside), problem=problem)

    def _set_aside(self) -> Path:
        aside = self.file.with_name(
            f"{self.file.stem}.damaged-{self._clock.now():%Y%m%dT%H%M%S}Z{self.file.suffix}"
        )
        number = 1
        while any(Path(f"{aside}{ending}").exists() for ending in ENDINGS):
            number += 1
            aside = aside.with_name(f"{aside.stem}-{number}{aside.suffix}")
        for ending in ENDINGS:
            with contextlib.suppress(FileNotFoundError):
                Path(f"{self.file}{ending}").rename(f"{aside}{ending}")
        return aside

    def _make_file(self) -> None:
        with self._alone():
            if self.file.exists():
                return
            # The log of a file that was moved away would be taken for the new one's.
            self._set_aside()
            # SQLite would make it with the umask's mode; its log then takes the mode of the file.
            os.close(os.open(self.file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def _alone(self) -> contextlib.AbstractContextManager[object]:
        from filelock import FileLock

        return FileLock(self.file.with_suffix(".lock"), mode=0o600, timeout=PATIENCE_S, thread_local=False)

    def _open(self) -> sqlite3.Connection:
        if self._pid != os.getpid():
            # SQLite's connections do not survive a fork.
            self._connection, self._pid = None, os.getpid()
        found = self.file.stat()
        mode = stat.S_IMODE(found.st_mode)
        if sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise VaultTooOpen(path=str(self.file), mode=mode, wanted=0o600)
        if self._opened != _identity(found):
            # It was set aside or replaced: what we hold is no longer the vault.
            self._forget_connection()
            self._opened = _identity(found)
        if self._connection is None:
            connection = sqlite3.connect(
                self.file, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
            # Ends with us: a vault has no moment of its own at which it would be closed.
            weakref.finalize(self, connection.close)
        return self._connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA synchronous=EXTRA")
        self._flushes = True
        connection.execute("PRAGMA secure_delete=ON")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > FORMAT:
            raise VaultTooNew(path=str(self.file), version=version, known=FORMAT)
        if version == 0:
            # One flush to the disk for a change instead of four.  Where it cannot be had - another process is
            # at it, the file system shares no memory - the file's journal does the same more slowly.
            with contextlib.suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("BEGIN IMMEDIATE")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                for statement in filter(str.strip, SCHEMA.split(";")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version={FORMAT}")
            connection.execute("COMMIT")
        # Without a log, SQLite needs its flushes to keep the file whole.
        self._has_log = connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        tables = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if not {"app", "login"} <= tables:
            raise self.damaged("It is a database, but not one of ours.")

    def _forget_connection(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    @contextlib.contextmanager
    def _told(self) -> Generator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._translated(error) from error
        except OSError as error:
            raise VaultNotWritable(path=str(self.file), reason=_said(error)) from error

    def _translated(self, error: sqlite3.DatabaseError) -> VaultError:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return VaultBusy(path=str(self.file), waited_s=PATIENCE_S)
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            return self.damaged(f"SQLite says: {error}.")
        return VaultNotWritable(path=str(self.file), reason=f"SQLite says: {error}.")


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def _said(error: OSError) -> str:
    return f"{error.strerror or error}."
