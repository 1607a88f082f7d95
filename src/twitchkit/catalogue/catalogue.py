"""The catalogue of one archive."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Generator
from datetime import datetime
from pathlib import Path
from typing import Self

from twitchkit.catalogue.changes import Changes
from twitchkit.catalogue.database import Database
from twitchkit.catalogue.holder import FOLDER, ArchiveLock
from twitchkit.errors import ArchiveError, CatalogueDamaged, NoArchive

FILE = "catalogue.db"


class Catalogue(Changes):
    """What an archive's folder holds and what is known of it; `read` and `write` open one.

    Args:
        root: the archive's folder.
        database: its file, open.
    """

    def __init__(self, root: Path, database: Database) -> None:
        super().__init__(root, database)
        self.rebuilt: str | None = None
        """Why it was made anew from the folder's clips, None when it was not."""
        self.needs_look = False
        """The last writer did not end well: the folder may hold what the catalogue does not say."""

    @classmethod
    def is_in(cls, root: str | Path) -> bool:
        """Whether there is one in the folder."""
        return (Path(root) / FOLDER / FILE).is_file()

    @classmethod
    def read(cls, root: str | Path) -> Self:
        """To read from, while others may write.

        Raises:
            NoArchive: there is none.
            CatalogueTooNew, CatalogueDamaged: it cannot be read.
        """
        root = Path(root)
        return cls(root, Database(root / FOLDER / FILE, writable=False))

    @classmethod
    @contextlib.contextmanager
    def write(cls, root: str | Path, *, now: datetime, wait_s: float = 0) -> Generator[Self]:
        """To write to, alone; made when there is none, and made anew from the folder's clips when damaged.

        Args:
            root: the archive's folder.
            now: dates the lock, and clips that are found.
            wait_s: how long to wait for another process; -1 for ever.

        Raises:
            ArchiveBusy: another process writes.
            CatalogueTooNew: nothing was changed.
            CatalogueNotWritable: the folder or the disk.
        """
        root = Path(root)
        file = root / FOLDER / FILE
        with ArchiveLock(root / FOLDER, now=now, wait_s=wait_s):
            rebuilt = None if file.exists() else ""
            if file.exists() and not file.stat().st_size:
                # SQLite takes such a file for a new one.
                rebuilt = f"The catalogue {file} was empty."
            try:
                catalogue = cls(root, Database(file, writable=True))
                catalogue._open()
            except CatalogueDamaged as error:
                rebuilt = f"{error.what} {error.why} It was moved to {error.set_aside}."
                catalogue = cls(root, Database(file, writable=True))
                catalogue._open()
            try:
                if rebuilt is not None:
                    catalogue.rebuilt = rebuilt
                    catalogue.adopt_all(now=now)
                yield catalogue
            finally:
                with contextlib.suppress(ArchiveError):
                    catalogue._shut()
                catalogue.close()

    @classmethod
    @contextlib.contextmanager
    def rehearse(cls, root: str | Path, *, now: datetime) -> Generator[Self]:
        """A copy to try things on, of which nothing reaches the archive; empty when there is none.

        Raises:
            CatalogueTooNew, CatalogueDamaged: it cannot be read.
        """
        root = Path(root)
        with tempfile.TemporaryDirectory(prefix="twitchkit-") as scratch:
            copy = Path(scratch) / FILE
            with contextlib.suppress(NoArchive):
                original = Database(root / FOLDER / FILE, writable=False)
                with contextlib.closing(original), contextlib.closing(sqlite3.connect(copy)) as fresh:
                    original.connection.backup(fresh)
            is_new = not copy.exists()
            catalogue = cls(root, Database(copy, writable=True))
            try:
                catalogue._open()
                if is_new:
                    catalogue.adopt_all(now=now)
                yield catalogue
            finally:
                catalogue.close()

    def _open(self) -> None:
        """Marks the catalogue as being written; looks whether the last writer took that mark away."""
        with self._database.told():
            connection = self._database.connection
            self.needs_look = bool(
                connection.execute("SELECT 1 FROM note WHERE name = 'open' AND value = 1").fetchone()
            )
            if self.needs_look:
                [(verdict,), *_] = connection.execute("PRAGMA quick_check(1)").fetchall()
                if verdict != "ok":
                    raise self._database.damaged(verdict)
        # On the disk before anything else is, so that a power cut cannot take it.
        connection.execute("PRAGMA synchronous=FULL")
        with self._change():
            connection.execute("INSERT OR REPLACE INTO note VALUES ('open', 1)")
            self._ledger.release()
        connection.execute("PRAGMA synchronous=NORMAL")

    def _shut(self) -> None:
        with self._change():
            self._indexing.catch_up()
            self._ledger.release()
            self._database.connection.execute("INSERT OR REPLACE INTO note VALUES ('open', 0)")
