"""The catalogue's file: opened, migrated, and its troubles told in our words."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Generator
from pathlib import Path

from twitchkit.catalogue.schema import FORMAT, MIGRATIONS, TABLES
from twitchkit.catalogue.text import teach
from twitchkit.errors import ArchiveError, CatalogueDamaged, CatalogueNotWritable, CatalogueTooNew, NoArchive

PATIENCE_S = 30.0
"""Longest wait for another process's transaction."""
PAGE_BYTES = 8192
CACHE_KIB = 65536
LOG_PAGES = 4096
"""Written to the log before it is copied into the file: a page that changes often is copied once."""
ENDINGS = ("", "-wal", "-shm")


class Database:
    """One connection to the file.

    Args:
        file: where it lies.
        writable: opened by the one process that holds the archive; made when it is not there.

    Raises:
        NoArchive: there is none to read.
        CatalogueTooNew, CatalogueDamaged, CatalogueNotWritable: the file.
    """

    def __init__(self, file: Path, *, writable: bool) -> None:
        self.file = file
        self.writable = writable
        with self.told():
            self.connection = self._writer() if writable else self._reader()

    @contextlib.contextmanager
    def change(self) -> Generator[sqlite3.Connection]:
        """A transaction; kept when the context ends without an error, else undone."""
        with self.told():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                # A full disk has ended the transaction already.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        """Closes it."""
        self.connection.close()

    @contextlib.contextmanager
    def told(self) -> Generator[None]:
        """SQLite's and the system's errors within are raised as ours."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as error:
            raise self._translated(error) from error
        except OSError as error:
            reason = f"{error.strerror or error}."
            raise CatalogueNotWritable(path=str(self.file), reason=reason) from error

    def _writer(self) -> sqlite3.Connection:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.file, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False
        )
        try:
            version = _version(connection)
            if version > FORMAT:
                raise CatalogueTooNew(path=str(self.file), version=version, known=FORMAT)
            connection.execute(f"PRAGMA page_size={PAGE_BYTES}")
            connection.execute("PRAGMA journal_mode=WAL")
            # A power cut can take the last transactions, never the file; the folder tells what they said.
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
            # Some builds overwrite what was deleted with zeros; there is no secret in it.
            connection.execute("PRAGMA secure_delete=OFF")
            _tune(connection)
            if version:
                self._check_tables(connection)
            _migrate(connection, version)
            self._check_tables(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _reader(self) -> sqlite3.Connection:
        if not self.file.is_file():
            raise NoArchive(path=str(self.file.parent.parent))
        connection = sqlite3.connect(
            f"{self.file.resolve().as_uri()}?mode=ro",
            uri=True,
            timeout=PATIENCE_S,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            version = _version(connection)
            if version > FORMAT:
                raise CatalogueTooNew(path=str(self.file), version=version, known=FORMAT)
            if version:
                self._check_tables(connection)
            if version < FORMAT:
                connection.close()
                # Migrated by the next writer; a reader of an older format would have to know them all.
                Database(self.file, writable=True).close()
                return self._reader()
            _tune(connection)
            self._check_tables(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _check_tables(self, connection: sqlite3.Connection) -> None:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not tables >= TABLES:
            raise sqlite3.DatabaseError("it is a database, but not one of ours")

    def damaged(self, problem: str) -> CatalogueDamaged:
        """Sets the file aside, if it is ours to write, and gives the error to raise."""
        with contextlib.suppress(AttributeError):
            self.connection.close()
        aside = set_aside(self.file) if self.writable else None
        return CatalogueDamaged(
            path=str(self.file), problem=f"SQLite says: {problem}.", set_aside=str(aside) if aside else None
        )

    def _translated(self, error: sqlite3.DatabaseError) -> ArchiveError:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            return self.damaged(str(error))
        return CatalogueNotWritable(path=str(self.file), reason=f"SQLite says: {error}.")


def set_aside(file: Path) -> Path:
    """Moves a damaged file out of the way, never over another one; its new name."""
    number = 1
    while (aside := file.with_name(f"{file.stem}.damaged-{number}{file.suffix}")).exists():
        number += 1
    for ending in ENDINGS:
        with contextlib.suppress(FileNotFoundError):
            Path(f"{file}{ending}").rename(f"{aside}{ending}")
    return aside


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _tune(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    connection.execute("PRAGMA temp_store=MEMORY")
    teach(connection)


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    """Brings the tables to today's version, all or nothing."""
    if version == FORMAT:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for script in MIGRATIONS[version:]:
            # Not by executescript, which ends the transaction.
            for statement in filter(str.strip, _statements(script)):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version={FORMAT}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _statements(script: str) -> list[str]:
    lines = (line for line in script.splitlines() if not line.lstrip().startswith("--"))
    return "\n".join(lines).split(";")
