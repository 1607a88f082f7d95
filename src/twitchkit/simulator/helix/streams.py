"""Get Streams, Get Followed Streams, Get Stream Key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Paged, TwoWay, page, rfc3339
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world.broadcasts import Broadcasts, Stream, stream_key
from twitchkit.simulator.world.channels import Channels
from twitchkit.simulator.world.follows import Follows

Hundred = Annotated[tuple[str, ...], Meta(max_length=100)]


class _Query(TwoWay):
    user_id: Hundred = ()
    user_login: Hundred = ()
    game_id: Hundred = ()
    language: Hundred = ()
    type: Literal["all", "live"] = "all"


class _Followed(Paged, kw_only=True):
    user_id: str
    first: Annotated[int, Meta(ge=1, le=100)] = 100


class _Key(msgspec.Struct):
    broadcaster_id: str


def most_watched(call: Call) -> list[Stream]:
    """Every live stream, most watched first."""
    live = [stream for stream in call.book(Broadcasts).live.values() if call.world.user_with(stream.user_id)]
    return sorted(live, key=lambda stream: (-stream.viewers, stream.id))


def get_streams(call: Call) -> Mapping[str, object]:
    """GET /helix/streams."""
    asked = call.query(_Query)
    logins = {login.lower() for login in asked.user_login}
    people = set(asked.user_id)
    people |= {user.id for login in logins if (user := call.world.user_called(login))}
    rows = [
        row
        for stream in most_watched(call)
        if (not (asked.user_id or logins) or stream.user_id in people)
        and (row := encode(call, stream))
        and (not asked.game_id or row["game_id"] in asked.game_id)
        and (not asked.language or row["language"] in asked.language)
    ]
    shown, pagination = page(rows, asked)
    return {"data": shown, "pagination": pagination}


def get_followed_streams(call: Call) -> Mapping[str, object]:
    """GET /helix/streams/followed."""
    asked = call.query(_Followed)
    followed = {broadcaster_id for broadcaster_id, _ in call.book(Follows).followed(asked.user_id)}
    chosen = [stream for stream in most_watched(call) if stream.user_id in followed]
    rows, pagination = page(chosen, asked)
    return {"data": [encode(call, stream) for stream in rows], "pagination": pagination}


def get_stream_key(call: Call) -> Mapping[str, object]:
    """GET /helix/streams/key."""
    channel = known(call, call.query(_Key).broadcaster_id)
    return {"data": [{"stream_key": stream_key(call.world, channel.id)}]}


def encode(call: Call, stream: Stream) -> Mapping[str, object]:
    """A live stream as Helix writes it."""
    user = known(call, stream.user_id)
    channel = call.book(Channels).of(user)
    game = call.world.games.get(channel.game_id)
    preview = f"/previews-ttv/live_user_{user.login}-{{width}}x{{height}}.jpg"
    return {
        "id": stream.id,
        "user_id": user.id,
        "user_login": user.login,
        "user_name": user.display_name,
        "game_id": game.id if game else "",
        "game_name": game.name if game else "",
        "type": "live",
        "title": channel.title,
        "tags": channel.tags,
        "viewer_count": stream.viewers,
        "started_at": rfc3339(stream.started_at),
        "language": channel.language,
        "thumbnail_url": call.links.to(PICTURES, preview),
        "tag_ids": [],
        "is_mature": False,
    }


ROUTES: Routes = {
    ("GET", "/helix/streams"): Route(answer=get_streams),
    ("GET", "/helix/streams/followed"): Route(
        answer=get_followed_streams, tokens=USER, scopes=("user:read:follows",), owner="user_id"
    ),
    ("GET", "/helix/streams/key"): Route(
        answer=get_stream_key, tokens=USER, scopes=("channel:read:stream_key",), owner="broadcaster_id"
    ),
}
