"""The catalogue of one archive."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeAlias

from twitchkit.catalogue.database import Database
from twitchkit.catalogue.entry import (
    COLUMNS,
    FETCHING,
    GONE,
    JOINED,
    KEPT,
    STATES,
    WANTED,
    Entry,
    State,
    read_clip,
    read_entry,
)
from twitchkit.catalogue.holder import FOLDER, ArchiveLock
from twitchkit.catalogue.intake import CHUNK, Intake, Intakes
from twitchkit.catalogue.keys import rows_of
from twitchkit.catalogue.ledger import File, Ledger
from twitchkit.catalogue.rebuild import videos
from twitchkit.catalogue.sources import Kind, Run, Source, Sources
from twitchkit.catalogue.statistics import Statistics, read_statistics
from twitchkit.catalogue.text import TextIndex, read_query, search
from twitchkit.errors import ArchiveError, CatalogueDamaged, NoArchive
from twitchkit.helix import Clip

FILE = "catalogue.db"

Order: TypeAlias = Literal["created_at", "view_count"]


class Catalogue:
    """What an archive's folder holds and what is known of it; `read` and `write` open one.

    Args:
        root: the archive's folder.
        database: its file, open.
    """

    def __init__(self, root: Path, database: Database) -> None:
        self.root = root
        self.rebuilt: str | None = None
        """Why it was made anew from the folder's clips, None when it was not."""
        self.needs_look = False
        """The last writer did not end well: the folder may hold what the catalogue does not say."""
        self._database = database
        self._sources = Sources(database.connection)
        if database.writable:
            self._renew()

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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    # What is known.

    def entry(self, slug: str) -> Entry | None:
        """The clip, None when it is not known."""
        with self._database.told():
            row = rows_of([slug], self._database.connection).get(slug)
        return next(self._entries_at([row]), None) if row else None

    def entries(
        self, *, state: State | None = None, order: Order = "created_at", rising: bool = False
    ) -> Iterator[Entry]:
        """Clips one by one, the newest or the most viewed first."""
        condition = "" if state is None else f"WHERE clip.state = {STATES.index(state)}"
        direction = "ASC" if rising else "DESC"
        yield from map(
            read_entry,
            self._select(
                f"SELECT {COLUMNS} FROM {JOINED} {condition} ORDER BY clip.{order} {direction}, clip.id"
            ),
        )

    def search(self, text: str, *, limit: int = 50) -> list[Entry]:
        """The clips whose title, creator or game has the words of `text`, the most viewed first.

        Raises:
            InvalidFilter: there is no word in it.
        """
        query = read_query(text)
        with self._database.told():
            rows = search(self._database.connection, query, limit)
        return list(self._entries_at(rows))

    def views(self, slug: str) -> list[tuple[datetime, int]]:
        """How many views the clip had when, as far as it was seen to change; the oldest first."""
        entry = self.entry(slug)
        if entry is None:
            return []
        with self._database.told():
            row = rows_of([slug], self._database.connection)[slug]
        past = self._select("SELECT seen_at, view_count FROM views WHERE clip = ? ORDER BY seen_at", (row,))
        history = [(datetime.fromtimestamp(seconds, UTC), count) for seconds, count in past]
        return [*history, (entry.seen_at, entry.clip.view_count)]

    def counts(self) -> dict[State, int]:
        """How many clips are in each state."""
        found = dict(self._select("SELECT state, count(*) FROM clip GROUP BY state"))
        return {state: found.get(number, 0) for number, state in enumerate(STATES)}

    def kept_bytes(self) -> int:
        """The size of all kept files."""
        [(total,)] = self._select("SELECT coalesce(sum(size_bytes), 0) FROM clip WHERE state = ?", (KEPT,))
        return int(total)

    def unhashed(self) -> list[tuple[str, str]]:
        """Slugs and paths of kept files whose hash was not made yet."""
        return list(self._select("SELECT slug, path FROM clip WHERE state = ? AND sha256 IS NULL", (KEPT,)))

    def span(self) -> tuple[datetime, datetime] | None:
        """When the oldest and the newest clip were made, None when there is none."""
        found = [
            row
            for number in range(len(STATES))
            for row in self._select(
                "SELECT min(created_at), max(created_at) FROM clip WHERE state = ?", (number,)
            )
            if row[0] is not None
        ]
        if not found:
            return None
        first, last = min(row[0] for row in found), max(row[1] for row in found)
        return datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last, UTC)

    def statistics(self, *, top: int) -> Statistics:
        """Figures by month, and `top` so many creators and games."""
        with self._database.told():
            return read_statistics(self._database.connection, top)

    def wanted_total(self) -> tuple[int, float]:
        """How many clips are to be fetched, and how many seconds they play."""
        [(count, seconds)] = self._select(
            "SELECT count(*), coalesce(sum(duration), 0.0) FROM clip WHERE state IN (?, ?)",
            (WANTED, FETCHING),
        )
        return count, seconds

    def bytes_a_second(self, least: int) -> float | None:
        """The size of a second of the kept clips, None when fewer than `least` tell."""
        [(count, size, seconds)] = self._select(
            "SELECT count(*), sum(size_bytes), sum(duration) FROM clip WHERE state = ? AND size_bytes > 0 "
            "AND duration > 0",
            (KEPT,),
        )
        return size / seconds if count >= least else None

    def sources(self) -> list[Source]:
        """What the archive is of."""
        with self._database.told():
            return self._sources.all()

    def source(self, kind: Kind, twitch_id: str) -> Source | None:
        """One of them, None when it was never asked for."""
        with self._database.told():
            return self._sources.find(kind, twitch_id)

    def runs(self, most: int = 1) -> list[Run]:
        """The last syncs, the newest first."""
        with self._database.told():
            return self._sources.runs(most)

    # What changes it.

    def missing_games(self, clips: Iterable[Clip]) -> list[str]:
        """Ids of games whose names have to be noted before these clips are recorded."""
        ids = {clip.game_id for clip in clips if clip.game_id}
        return sorted(game_id for game_id in ids if not self._intakes.knows_game(game_id))

    def game_name(self, clip: Clip) -> str:
        """The name of the clip's game, empty when it has none."""
        return self._intakes.game_name(clip.game_id)

    def last_row(self) -> int:
        """A number that no clip has exceeded so far."""
        [(last,)] = self._select("SELECT coalesce(max(id), 0) FROM clip")
        return int(last)

    def next_to_refresh(self, most: int, last_row: int) -> list[str]:
        """Clips whose facts were not asked for since the longest time, none above `last_row`."""
        [(after,)] = self._select("SELECT coalesce((SELECT value FROM note WHERE name = 'refreshed'), 0)")
        rows = list(
            self._select(
                "SELECT slug, id FROM clip WHERE id > ? AND id <= ? AND state <> ? ORDER BY id LIMIT ?",
                (after, last_row, GONE, most),
            )
        )
        with self._change():
            self._database.connection.execute(
                "INSERT OR REPLACE INTO note VALUES ('refreshed', ?)",
                (rows[-1][1] if len(rows) == most else 0,),
            )
        return [slug for slug, _ in rows]

    def record(
        self,
        clips: Iterable[Clip],
        *,
        now: datetime,
        games: Mapping[str, str] | None = None,
        wants: Callable[[Clip], bool] = lambda _: False,
    ) -> Intake:
        """Keeps what Twitch says of clips.

        Args:
            clips: any number; taken in transactions of a few thousand.
            now: when it was said.
            games: names of games by id, for ids that are new.
            wants: whether one that is new or changed is to be fetched.  It is asked within the transaction:
                a clip that is known no listing would want again.
        """
        taken = Intake()
        several = iter(clips)
        seconds = int(now.timestamp())
        while chunk := list(islice(several, CHUNK)):
            with self._change():
                self._intakes.note_games(games or {})
                new, changed = len(taken.new), len(taken.changed)
                self._intakes.take(chunk, now=seconds, into=taken)
                fresh = {*taken.new[new:], *taken.changed[changed:]}
                fit = [clip.id for clip in chunk if clip.id in fresh and wants(clip)]
                if fit:
                    taken.wanted += self._ledger.want(fit)
        return taken

    def index(self) -> None:
        """Makes the words of the last clips findable."""
        with self._change():
            self._text.catch_up()

    @contextlib.contextmanager
    def ledger(self) -> Generator[Ledger]:
        """States to write, in one transaction."""
        with self._change():
            yield self._ledger

    def take_wanted(self, most: int) -> list[Clip]:
        """The newest clips that are wanted; they are being fetched from now on."""
        clips = [
            read_clip(row)
            for row in self._select(
                f"SELECT {COLUMNS} FROM {JOINED} WHERE clip.state = ? ORDER BY clip.created_at DESC LIMIT ?",
                (WANTED, most),
            )
        ]
        if clips:
            with self.ledger() as ledger:
                ledger.fetching([clip.id for clip in clips])
        return clips

    def save_source(self, source: Source) -> None:
        """Keeps how far a source is listed."""
        with self._change():
            self._sources.save(source)

    @contextlib.contextmanager
    def run(self, *, now: datetime) -> Generator[dict[str, Any]]:
        """A sync; what is put into the dictionary is kept as what came of it, however it ends."""
        with self._change():
            number = self._sources.begin_run(int(now.timestamp()))
        told: dict[str, Any] = {}
        try:
            yield told
        finally:
            ended = told.pop("ended_at", now)
            with self._change():
                self._sources.end_run(number, now=int(ended.timestamp()), told=told)

    def adopt_all(self, *, now: datetime) -> int:
        """Takes over every clip that lies in the folder with its sidecar; how many those are."""
        adopted = 0
        found = (one for one in videos(self.root) if one.clip)
        while several := list(islice(found, CHUNK)):
            known = self._slugs([one.clip.id for one in several if one.clip])
            self.record([one.clip for one in several if one.clip and one.clip.id not in known], now=now)
            with self.ledger() as ledger:
                for one in several:
                    if one.clip:
                        file = File(path=one.path, size_bytes=one.size_bytes)
                        adopted += ledger.keep(one.clip.id, file, now=one.modified_at)
        self.index()
        return adopted

    def _slugs(self, slugs: Sequence[str]) -> set[str]:
        with self._database.told():
            return set(rows_of(slugs, self._database.connection))

    def _entries_at(self, rows: Sequence[int]) -> Iterator[Entry]:
        for row in rows:
            for found in self._select(f"SELECT {COLUMNS} FROM {JOINED} WHERE clip.id = ?", (row,)):
                yield read_entry(found)

    def _select(self, statement: str, parameters: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
        with self._database.told():
            # Not by `yield from`, which closes the cursor when the reader leaves, maybe after the file.
            for row in self._database.connection.execute(statement, parameters):  # noqa: UP028
                yield row

    @contextlib.contextmanager
    def _change(self) -> Generator[None]:
        try:
            with self._database.change():
                yield
        except BaseException:
            # What was undone in the file is not to be remembered.
            with contextlib.suppress(Exception):
                self._renew()
            raise

    def _renew(self) -> None:
        connection = self._database.connection
        with self._database.told():
            self._text = TextIndex(connection)
            self._ledger = Ledger(connection)
            self._intakes = Intakes(connection, self._text, self._ledger)

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
            self._text.catch_up()
            self._ledger.release()
            self._database.connection.execute("INSERT OR REPLACE INTO note VALUES ('open', 0)")
