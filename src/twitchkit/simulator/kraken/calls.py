"""A few of Kraken's calls."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.identity.parameters import body_parameters
from twitchkit.simulator.identity.refusal import Refused
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.kraken import carriage
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import User, World
from twitchkit.simulator.world.broadcasts import stream_key
from twitchkit.simulator.world.roles import Roles

WEB = "https://www.twitch.tv"
NO_TOKEN = "Token invalid or missing required scope"  # noqa: S105 - Kraken's words
Json = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call, let in.

    Args:
        owner: of the token.
        channel: named in the path; the owner's when none is.
    """

    world: World
    asked: Asked
    links: Links
    owner: User
    channel: User


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What a path wants and does; None as answer is 204."""

    method: str
    path: re.Pattern[str]
    scopes: frozenset[str]
    answer: Callable[[Call], Json | None]


def root(world: World, asked: Asked) -> Json:
    """GET /kraken: what the token is."""
    found = carriage.token(asked)
    grant = world.tokens.look_up(found) if found else None
    if grant is None:
        return {"token": {"valid": False, "user_name": None, "authorization": None}, "_links": {}}
    owner = world.user_with(grant.user_id) if grant.user_id else None
    since = _stamp(grant)
    return {
        "token": {
            "valid": True,
            "user_name": owner.login if owner else None,
            "client_id": grant.client_id,
            "authorization": {"scopes": grant.scopes, "created_at": since, "updated_at": since},
        },
        "_links": {},
    }


def call(world: World, asked: Asked, links: Links) -> Json | None:
    """The answer to one of the routes.

    Raises:
        Refused: there is no such route, or the token does not open it.
    """
    path = asked.path.rstrip("/")
    for route in ROUTES:
        match = route.path.fullmatch(path)
        if match and route.method == asked.method:
            return route.answer(_let_in(world, asked, links, route, match.groupdict().get("channel")))
    raise Refused(404, "Not found", named=True)


def _let_in(world: World, asked: Asked, links: Links, route: Route, name: str | None) -> Call:
    found = carriage.token(asked)
    grant = world.tokens.look_up(found) if found else None
    owner = world.user_with(grant.user_id) if grant and grant.user_id else None
    if grant is None or owner is None or not route.scopes & frozenset(grant.scopes):
        raise Refused(401, NO_TOKEN, named=True)
    channel: User | None = owner
    if name is not None:
        channel = world.user_with(name) if carriage.is_version_5(asked) else world.user_called(name)
    if channel is None:
        raise Refused(404, f"Channel '{name}' does not exist", named=True)
    if channel.id != owner.id:
        raise Refused(403, "You do not have access to this channel", named=True)
    return Call(world=world, asked=asked, links=links, owner=owner, channel=channel)


def _user(made: Call) -> Json:
    user = made.owner
    return {
        **_common(made, user),
        "type": "user",
        "bio": user.description,
        "email": user.email,
        "email_verified": user.email_verified,
        "partnered": user.kind == "partner",
        "notifications": {"push": False, "email": False},
    }


def _channel(made: Call) -> Json:
    user = made.channel
    return {
        **_common(made, user),
        "status": "Made up, like everything here",
        "game": None,
        "language": user.language,
        "broadcaster_language": user.language,
        "mature": False,
        "partner": user.kind == "partner",
        "followers": user.followers,
        "views": 0,
        "url": f"{WEB}/{user.login}",
        "email": user.email,
        "stream_key": stream_key(made.world, user.id),
    }


def _editors(made: Call) -> Json:
    editors = made.world.book(Roles).editors.get(made.channel.id, ())
    people = (made.world.user_with(user_id) for user_id in editors)
    return {"users": [_common(made, user) for user in people if user]}


def _change(made: Call) -> Json:
    given = body_parameters(made.asked)
    names = ("status", "game")
    changed = {name: given[f"channel[{name}]"] for name in names if f"channel[{name}]" in given}
    return {**_channel(made), **changed, "stream_key": None, "email": None}


def _nothing(_made: Call) -> None:
    return None


def _common(made: Call, user: User) -> dict[str, object]:
    created = user.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "_id": user.id if carriage.is_version_5(made.asked) else int(user.id),
        "name": user.login,
        "display_name": user.display_name,
        "logo": made.links.to(PICTURES, f"/jtv_user_pictures/{user.login}-profile_image-300x300.png"),
        "created_at": created,
        "updated_at": created,
    }


def _stamp(grant: Grant) -> str:
    return grant.issued_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _route(method: str, path: str, answer: Callable[[Call], Json | None], *scopes: str) -> Route:
    pattern = path.replace(":channel", "(?P<channel>[^/]+)")
    return Route(method=method, path=re.compile(pattern), scopes=frozenset(scopes), answer=answer)


ROUTES = (
    _route("GET", "/kraken/user", _user, "user_read", "user:read:email"),
    _route("GET", "/kraken/channel", _channel, "channel_read"),
    _route("GET", "/kraken/channels/:channel/editors", _editors, "channel_read"),
    _route("PUT", "/kraken/channels/:channel", _change, "channel_editor"),
    _route("DELETE", "/kraken/channels/:channel/stream_key", _nothing, "channel_stream"),
    _route("POST", "/kraken/channels/:channel/commercial", _nothing, "channel_commercial"),
)
