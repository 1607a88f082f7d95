"""What an app asks a person for, read from the query of `/oauth2/authorize`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from twitchkit.shape import ready
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.identity.app import App
from twitchkit.simulator.identity.refusal import Refused
from twitchkit.simulator.identity.scopes import split_scopes, unknown_scope
from twitchkit.simulator.world import World

RESPONSE_TYPES: Final = frozenset(
    {
        frozenset({"code"}),
        frozenset({"token"}),
        frozenset({"id_token"}),
        frozenset({"token", "id_token"}),
        frozenset({"code", "id_token"}),
    }
)
CLAIMS: Final = ("email", "email_verified", "picture", "preferred_username", "updated_at")
"""Those that are told on request only."""


class RedirectMismatch(Exception):
    """The redirect URI is not the app's.

    Args:
        state: to be handed on.
    """

    def __init__(self, app: App, state: str | None) -> None:
        super().__init__("redirect_mismatch")
        self.app = app
        self.state = state


class _Claims(msgspec.Struct):
    id_token: dict[str, object] | None = None
    userinfo: dict[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorization:
    """A request that a person may decide.

    Args:
        wanted: parts of `response_type`.
        state: None when none was sent.
        id_claims: wanted in the ID token; `claims` are those for userinfo.
    """

    app: App
    redirect_uri: str
    wanted: frozenset[str]
    scopes: tuple[str, ...]
    state: str | None
    nonce: str | None
    force_verify: bool
    id_claims: tuple[str, ...]
    claims: tuple[str, ...]


def read_authorization(world: World, asked: Asked, *, kraken: bool = False) -> Authorization:
    """The request in `asked`'s query.

    Raises:
        Refused: it is broken; the person sees why, the app is not told.
        RedirectMismatch: the app has not registered that redirect URI.
    """
    given = dict(asked.query)
    if not given.get("client_id"):
        raise Refused(400, "missing client id")
    app = world.app_called(given["client_id"])
    if app is None:
        raise Refused(400, "invalid client")
    if not app.may_redirect_to(given.get("redirect_uri", "")):
        raise RedirectMismatch(app, given.get("state"))
    wanted = frozenset(given.get("response_type", "").split())
    if not wanted:
        raise Refused(400, "missing response type")
    if wanted not in RESPONSE_TYPES:
        raise Refused(400, "invalid response type")
    scopes = split_scopes(given.get("scope", ""))
    if (unknown := unknown_scope(scopes, kraken=kraken)) is not None:
        raise Refused(400, f"invalid scope requested: '{unknown}'")
    if "id_token" in wanted and "openid" not in scopes:
        raise Refused(400, "missing openid scope")
    force_verify = given.get("force_verify") == "true"
    if "openid" in scopes and world.ledger.quirks.ignore_force_verify_with_openid:
        force_verify = False
    id_claims, claims = _claims(given, scopes)
    return Authorization(
        app=app,
        redirect_uri=given["redirect_uri"],
        wanted=wanted,
        scopes=scopes,
        state=given.get("state"),
        nonce=given.get("nonce"),
        force_verify=force_verify,
        id_claims=id_claims,
        claims=claims,
    )


def _claims(given: Mapping[str, str], scopes: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    text = given.get("claims")
    if not text or "openid" not in scopes:
        return (), ()
    try:
        decoded = msgspec.json.decode(text.encode("utf-8", "replace"), type=ready(_Claims))
    except (msgspec.DecodeError, RecursionError):
        raise Refused(400, "invalid claims") from None
    return _known(decoded.id_token), _known(decoded.userinfo)


def _known(claims: Mapping[str, object] | None) -> tuple[str, ...]:
    return tuple(name for name in CLAIMS if name in (claims or {}))
