"""Full-text search over titles, creators and games."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection

from twitchkit.catalogue.keys import AMONG, listed
from twitchkit.errors import InvalidFilter

FIELDS = ("title", "creator", "game")

# Written without spaces between words: each character is a word of its own, and a word is a phrase of them.
_UNSPACED = re.compile(r"([぀-ヿ㐀-鿿豈-﫿฀-๿])")
_TERM = re.compile(r'(?:(?P<field>\w+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')


def _spaced(column: str) -> str:
    # The function is asked only where there is a character of several bytes: that is cheap to see.
    return (
        f"CASE length({column}) WHEN length(CAST({column} AS BLOB)) THEN {column} "
        f"ELSE spaced(coalesce({column}, '')) END"
    )


_ROW_BITS = 40

# Up to where clips are many: to ask Python for each of them would cost a tenth of all their words.
_STEPS = " ".join(
    f"WHEN clip.view_count < {2 << bit} THEN {bit << 2} | (clip.view_count >> {bit - 2} & 3)"
    for bit in range(3, 24)
)
PLACE = (
    "CASE WHEN clip.view_count < 8 THEN clip.view_count + (clip.view_count > 3) * 4 "
    f"{_STEPS} ELSE place(clip.view_count, 0) >> {_ROW_BITS} END << {_ROW_BITS} | clip.id"
)
"""`place` as SQL says it."""
WORDS = (
    f"SELECT {PLACE}, "
    f"{_spaced('clip.title')}, {_spaced('clip.creator_name')}, {_spaced('game.name')} "
    "FROM clip LEFT JOIN game ON game.id = clip.game"
)
"""A clip's place in the index, and its words."""
COLUMNS = "(rowid, title, creator, game)"


def spaced(text: str) -> str:
    """`text` with spaces between the characters of scripts that have none."""
    return text if text.isascii() else _UNSPACED.sub(r" \1 ", text)


def rank(views: int) -> int:
    """Steps of a fifth or so: the more views, the higher; few enough that a clip's changes seldom."""
    above = views.bit_length() - 3
    return views if above < 0 else (above + 2) << 2 | (views >> above & 3)


def place(views: int, row: int) -> int:
    """Where a clip stands in the text index: by views, then by row."""
    return rank(views) << _ROW_BITS | row


def row_at(place: int) -> int:
    """The row of the clip that stands there."""
    return place & (1 << _ROW_BITS) - 1


def teach(connection: sqlite3.Connection) -> None:
    """Makes the functions known that statements and migrations use."""
    connection.create_function("spaced", 1, spaced, deterministic=True)
    connection.create_function("place", 2, place, deterministic=True)


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

    What is written in order of places is one piece; what is not, a piece for each clip.

    Args:
        connection: to the catalogue.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def index(self, after: int) -> None:
        """Adds the words of all clips above row `after`."""
        self._connection.execute(
            f"INSERT INTO clip_text {COLUMNS} {WORDS} WHERE clip.id > ? ORDER BY 1", (after,)
        )

    def remove(self, rows: Collection[int]) -> None:
        """Takes words out, before they or the views change."""
        self._connection.execute(
            "INSERT INTO clip_text (clip_text, rowid, title, creator, game) "
            f"SELECT 'delete', * FROM ({WORDS} WHERE {AMONG} ORDER BY 1)",
            (listed(rows),),
        )

    def add(self, rows: Collection[int]) -> None:
        """Puts words in again."""
        self._connection.execute(
            f"INSERT INTO clip_text {COLUMNS} {WORDS} WHERE {AMONG} ORDER BY 1", (listed(rows),)
        )
