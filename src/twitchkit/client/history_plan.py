"""From what a caller asks of a history to the plan that lists it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from twitchkit.client.session import Session
from twitchkit.clips.history import FIRST_CLIPS_AT, HistoryState, Plan, Proof, Window
from twitchkit.errors import InvalidRequest, InvalidSetting, ListingIncomplete, NotFound
from twitchkit.helix import GetClips, GetGames, GetUsers
from twitchkit.shape import ready
from twitchkit.wire import Flow

NEARLY_NOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whose clips, of which time.

    Args:
        broadcaster: a channel's id or login.
        game: a category's id or name.
        started_at, ended_at: aware; all time when both are None.
        state: of an earlier run that this one goes on with; the rest is then not needed.
        jobs: windows at once.
    """

    broadcaster: str | None = None
    game: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    state: Mapping[str, object] | None = None
    jobs: int = 8

    def __post_init__(self) -> None:
        given = [name for name in (self.broadcaster, self.game, self.state) if name is not None]
        if len(given) != 1:
            rule = "Exactly one of broadcaster, game and state says whose clips are meant."
            raise InvalidSetting(setting="history", value=f"{len(given)} of them", rule=rule)
        for name in ("started_at", "ended_at"):
            moment: datetime | None = getattr(self, name)
            if moment is not None and moment.tzinfo is None:
                raise InvalidSetting(setting=name, value=str(moment), rule="It needs a time zone.")
        if self.started_at and self.ended_at and self.started_at >= self.ended_at:
            raise InvalidSetting(setting="ended_at", value=str(self.ended_at), rule="It is after started_at.")
        if not 1 <= self.jobs <= 32:
            raise InvalidSetting(setting="jobs", value=str(self.jobs), rule="It is from 1 to 32.")


def plan_of(wish: Wish, session: Session) -> Flow[Plan]:
    """The plan, ids looked up.

    Raises:
        InvalidSetting: the state is none of ours, or the span is empty.
        NotFound: no channel of that login, no category of that name.
    """
    if wish.state is not None:
        try:
            return Plan.resumed(msgspec.convert(wish.state, ready(HistoryState)), jobs=wish.jobs)
        except (msgspec.ValidationError, InvalidRequest) as error:
            raise InvalidSetting(setting="state", value="...", rule=str(error)) from error
    now = session.clock.now()
    start, end = wish.started_at or FIRST_CLIPS_AT, wish.ended_at or now
    if start >= end:
        raise InvalidSetting(setting="started_at", value=str(start), rule="It is in the past.")
    listing = yield from _listing(wish, session)
    # Without dates Twitch leaves nothing out of a small channel; with them, and wide apart, it does.
    everything = start <= FIRST_CLIPS_AT and end > now - NEARLY_NOW
    return Plan(listing, Window.around(start, end), everything=everything, jobs=wish.jobs)


def whole(proof: Proof) -> None:
    """Raises `ListingIncomplete` when something is in doubt."""
    if proof.doubts:
        raise ListingIncomplete(windows=[(*doubt.window.bounds, doubt.why) for doubt in proof.doubts])


def _listing(wish: Wish, session: Session) -> Flow[GetClips]:
    if name := wish.broadcaster:
        if name.isdecimal():
            return GetClips(broadcaster_id=name)
        users = yield from session.send(GetUsers(login=name.lower()))
        if not users:
            raise NotFound(what=f"Twitch knows no channel called {name!r}.", twitch_says="")
        return GetClips(broadcaster_id=users[0].id)
    name = wish.game or ""
    if name.isdecimal():
        return GetClips(game_id=name)
    games = yield from session.send(GetGames(name=name))
    if not games:
        raise NotFound(what=f"Twitch knows no category called {name!r}.", twitch_says="")
    return GetClips(game_id=games[0].id)
