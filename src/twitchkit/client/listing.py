"""Which channels and games are meant, and their clips as Twitch lists them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import TypeAlias

from twitchkit.catalogue import Source
from twitchkit.client.clip_history import AsyncClipHistory
from twitchkit.client.history_plan import Wish
from twitchkit.client.session import Session
from twitchkit.errors import UnknownChannel, UnknownGame
from twitchkit.helix import Clip, GetGames, GetUsers
from twitchkit.transport.asynchronous import AsyncTransport
from twitchkit.wire import Flow

Lister: TypeAlias = Callable[[Source, datetime, datetime], AsyncIterator[Sequence[Clip]]]
"""All clips of a source made between two moments, in batches, the newest first as far as that can be had;
raises `TwitchkitError` when they cannot all be told."""


def find_sources(channels: Sequence[str], games: Sequence[str], session: Session) -> Flow[list[Source]]:
    """The channels by login, the games by name, in this order.

    Raises:
        UnknownChannel, UnknownGame: Twitch does not know one of them.
    """
    found: list[Source] = []
    if channels:
        logins = tuple(dict.fromkeys(channel.lower().lstrip("@") for channel in channels))
        users = {user.login: user for user in (yield from session.send(GetUsers(login=logins)))}
        for login in logins:
            if login not in users:
                raise UnknownChannel(channel=login)
            found.append(Source(kind="channel", twitch_id=users[login].id, name=login))
    if games:
        names = tuple(dict.fromkeys(games))
        known = {game.name.casefold(): game for game in (yield from session.send(GetGames(name=names)))}
        for name in names:
            game = known.get(name.casefold())
            if game is None:
                raise UnknownGame(game=name)
            found.append(Source(kind="game", twitch_id=game.id, name=game.name))
    return found


def game_names(ids: Sequence[str], session: Session) -> Flow[dict[str, str]]:
    """The names of games; empty for one that Twitch does not know."""
    if not ids:
        return {}
    games = yield from session.send(GetGames(id=tuple(ids)))
    return {**dict.fromkeys(ids, ""), **{game.id: game.name for game in games}}


def history_lister(session: Session, transport: AsyncTransport) -> Lister:
    """Lists completely, in windows of time that are split until they can be trusted."""

    async def listed(source: Source, since: datetime, until: datetime) -> AsyncIterator[Sequence[Clip]]:
        if since >= until:
            return
        wish = Wish(
            broadcaster=source.twitch_id if source.kind == "channel" else None,
            game=source.twitch_id if source.kind == "game" else None,
            started_at=since,
            ended_at=until,
        )
        history = AsyncClipHistory(session, transport, wish)
        async with aclosing(history.windows()) as windows:
            async for window in windows:
                yield window.clips

    return listed
