"""Clips as Twitch lists them, into the catalogue: what is new, what has changed."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Generator, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeAlias

import msgspec

from twitchkit.catalogue.entry import EMBED, KNOWN, PAGE, SLUG
from twitchkit.catalogue.indexing import Indexing
from twitchkit.catalogue.keys import AMONG, Keys, key_of, listed
from twitchkit.catalogue.ledger import Ledger
from twitchkit.catalogue.text import TextIndex, rank
from twitchkit.helix import Clip

CHUNK = 5000
"""Clips in one transaction: what is written once a transaction, such as a page of the index that several of
them touch, is shared by many, and a kill loses little."""

Row: TypeAlias = tuple[Any, ...]

FACTS = (
    "creator_id, creator_name, video_id, vod_offset, game, language, title, view_count, duration, "
    "is_featured, thumbnail_url, url, embed_url"
)
CREATOR_NAME, GAME, TITLE, VIEWS = 1, 4, 6, 7
"""Where these stand in `FACTS`."""
FOLLOWS = 0
"""Stands for an address that follows from the slug, which is NULL in the table: for a None, sqlite3 would
look for adapters."""
NUMBER: Mapping[bool | None, int | None] = {None: None, False: 0, True: 1}
"""As a number, for the same reason."""
FIRST = "key, slug, created_at, channel"
"""What a new clip's row has before `FACTS`; of one that is known, other rules write it."""
FIRST_COUNT = FIRST.count(",") + 1
TOGETHER = 20
"""New clips in one statement: a twenty-fifth less work than one by one."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_S = 86400

_VALUES = f"{'?, ' * (FACTS.count(',') - 1)} nullif(?, {FOLLOWS}), nullif(?, {FOLLOWS})"
# What they share is bound once: the moment, and the state.
_NEW = f"(?1, ?1, ?2, {'?, ' * FIRST_COUNT} {_VALUES})"
_INSERT = f"INSERT INTO clip (first_seen_at, seen_at, state, {FIRST}, {FACTS}) VALUES {_NEW}"
_HELD = FACTS.replace("url, embed_url", f"coalesce(url, {FOLLOWS}), coalesce(embed_url, {FOLLOWS})")
_PRESENT = f"SELECT slug, id, gone_words, {_HELD} FROM clip WHERE {AMONG}"
_UPDATE = f"UPDATE clip SET ({FACTS}, seen_at) = ({_VALUES}, ?) WHERE id = ?"


class Intake(msgspec.Struct):
    """What clips brought.

    Args:
        new: slugs that were not known.
        changed: slugs whose facts are others now, or that Twitch called gone before.
        same: how many said nothing new.
        wanted: how many of the first two are to be fetched now.
    """

    new: list[str] = []
    changed: list[str] = []
    same: int = 0
    wanted: int = 0


class Intakes:
    """Takes clips in.

    Args:
        connection: to the catalogue.
        keys: finds those that are known.
        text: the index of their words.
        indexing: is told how many are new.
        ledger: their states.
    """

    def __init__(
        self, connection: sqlite3.Connection, keys: Keys, text: TextIndex, indexing: Indexing, ledger: Ledger
    ) -> None:
        self._connection = connection
        self._keys = keys
        self._text = text
        self._indexing = indexing
        self._ledger = ledger
        self._channels: dict[str, int] = {}
        self._channel_names: dict[str, str] = {}
        for twitch_id, key, name in connection.execute("SELECT twitch_id, id, name FROM channel"):
            self._channels[twitch_id], self._channel_names[twitch_id] = key, name
        self._games: dict[str, int] = {}
        self._game_names: dict[str, str] = {}
        for twitch_id, key, name in connection.execute("SELECT twitch_id, id, name FROM game"):
            self._games[twitch_id], self._game_names[twitch_id] = key, name

    def knows_game(self, game_id: str) -> bool:
        """True if its name was noted, or that it has none."""
        return game_id in self._games

    def game_name(self, game_id: str | None) -> str:
        """Its name, empty when it has none."""
        return self._game_names.get(game_id or "", "")

    def note_games(self, names: Mapping[str, str]) -> None:
        """Keeps names of games; inside a transaction.  A name that is there stays."""
        for game_id, name in names.items():
            self._game(game_id, name)

    def take(self, clips: Iterable[Clip], *, now: int, into: Intake, state: int = KNOWN) -> None:
        """Takes at most `CHUNK` clips in; inside a transaction."""
        rows = {clip.id: clip for clip in islice(clips, CHUNK)}
        keys = {slug: key_of(slug) for slug in rows}
        present = self._present(keys)
        self._note_channels(rows.values())
        self._note_unnamed_games(rows.values())
        changed: list[tuple[int, Row, Row]] = []
        back: list[str] = []
        known = [rows.pop(slug) for slug in present]
        for (slug, held), row in zip(present.items(), self._rows(known, keys), strict=True):
            facts = row[FIRST_COUNT:]
            same = held[3:] == facts
            if not same:
                changed.append((held[1], held[3:], facts))
            if held[2]:
                back.append(slug)
            if same and not held[2]:
                into.same += 1
            else:
                into.changed.append(slug)
        if changed:
            self._change(changed, now)
        if back:
            self._ledger.is_back(back)
        if rows:
            self._insert(self._rows(rows.values(), keys), now, state)
            self._keys.added(rows)
            self._indexing.added(len(rows))
            into.new += rows

    def _insert(self, rows: Generator[Row], now: int, state: int) -> None:
        # Some at a time: a list of them all would be looked through for garbage.
        while several := list(islice(rows, TOGETHER)):
            values: list[Any] = [now, state]
            for row in several:
                values += row
            self._connection.execute(_insertion(len(several)), values)

    def _present(self, keys: Mapping[str, int]) -> dict[str, Row]:
        candidates = self._keys.candidates(keys)
        if not candidates:
            return {}
        found = self._connection.execute(_PRESENT, (listed(candidates),))
        return {row[0]: row for row in found if row[0] in keys}

    def _change(self, changed: Sequence[tuple[int, Row, Row]], now: int) -> None:
        change = self._connection
        change.executemany(
            "INSERT OR REPLACE INTO views SELECT id, seen_at, view_count FROM clip WHERE id = ?",
            [(clip,) for clip, old, new in changed if old[VIEWS] != new[VIEWS]],
        )
        until = self._indexing.until
        moved = [clip for clip, old, new in changed if clip <= until and _found_by(old) != _found_by(new)]
        self._text.remove(moved)
        change.executemany(_UPDATE, [(*new, now, clip) for clip, _, new in changed])
        self._text.add(moved)

    def _rows(self, clips: Iterable[Clip], keys: Mapping[str, int]) -> Generator[Row]:
        """`FIRST` and `FACTS` of each clip; its channel and its game are noted."""
        channels, games = self._channels, self._games
        for clip in clips:
            slug, game_id = clip.id, clip.game_id
            # For less than `timestamp`, which divides.
            since = clip.created_at - EPOCH
            yield (
                keys[slug],
                slug,
                since.days * DAY_S + since.seconds,
                channels[clip.broadcaster_id],
                clip.creator_id,
                clip.creator_name,
                clip.video_id,
                clip.vod_offset,
                games[game_id] if game_id else None,
                clip.language,
                clip.title,
                clip.view_count,
                clip.duration,
                NUMBER[clip.is_featured],
                clip.thumbnail_url.replace(slug, SLUG),
                FOLLOWS if clip.url == PAGE + slug else clip.url.replace(slug, SLUG),
                FOLLOWS if clip.embed_url == EMBED + slug else clip.embed_url.replace(slug, SLUG),
            )

    def _note_channels(self, clips: Iterable[Clip]) -> None:
        for twitch_id, name in {clip.broadcaster_id: clip.broadcaster_name for clip in clips}.items():
            if self._channel_names.get(twitch_id) == name:
                continue
            [(key,)] = self._connection.execute(
                "INSERT INTO channel (twitch_id, name) VALUES (?, ?) "
                "ON CONFLICT (twitch_id) DO UPDATE SET name = excluded.name RETURNING id",
                (twitch_id, name),
            ).fetchall()
            self._channels[twitch_id], self._channel_names[twitch_id] = key, name

    def _note_unnamed_games(self, clips: Iterable[Clip]) -> None:
        for game_id in {clip.game_id for clip in clips} - self._games.keys():
            if game_id:
                self._game(game_id, "")

    def _game(self, game_id: str, name: str) -> int:
        if game_id not in self._games:
            key = self._connection.execute(
                "INSERT INTO game (twitch_id, name) VALUES (?, ?)", (game_id, name)
            ).lastrowid
            assert key is not None, "an insert has a row"
            self._games[game_id], self._game_names[game_id] = key, name
        return self._games[game_id]


@functools.cache
def _insertion(count: int) -> str:
    return f"{_INSERT}{f', {_NEW}' * (count - 1)}"


def _found_by(facts: Row) -> Row:
    """What the text index holds of a clip."""
    return facts[TITLE], facts[CREATOR_NAME], facts[GAME], rank(facts[VIEWS])
