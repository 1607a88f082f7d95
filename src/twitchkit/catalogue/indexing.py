"""The indexes that are written later than the clips: over slugs, and over words."""

from __future__ import annotations

import sqlite3

from twitchkit.catalogue.keys import Keys, indexed_until
from twitchkit.catalogue.text import TextIndex

AT_ONCE = 50_000
"""New clips that are indexed together: far cheaper than page by page, and still quickly looked through."""


class Indexing:
    """Brings the indexes up to date; all calls inside a transaction.

    Args:
        connection: to the catalogue.
        keys: the index over slugs.
        text: the index over words.
    """

    def __init__(self, connection: sqlite3.Connection, keys: Keys, text: TextIndex) -> None:
        self._connection = connection
        self._keys = keys
        self._text = text
        self.until: int = indexed_until(connection)
        """The last row that is in the indexes."""
        self._last: int = self._last_row()

    def added(self, count: int) -> None:
        """Clips were added; they are indexed when they are enough."""
        self._last += count
        if self._last - self.until >= AT_ONCE:
            self.catch_up()

    def catch_up(self) -> None:
        """Indexes all clips that were added."""
        if self._last == self.until:
            return
        self._keys.index(self.until)
        self._text.index(self.until)
        self.until = self._last = self._last_row()
        self._connection.execute("INSERT OR REPLACE INTO note VALUES ('indexed', ?)", (self.until,))

    def _last_row(self) -> int:
        (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM clip").fetchone()
        return int(last)
