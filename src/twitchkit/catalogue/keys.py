"""How a clip's row is found by its slug."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from zlib import crc32

import msgspec


def key_of(slug: str) -> int:
    """The number that the index over slugs holds; several slugs may share it."""
    return crc32(slug.encode())


def rows_of(slugs: Sequence[str], connection: sqlite3.Connection) -> dict[str, int]:
    """The row of each slug that is known."""
    wanted = set(slugs)
    keys = msgspec.json.encode([key_of(slug) for slug in wanted]).decode()
    found = connection.execute(
        "SELECT slug, id FROM clip WHERE key IN (SELECT value FROM json_each(?))", (keys,)
    )
    return {slug: row for slug, row in found if slug in wanted}
