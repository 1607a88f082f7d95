"""Which channels and games are meant, and their clips as Twitch lists them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import TypeAlias

import msgspec

from twitchkit.catalogue import Source
from twitchkit.catalogue.sources import Kind
from twitchkit.client.clip_history import AsyncClipHistory
from twitchkit.client.history_plan import Wish
from twitchkit.client.session import Session
from twitchkit.clips.channel_name import read_channel
from twitchkit.errors import UnknownChannel, UnknownGame
from twitchkit.helix import Clip, GetGames, GetUsers
from twitchkit.transport.asynchronous import AsyncTransport
from twitchkit.wire import Flow

Lister: TypeAlias = Callable[[Source, datetime, datetime], AsyncIterator[Sequence[Clip]]]
"""All clips of a source made between two moments, in batches, the newest first as far as that can be had;
raises `TwitchkitError` when they cannot all be told."""


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """A channel or a game that was asked for.

    Args:
        kind: which of the two.
        name: the login or the name, as it was given.
        source: None when Twitch has none of that name today.
    """

    kind: Kind
    name: str
    source: Source | None = None

    @property
    def error(self) -> UnknownChannel | UnknownGame:
        """What is wrong with one that is not found."""
        return UnknownChannel(channel=self.name) if self.kind == "channel" else UnknownGame(game=self.name)


def seek(channels: Sequence[str], games: Sequence[str], session: Session) -> Flow[list[Sought]]:
    """The channels by login or address, the games by name, in this order."""
    logins = dict.fromkeys(read_channel(channel) or channel for channel in channels)
    # Twitch refuses the whole question for one that can be nobody's.
    fit = tuple(login for login in logins if read_channel(login) == login)
    users = {user.login: user.id for user in (yield from session.send(GetUsers(login=fit)))} if fit else {}
    found = [
        Sought(kind="channel", name=login, source=_source("channel", users.get(login), login))
        for login in logins
    ]
    names = tuple(dict.fromkeys(games))
    if names:
        known = {game.name.casefold(): game for game in (yield from session.send(GetGames(name=names)))}
        for name in names:
            game = known.get(name.casefold())
            source = _source("game", game.id, game.name) if game else None
            found.append(Sought(kind="game", name=name, source=source))
    return found


def seek_renamed(sources: Sequence[Source], session: Session) -> Flow[dict[str, str]]:
    """The logins of today of channels that are not found by their old ones, by id."""
    if not sources:
        return {}
    users = yield from session.send(GetUsers(id=tuple(source.twitch_id for source in sources)))
    return {user.id: user.login for user in users}


def _source(kind: Kind, twitch_id: str | None, name: str) -> Source | None:
    return Source(kind=kind, twitch_id=twitch_id, name=name) if twitch_id else None


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
