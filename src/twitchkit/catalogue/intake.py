"""Clips as Twitch lists them, into the catalogue: what is new, what has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeAlias

import msgspec

from twitchkit.catalogue.entry import KNOWN, embed_of, page_of
from twitchkit.catalogue.keys import key_of
from twitchkit.catalogue.ledger import Ledger
from twitchkit.catalogue.text import TextIndex
from twitchkit.helix import Clip

CHUNK = 5000
"""Clips in one transaction: what is written once a transaction, such as a page of the index that several of
them touch, is shared by many, and a kill loses little."""

Row: TypeAlias = tuple[Any, ...]

FACTS = (
    "creator_id, creator_name, video_id, vod_offset, game, language, title, view_count, duration, "
    "is_featured, url, embed_url, thumbnail_url"
)
CREATOR_NAME, GAME, TITLE, VIEWS = 1, 4, 6, 7
"""Where these stand in `FACTS`."""
FACT_COUNT = FACTS.count(",") + 1

_INSERT = (
    f"INSERT INTO clip (key, slug, created_at, channel, {FACTS}, first_seen_at, seen_at, state) "
    f"VALUES ({', '.join('?' * (FACT_COUNT + 7))})"
)
_PRESENT = f"SELECT slug, id, gone_words, {FACTS} FROM clip WHERE key IN (SELECT value FROM json_each(?))"
_UPDATE = f"UPDATE clip SET ({FACTS}, seen_at) = ({', '.join('?' * (FACT_COUNT + 1))}) WHERE id = ?"


@dataclass(slots=True)
class Intake:
    """What clips brought.

    Args:
        new: slugs that were not known.
        changed: slugs whose facts are others now, or that Twitch called gone before.
        same: how many said nothing new.
        wanted: how many of the first two are to be fetched now.
    """

    new: list[str] = field(default_factory=list[str])
    changed: list[str] = field(default_factory=list[str])
    same: int = 0
    wanted: int = 0


class Intakes:
    """Takes clips in.

    Args:
        connection: to the catalogue.
        text: the index of their words.
        ledger: their states.
    """

    def __init__(self, connection: sqlite3.Connection, text: TextIndex, ledger: Ledger) -> None:
        self._connection = connection
        self._text = text
        self._ledger = ledger
        self._channels: dict[str, tuple[int, str]] = {
            twitch_id: (key, name)
            for twitch_id, key, name in connection.execute("SELECT twitch_id, id, name FROM channel")
        }
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
        found = self._connection.execute(_PRESENT, (msgspec.json.encode(list(keys.values())).decode(),))
        present: dict[str, Row] = {row[0]: row for row in found if row[0] in rows}
        fresh: list[Row] = []
        for slug, clip in rows.items():
            facts = self._facts(clip)
            held = present.get(slug)
            if held is None:
                created = int(clip.created_at.timestamp())
                fresh.append((keys[slug], slug, created, self._channel(clip), *facts, now, now, state))
                into.new.append(slug)
                continue
            same = held[3:] == facts
            if not same:
                self._change(held[1], held[3:], facts, now)
            if held[2]:
                self._ledger.is_back([slug])
            if same and not held[2]:
                into.same += 1
            else:
                into.changed.append(slug)
        self._connection.executemany(_INSERT, fresh)
        self._text.added(len(fresh))

    def _change(self, clip: int, old: Row, new: Row, now: int) -> None:
        change = self._connection
        if old[VIEWS] != new[VIEWS]:
            change.execute(
                "INSERT OR REPLACE INTO views SELECT id, seen_at, view_count FROM clip WHERE id = ?", (clip,)
            )
        if (old[TITLE], old[CREATOR_NAME], old[GAME]) != (new[TITLE], new[CREATOR_NAME], new[GAME]):
            self._text.remove(clip)
            change.execute(_UPDATE, (*new, now, clip))
            self._text.add(clip)
        else:
            change.execute(_UPDATE, (*new, now, clip))

    def _facts(self, clip: Clip) -> Row:
        slug, game_id = clip.id, clip.game_id
        return (
            clip.creator_id,
            clip.creator_name,
            clip.video_id,
            clip.vod_offset,
            self._games.get(game_id) or self._game(game_id, "") if game_id else None,
            clip.language,
            clip.title,
            clip.view_count,
            clip.duration,
            clip.is_featured,
            None if clip.url == page_of(slug) else clip.url,
            None if clip.embed_url == embed_of(slug) else clip.embed_url,
            clip.thumbnail_url,
        )

    def _channel(self, clip: Clip) -> int:
        held = self._channels.get(clip.broadcaster_id)
        if held and held[1] == clip.broadcaster_name:
            return held[0]
        [(key,)] = self._connection.execute(
            "INSERT INTO channel (twitch_id, name) VALUES (?, ?) "
            "ON CONFLICT (twitch_id) DO UPDATE SET name = excluded.name RETURNING id",
            (clip.broadcaster_id, clip.broadcaster_name),
        ).fetchall()
        self._channels[clip.broadcaster_id] = (key, clip.broadcaster_name)
        return key

    def _game(self, game_id: str, name: str) -> int:
        if game_id not in self._games:
            key = self._connection.execute(
                "INSERT INTO game (twitch_id, name) VALUES (?, ?)", (game_id, name)
            ).lastrowid
            assert key is not None, "an insert has a row"
            self._games[game_id], self._game_names[game_id] = key, name
        return self._games[game_id]
