"""What stands behind each path of id.twitch.tv, and behind www.twitch.tv's page for devices."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.identity.activation import begin_device, hear_device, show_device
from twitchkit.simulator.identity.authorize import ask_person, hear_person
from twitchkit.simulator.identity.ledger import TooManyTokens
from twitchkit.simulator.identity.openid import discovery, keys, userinfo
from twitchkit.simulator.identity.parameters import parameters
from twitchkit.simulator.identity.refusal import Refused, refusal
from twitchkit.simulator.identity.token_endpoint import tokens
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import World

Door = Callable[[World, Asked, Links], Answer]
TOO_MANY = "too many valid access tokens"
"""Twitch's words are not known."""


def token(world: World, asked: Asked, links: Links) -> Answer:
    """POST /oauth2/token."""
    return json_answer(tokens(world, asked, links), newline=True)


def validate(world: World, asked: Asked, _links: Links) -> Answer:
    """GET /oauth2/validate."""
    scheme, _, text = asked.headers.get("authorization", "").partition(" ")
    if scheme.lower() not in {"oauth", "bearer"} or not text.strip():
        raise Refused(401, "missing authorization token")
    grant = world.tokens.look_up(text.strip())
    user = world.user_with(grant.user_id) if grant and grant.user_id else None
    if grant is None or (grant.user_id and user is None):
        raise Refused(401, "invalid access token")
    quirks = world.ledger.quirks
    login: dict[str, object] = {"login": user.login} if user else {}
    user_id: dict[str, object] = {"user_id": user.id} if user else {}
    if user is None and quirks.app_names_nobody:
        login, user_id = {"login": None}, {"user_id": None}
    # Twitch: null rather than an empty list (recorded 2021 for app tokens, 2025 for user tokens).
    none: list[str] | None = None if quirks.no_scopes == "null" else []
    return json_answer(
        {
            "client_id": grant.client_id,
            **login,
            "scopes": list(grant.scopes) or none,
            **user_id,
            "expires_in": grant.expires_in_s(world.clock.now()),
        },
        newline=True,
    )


def revoke(world: World, asked: Asked, _links: Links) -> Answer:
    """POST /oauth2/revoke: an access token; the refresh token that came with it lives on."""
    given = parameters(asked)
    if not given.get("client_id"):
        raise Refused(400, "missing client id")
    if not given.get("token"):
        raise Refused(400, "missing oauth token")
    if world.app_called(given["client_id"]) is None:
        raise Refused(404, "client does not exist")
    grant = world.tokens.look_up(given["token"])
    if grant is None or grant.client_id != given["client_id"]:
        if world.ledger.quirks.revoke_forgives:
            return Answer()
        raise Refused(400, "Invalid token")
    world.tokens.revoke(given["token"])
    return Answer()


DOORS: Mapping[tuple[str, str], Door] = {
    ("GET", "/activate"): lambda world, asked, _: show_device(world, asked),
    ("POST", "/activate"): lambda world, asked, _: hear_device(world, asked),
    ("GET", "/oauth2/authorize"): ask_person,
    ("POST", "/oauth2/authorize"): hear_person,
    ("POST", "/oauth2/token"): token,
    ("POST", "/oauth2/device"): lambda world, asked, _: begin_device(world, asked),
    ("GET", "/oauth2/validate"): validate,
    ("POST", "/oauth2/revoke"): revoke,
    ("GET", "/oauth2/userinfo"): userinfo,
    ("GET", "/oauth2/keys"): lambda world, _, __: keys(world),
    ("GET", "/oauth2/.well-known/openid-configuration"): lambda _, asked, __: discovery(asked),
}


def identity(world: World, asked: Asked, links: Links) -> Answer:
    """Whatever is asked of id.twitch.tv; the wrong method is answered like the wrong path, with 404."""
    door = DOORS.get((asked.method, asked.path))
    if door is None:
        return Answer(status=404)
    try:
        return door(world, asked, links)
    except Refused as refused:
        return refusal(refused.status, refused.message, named=refused.named)
    except TooManyTokens:
        return refusal(400, TOO_MANY)
