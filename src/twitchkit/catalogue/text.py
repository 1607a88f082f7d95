"""Full-text search over titles, creators and games."""

from __future__ import annotations

import re
import sqlite3

import msgspec

from twitchkit.errors import InvalidFilter

AT_ONCE = 20_000
"""New clips whose words are indexed together: far cheaper than page by page."""

FIELDS = ("title", "creator", "game")

# Written without spaces between words: each character is a word of its own, and a word is a phrase of them.
_UNSPACED = re.compile(r"([぀-ヿ㐀-鿿豈-﫿฀-๿])")
_TERM = re.compile(r'(?:(?P<field>\w+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')

_WORDS = (
    "SELECT clip.id, spaced(clip.title), spaced(coalesce(clip.creator_name, '')), "
    "spaced(coalesce(game.name, '')) FROM clip LEFT JOIN game ON game.id = clip.game"
)


def spaced(text: str) -> str:
    """`text` with spaces between the characters of scripts that have none."""
    return text if text.isascii() else _UNSPACED.sub(r" \1 ", text)


def read_query(text: str) -> str:
    """What people type → FTS5's language.

    Every word has to occur, at the start of a word; `"several words"` as they stand; `title:`, `creator:` and
    `game:` in front name where.  Case and accents do not count.

    Raises:
        InvalidFilter: no word, or an unknown field.
    """
    terms: list[str] = []
    for found in _TERM.finditer(text):
        field = (found["field"] or "").lower()
        if field and field not in FIELDS:
            raise InvalidFilter(text=text, reason=f"{field!r} is no field; they are {', '.join(FIELDS)}.")
        plain = spaced(found["phrase"] if found["phrase"] is not None else found["word"])
        if not re.search(r"\w", plain):
            continue
        quoted = '"' + " ".join(plain.split()).replace('"', '""') + '"'
        terms.append(f"{field + ' : ' if field else ''}{quoted}{'' if found['phrase'] is not None else ' *'}")
    if not terms:
        raise InvalidFilter(text=text, reason="It has no word to look for.")
    return " AND ".join(terms)


class TextIndex:
    """Keeps the index in step with the clips; all calls inside a transaction.

    Args:
        connection: to the catalogue.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.create_function("spaced", 1, spaced, deterministic=True)
        found = connection.execute("SELECT value FROM note WHERE name = 'indexed'").fetchone()
        self._indexed: int = found[0] if found else 0
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM clip").fetchone()
        self._waiting: int = last - self._indexed

    def added(self, count: int) -> None:
        """Clips were added; their words are indexed when they are enough."""
        self._waiting += count
        if self._waiting >= AT_ONCE:
            self.catch_up()

    def catch_up(self) -> None:
        """Indexes the words of all clips that were added."""
        if not self._waiting:
            return
        connection = self._connection
        connection.execute(
            f"INSERT INTO clip_text (rowid, title, creator, game) {_WORDS} WHERE clip.id > ?",
            (self._indexed,),
        )
        (self._indexed,) = connection.execute("SELECT coalesce(max(id), 0) FROM clip").fetchone()
        connection.execute("INSERT OR REPLACE INTO note VALUES ('indexed', ?)", (self._indexed,))
        self._waiting = 0

    def remove(self, clip: int) -> None:
        """Takes a clip's words out, before they change."""
        if clip <= self._indexed:
            self._connection.execute(
                "INSERT INTO clip_text (clip_text, rowid, title, creator, game) "
                f"SELECT 'delete', * FROM ({_WORDS} WHERE clip.id = ?)",
                (clip,),
            )

    def add(self, clip: int) -> None:
        """Puts a clip's words in again."""
        if clip <= self._indexed:
            self._connection.execute(
                f"INSERT INTO clip_text (rowid, title, creator, game) {_WORDS} WHERE clip.id = ?", (clip,)
            )


FEW = 5000
"""Matches up to which they are looked up one by one; above, the most viewed clips are tried first."""


def search(connection: sqlite3.Connection, query: str, limit: int) -> list[int]:
    """The rows of the clips that match, most viewed first."""
    found = connection.execute(
        "SELECT rowid FROM clip_text WHERE clip_text MATCH ? LIMIT ?", (query, FEW + 1)
    ).fetchall()
    if len(found) <= FEW:
        ranked = connection.execute(
            "SELECT id FROM clip WHERE id IN (SELECT value FROM json_each(?)) "
            "ORDER BY view_count DESC, id DESC LIMIT ?",
            (msgspec.json.encode([row for (row,) in found]).decode(), limit),
        )
    else:
        ranked = connection.execute(
            "SELECT id FROM clip INDEXED BY clip_views "
            "WHERE +id IN (SELECT rowid FROM clip_text WHERE clip_text MATCH ?) "
            "ORDER BY view_count DESC, id DESC LIMIT ?",
            (query, limit),
        )
    return [row for (row,) in ranked]
