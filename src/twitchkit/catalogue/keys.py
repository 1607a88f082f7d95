"""How a clip's row is found by its slug."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from zlib import crc32

import msgspec

REMEMBERED = 10_000
"""Slugs whose rows were looked up last."""

AMONG = "clip.id IN (SELECT value FROM json_each(?))"
"""A condition; its parameter is made by `listed`."""


def key_of(slug: str) -> int:
    """The number that the index over slugs holds; several slugs may share it."""
    return crc32(slug.encode())


def listed(numbers: Collection[int]) -> str:
    """The parameter of `json_each`."""
    return msgspec.json.encode(numbers).decode()


class Keys:
    """The rows of slugs: of the last clips from memory, of all others from the index.

    Args:
        connection: to the catalogue.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._indexed: int = 0
        self._seen: int = 0
        self._last: dict[str, int] = {}
        self._found: dict[str, int] = {}

    def rows(self, slugs: Collection[str]) -> dict[str, int]:
        """The row of each slug that is known."""
        # What was found stays where it is; it is asked for again when its file has come.
        if all(slug in self._found for slug in slugs):
            return {slug: self._found[slug] for slug in slugs}
        wanted = {slug: key_of(slug) for slug in slugs}
        found = self._connection.execute(
            f"SELECT slug, id FROM clip WHERE {AMONG}", (listed(self.candidates(wanted)),)
        )
        rows = {slug: row for slug, row in found if slug in wanted}
        if len(self._found) + len(rows) > REMEMBERED:
            self._found.clear()
        if len(rows) <= REMEMBERED:
            self._found |= rows
        return rows

    def candidates(self, keys: Mapping[str, int]) -> list[int]:
        """Rows among which are those of all known slugs of `keys`; the slugs there have to be compared."""
        # Before the index is asked: what another process indexes meanwhile is in one of the two.
        last = self._look()
        found = [last[slug] for slug in last.keys() & keys.keys()]
        # In order of the index, so that neighbours are found on one page.
        indexed = self._connection.execute(
            "SELECT clip FROM json_each(?) CROSS JOIN slug_key ON slug_key.key = json_each.value",
            (listed(sorted(keys.values())),),
        )
        return found + [row for (row,) in indexed]

    def added(self, slugs: Collection[str]) -> None:
        """These are in the rows after the last; inside the transaction in which they were inserted."""
        self._last.update(zip(slugs, range(self._seen + 1, self._seen + 1 + len(slugs)), strict=True))
        self._seen += len(slugs)

    def index(self, after: int) -> None:
        """Puts all clips above row `after` into the index; inside a transaction."""
        self._connection.execute(
            "INSERT INTO slug_key SELECT key, id FROM clip WHERE id > ? ORDER BY key", (after,)
        )

    def _look(self) -> dict[str, int]:
        indexed = indexed_until(self._connection)
        if indexed != self._indexed:
            self._last.clear()
            self._indexed = self._seen = indexed
        for slug, row in self._connection.execute("SELECT slug, id FROM clip WHERE id > ?", (self._seen,)):
            self._last[slug] = self._seen = row
        return self._last


def indexed_until(connection: sqlite3.Connection) -> int:
    """The last row whose slug and words are in the indexes."""
    found = connection.execute("SELECT value FROM note WHERE name = 'indexed'").fetchone()
    return int(found[0]) if found else 0
