"""What an archive is of, how far it is listed, and the runs there were."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

import msgspec

Kind: TypeAlias = Literal["channel", "game"]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A channel or a game whose clips are archived.

    Args:
        kind: "channel" or "game".
        twitch_id: its id at Twitch.
        name: for people.
        wanted: the filter that its clips passed through last, as text.
        listed_from, listed_until: every clip made between is in the catalogue; None before the first listing.
    """

    kind: Kind
    twitch_id: str
    name: str
    wanted: str = ""
    listed_from: datetime | None = None
    listed_until: datetime | None = None


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One sync.

    Args:
        started_at: when it began.
        ended_at: None while it runs, and when it was killed.
        told: what came of it, under the names of `SyncReport`.
    """

    started_at: datetime
    ended_at: datetime | None = None
    told: dict[str, Any] = {}


class Sources:
    """Sources and runs in the catalogue.

    Args:
        connection: to it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[Source]:
        """Every source, in the order in which they came."""
        rows = self._connection.execute(
            "SELECT kind, twitch_id, name, wanted, listed_from, listed_until FROM source ORDER BY id"
        )
        return [
            Source(
                kind=row[0],
                twitch_id=row[1],
                name=row[2],
                wanted=row[3],
                listed_from=_moment(row[4]),
                listed_until=_moment(row[5]),
            )
            for row in rows
        ]

    def find(self, kind: Kind, twitch_id: str) -> Source | None:
        """The source, None when it was never asked for."""
        return next((one for one in self.all() if (one.kind, one.twitch_id) == (kind, twitch_id)), None)

    def save(self, source: Source) -> None:
        """Keeps `source`; inside a transaction."""
        self._connection.execute(
            "INSERT INTO source (kind, twitch_id, name, wanted, listed_from, listed_until) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, twitch_id) DO UPDATE SET name = excluded.name, "
            "wanted = excluded.wanted, listed_from = excluded.listed_from, "
            "listed_until = excluded.listed_until",
            (
                source.kind,
                source.twitch_id,
                source.name,
                source.wanted,
                _seconds(source.listed_from),
                _seconds(source.listed_until),
            ),
        )

    def runs(self, most: int) -> list[Run]:
        """The last runs, the newest first."""
        rows = self._connection.execute(
            "SELECT started_at, ended_at, told FROM run ORDER BY id DESC LIMIT ?", (most,)
        )
        return [
            Run(
                started_at=datetime.fromtimestamp(row[0], UTC),
                ended_at=_moment(row[1]),
                told=msgspec.json.decode(row[2], type=dict[str, Any]) if row[2] else {},
            )
            for row in rows
        ]

    def begin_run(self, now: int) -> int:
        """A run begins; its number.  Inside a transaction."""
        number = self._connection.execute("INSERT INTO run (started_at) VALUES (?)", (now,)).lastrowid
        assert number is not None, "an insert has a row"
        return number

    def end_run(self, number: int, *, now: int, told: dict[str, Any]) -> None:
        """A run has ended; inside a transaction."""
        self._connection.execute(
            "UPDATE run SET ended_at = ?, told = ? WHERE id = ?",
            (now, msgspec.json.encode(told).decode(), number),
        )


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())
