"""What a catalogue is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeAlias

from twitchkit.catalogue.database import Database
from twitchkit.catalogue.entry import (
    COLUMNS,
    FETCHING,
    JOINED,
    KEPT,
    STATES,
    WANTED,
    Entry,
    State,
    read_entry,
)
from twitchkit.catalogue.keys import AMONG, Keys, listed
from twitchkit.catalogue.search import search
from twitchkit.catalogue.sources import Kind, Run, Source, Sources
from twitchkit.catalogue.statistics import Statistics, read_statistics
from twitchkit.catalogue.text import read_query

Order: TypeAlias = Literal["created_at", "view_count"]

AT_ONCE = 500
"""Entries read together."""


class Questions:
    """What an archive's folder holds and what is known of it.

    Args:
        root: the archive's folder.
        database: its file, open.
    """

    def __init__(self, root: Path, database: Database) -> None:
        self.root = root
        self._database = database
        self._sources = Sources(database.connection)
        self._keys = Keys(database.connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def entry(self, slug: str) -> Entry | None:
        """The clip, None when it is not known."""
        with self._database.told():
            row = self._keys.rows([slug]).get(slug)
        return self._entries_at([row])[0] if row else None

    def entries(
        self, *, state: State | None = None, order: Order = "created_at", rising: bool = False
    ) -> Iterator[Entry]:
        """Clips one by one, the newest or the most viewed first."""
        condition = "" if state is None else f"WHERE state = {STATES.index(state)}"
        direction = "ASC" if rising else "DESC"
        # Rows are sorted alone, not with all that they hold.
        rows = self._select(f"SELECT id FROM clip {condition} ORDER BY {order} {direction}, id")
        while several := [row for (row,) in islice(rows, AT_ONCE)]:
            yield from self._entries_at(several)

    def search(self, text: str, *, limit: int = 50) -> list[Entry]:
        """The clips whose title, creator or game has the words of `text`, the most viewed first.

        Raises:
            InvalidFilter: there is no word in it.
        """
        query = read_query(text)
        with self._database.told():
            rows = search(self._database.connection, query, limit)
        return self._entries_at(rows)

    def views(self, slug: str) -> list[tuple[datetime, int]]:
        """How many views the clip had when, as far as it was seen to change; the oldest first."""
        entry = self.entry(slug)
        if entry is None:
            return []
        with self._database.told():
            row = self._keys.rows([slug])[slug]
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

    def kept_paths(self) -> Iterator[str]:
        """The paths of all kept files."""
        return (path for (path,) in self._select("SELECT path FROM clip WHERE state = ?", (KEPT,)))

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

    def last_row(self) -> int:
        """A number that no clip has exceeded so far."""
        [(last,)] = self._select("SELECT coalesce(max(id), 0) FROM clip")
        return int(last)

    def _entries_at(self, rows: Sequence[int]) -> list[Entry]:
        found = self._select(f"SELECT clip.id, {COLUMNS} FROM {JOINED} WHERE {AMONG}", (listed(rows),))
        entries = {row: read_entry(columns) for row, *columns in found}
        return [entries[row] for row in rows]

    def _select(self, statement: str, parameters: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
        with self._database.told():
            # Not by `yield from`, which closes the cursor when the reader leaves, maybe after the file.
            for row in self._database.connection.execute(statement, parameters):  # noqa: UP028
                yield row
