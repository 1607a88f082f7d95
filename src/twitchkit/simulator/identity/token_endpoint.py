"""POST /oauth2/token: one function for each grant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.identity.app import App
from twitchkit.simulator.identity.landing import MISMATCH
from twitchkit.simulator.identity.ledger import Pair
from twitchkit.simulator.identity.openid import id_token
from twitchkit.simulator.identity.parameters import body_kind, client, parameters
from twitchkit.simulator.identity.refusal import Refused
from twitchkit.simulator.identity.scopes import split_scopes, unknown_scope
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import World

DEVICE_GRANT: Final = "urn:ietf:params:oauth:grant-type:device_code"
SLOWER_BY_S: Final = 5
Given = Mapping[str, str]
Tokens = Mapping[str, object]


def tokens(world: World, asked: Asked, links: Links) -> Tokens:
    """The answer's JSON.

    Raises:
        Refused: with Twitch's words, where they are known.
        TooManyTokens: see `Ledger.pair`.
    """
    given = parameters(asked)
    app = client(world, given)
    kind = given.get("grant_type", "")
    if not kind:
        raise Refused(400, "missing grant type")
    grant = GRANTS.get(kind)
    if grant is None:
        raise Refused(400, "invalid grant type")
    if kind == "refresh_token" and _is_refused_multipart(world, app, asked):
        raise Refused(400, "Invalid refresh token", named=True)
    return grant(world, app, given, links)


def _client_credentials(world: World, app: App, given: Given, _links: Links) -> Tokens:
    _check_secret(app, given)
    # Twitch: scopes of app tokens are not granted, but must exist (tests of nicklaw5/helix).
    if (unknown := unknown_scope(split_scopes(given.get("scope", "")))) is not None:
        raise Refused(400, f"invalid scope requested: '{unknown}'")
    text, grant = world.tokens.issue_app(app.client_id)
    return {
        "access_token": text,
        "expires_in": grant.expires_in_s(world.clock.now()),
        "token_type": "bearer",
    }


def _authorization_code(world: World, app: App, given: Given, links: Links) -> Tokens:
    _check_secret(app, given)
    text = given.get("code", "")
    code = world.ledger.codes.look_up(text)
    user = world.user_with(code.user_id) if code else None
    if code is None or user is None or code.client_id != app.client_id:
        raise Refused(400, "Invalid authorization code")
    if given.get("redirect_uri") != code.redirect_uri:
        raise Refused(400, MISMATCH)
    pair = world.ledger.pair(app, user.id, code.scopes, claims=code.claims)
    world.ledger.codes.use(text)
    answer = _shown(world, pair)
    if "openid" in code.scopes:
        answer["id_token"] = id_token(
            world,
            client_id=app.client_id,
            user=user,
            scopes=code.scopes,
            nonce=code.nonce,
            claims=code.id_claims,
            links=links,
        )
    return answer


def _refresh(world: World, app: App, given: Given, _links: Links) -> Tokens:
    text = given.get("refresh_token", "")
    if not text:
        raise Refused(400, "missing refresh token")
    if not app.is_public:
        _check_secret(app, given)
    pair = world.ledger.refresh(app, text)
    if pair is None:
        left = world.ledger.refreshes.has_left(text)
        is_own = left is not None and left.client_id == app.client_id
        status = world.ledger.quirks.disconnected_status if is_own else 400
        raise Refused(status, "Invalid refresh token", named=True)
    answer = _shown(world, pair)
    if world.ledger.quirks.refresh_hides_expiry:
        del answer["expires_in"]
    return answer


def _device(world: World, app: App, given: Given, _links: Links) -> Tokens:
    ledger = world.ledger
    device = ledger.devices.look_up(given.get("device_code", ""))
    if device is None or device.client_id != app.client_id:
        raise Refused(400, "invalid device code")
    if device.allowed is None:
        repeated = frozenset(split_scopes(given.get("scopes", ""))) == frozenset(device.scopes)
        if ledger.quirks.poll_repeats_scopes and not repeated:
            raise Refused(400, "invalid device code")
        if device.is_too_fast(world.clock.now()) and ledger.quirks.slow_down:
            device.interval_s += SLOWER_BY_S
            raise Refused(400, "slow_down")
        raise Refused(400, "authorization_pending")
    if not device.allowed or device.user_id is None:
        raise Refused(400, ledger.quirks.device_refusal)
    pair = ledger.pair(app, device.user_id, device.scopes)
    ledger.devices.end(device)
    answer = _shown(world, pair)
    if not device.scopes:
        # Twitch: the key is absent then (twitchdev/issues#1037).
        del answer["scope"]
    return answer


GRANTS: Mapping[str, Callable[[World, App, Given, Links], Tokens]] = {
    "client_credentials": _client_credentials,
    "authorization_code": _authorization_code,
    "refresh_token": _refresh,
    DEVICE_GRANT: _device,
}


def _check_secret(app: App, given: Given) -> None:
    secret = given.get("client_secret", "")
    if not secret:
        raise Refused(400, "missing client secret")
    if not app.knows(secret):
        raise Refused(403, "invalid client secret")


def _is_refused_multipart(world: World, app: App, asked: Asked) -> bool:
    is_multipart = body_kind(asked) == "multipart/form-data"
    return is_multipart and app.is_public and world.ledger.quirks.refused_multipart


def _shown(world: World, pair: Pair) -> dict[str, object]:
    return {
        "access_token": pair.access_token,
        "expires_in": pair.grant.expires_in_s(world.clock.now()),
        "refresh_token": pair.refresh_token,
        # Twitch: a list, where RFC 6749 §5.1 wants a text.
        "scope": list(pair.grant.scopes),
        "token_type": "bearer",
    }
