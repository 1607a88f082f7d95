"""Figures of an archive: by month, by creator, by game."""

from __future__ import annotations

import sqlite3
from typing import Any

import msgspec

from twitchkit.catalogue.entry import KEPT


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """The clips made in one month.

    Args:
        month: as 2026-10, UTC.
        clips: how many are known.
        kept: how many are kept.
        views: of all of them.
        size_bytes: of those that are kept.
    """

    month: str
    clips: int
    kept: int
    views: int
    size_bytes: int


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """The clips of one creator or game; the name is empty where Twitch told none."""

    name: str
    clips: int
    views: int


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of an archive.

    Args:
        clips, views: all that are known, and their views.
        duration: seconds they play.
        months: the oldest first.
        creators, games: those with the most clips first.
    """

    clips: int
    views: int
    duration: float
    months: list[Month]
    creators: list[Share]
    games: list[Share]


def read_statistics(connection: sqlite3.Connection, top: int) -> Statistics:
    """The figures; `top` so many creators and games."""

    def rows(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        return connection.execute(statement, parameters).fetchall()

    [(clips, views, duration)] = rows(
        "SELECT count(*), coalesce(sum(view_count), 0), coalesce(sum(duration), 0.0) FROM clip"
    )
    months = rows(
        "SELECT strftime('%Y-%m', created_at, 'unixepoch') AS month, count(*), sum(state = ?), "
        "sum(view_count), coalesce(sum(size_bytes), 0) FROM clip GROUP BY month ORDER BY month",
        KEPT,
    )
    creators = rows(
        "SELECT coalesce(max(creator_name), ''), count(*), sum(view_count) FROM clip "
        "GROUP BY creator_id ORDER BY 2 DESC, 1 LIMIT ?",
        top,
    )
    games = rows(
        "SELECT coalesce(game.name, ''), count(*), sum(view_count) FROM clip "
        "LEFT JOIN game ON game.id = clip.game GROUP BY clip.game ORDER BY 2 DESC, 1 LIMIT ?",
        top,
    )
    return Statistics(
        clips=clips,
        views=views,
        duration=duration,
        months=[
            Month(month=row[0], clips=row[1], kept=row[2], views=row[3], size_bytes=row[4]) for row in months
        ],
        creators=[Share(name=row[0], clips=row[1], views=row[2]) for row in creators],
        games=[Share(name=row[0], clips=row[1], views=row[2]) for row in games],
    )
