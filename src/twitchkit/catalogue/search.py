"""Which clips have the words of a query, the most viewed first."""

from __future__ import annotations

import sqlite3
from itertools import islice

from twitchkit.catalogue.keys import AMONG, indexed_until, listed
from twitchkit.catalogue.schema import TEXT_OPTIONS
from twitchkit.catalogue.text import COLUMNS, WORDS, row_at

MORE = 2000
"""Matches with about as many views as the last one wanted, out of which the most viewed are chosen."""


def search(connection: sqlite3.Connection, query: str, limit: int) -> list[int]:
    """The rows of the clips that match."""
    # A search that reads one state of the file, while another process may be writing the next.
    connection.execute("BEGIN")
    try:
        found = _places(connection, "clip_text", query, limit)
        found += _unindexed(connection, query, limit)
        ranked = connection.execute(
            f"SELECT id FROM clip WHERE {AMONG} ORDER BY view_count DESC, id DESC LIMIT ?",
            (listed([row_at(one) for one in found]), limit),
        )
        return [row for (row,) in ranked]
    finally:
        connection.execute("COMMIT")


def _places(connection: sqlite3.Connection, table: str, query: str, limit: int) -> list[int]:
    """The first `limit` places, and those of the last one's rank: views there differ by a fifth."""
    matches = connection.execute(
        f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC", (query,)
    )
    found = [one for (one,) in islice(matches, limit)]
    if len(found) == limit:
        least = found[-1] - row_at(found[-1])
        for (one,) in islice(matches, MORE):
            if one < least:
                break
            found.append(one)
    matches.close()
    return found


def _unindexed(connection: sqlite3.Connection, query: str, limit: int) -> list[int]:
    """Of the clips that a sync listed just now: their words are indexed here, and forgotten."""
    after = indexed_until(connection)
    if connection.execute("SELECT 1 FROM clip WHERE id > ? LIMIT 1", (after,)).fetchone() is None:
        return []
    connection.execute(f"CREATE VIRTUAL TABLE temp.last_text USING fts5 ({TEXT_OPTIONS})")
    try:
        connection.execute(f"INSERT INTO last_text {COLUMNS} {WORDS} WHERE clip.id > ? ORDER BY 1", (after,))
        return _places(connection, "last_text", query, limit)
    finally:
        connection.execute("DROP TABLE last_text")
