"""What stands behind each path under `/oauth2/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hmac import compare_digest
from typing import Final

from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.identity.app import App
from twitchkit.simulator.identity.parameters import parameters
from twitchkit.simulator.identity.refusal import refusal
from twitchkit.simulator.world import World

DEVICE_GRANT: Final = "urn:ietf:params:oauth:grant-type:device_code"
ISSUER: Final = "https://id.twitch.tv/oauth2"
CLAIMS: Final = (
    "iss", "sub", "azp", "preferred_username", "updated_at",
    "aud", "exp", "iat", "picture", "email", "email_verified",
)  # fmt: skip
Door = Callable[[World, Asked], Answer]


def token(world: World, asked: Asked) -> Answer:
    """POST /oauth2/token."""
    given = parameters(asked)
    app = _app(world, given)
    if isinstance(app, Answer):
        return app
    kind = given.get("grant_type", "")
    match kind:
        case "client_credentials":
            return _wants_secret(app, given) or _app_token(world, app)
        case "authorization_code":
            return _wants_secret(app, given) or refusal(400, "Invalid authorization code")
        case "refresh_token":
            if not given.get("refresh_token"):
                return refusal(400, "missing refresh token")
            wants_secret = _wants_secret(app, given) if app.secret else None
            return wants_secret or refusal(400, "Invalid refresh token")
        case _ if kind == DEVICE_GRANT:
            return refusal(400, "invalid device code")
        case "":
            return refusal(400, "missing grant type")
        case _:
            return refusal(400, "invalid grant type")


def validate(world: World, asked: Asked) -> Answer:
    """GET /oauth2/validate."""
    scheme, _, text = asked.headers.get("authorization", "").partition(" ")
    if scheme.lower() not in {"oauth", "bearer"} or not text.strip():
        return refusal(401, "missing authorization token")
    grant = world.tokens.look_up(text.strip())
    if grant is None:
        return refusal(401, "invalid access token")
    user = world.user_with(grant.user_id) if grant.user_id else None
    person = {"login": user.login, "user_id": user.id} if user else {}
    return json_answer(
        {
            "client_id": grant.client_id,
            **person,
            # Twitch: null rather than an empty list (recorded 2021 for app tokens, 2025 for user tokens).
            "scopes": list(grant.scopes) or None,
            "expires_in": grant.expires_in_s(world.clock.now()),
        },
        newline=True,
    )


def revoke(world: World, asked: Asked) -> Answer:
    """POST /oauth2/revoke."""
    given = parameters(asked)
    if not given.get("client_id"):
        return refusal(400, "missing client id")
    if not given.get("token"):
        return refusal(400, "missing oauth token")
    if world.app_called(given["client_id"]) is None:
        return refusal(404, "client does not exist")
    grant = world.tokens.look_up(given["token"])
    if grant is None or grant.client_id != given["client_id"]:
        return refusal(400, "Invalid token")
    world.tokens.revoke(given["token"])
    return Answer()


def discovery(_world: World, _asked: Asked) -> Answer:
    """GET /oauth2/.well-known/openid-configuration."""
    return json_answer(
        {
            "authorization_endpoint": f"{ISSUER}/authorize",
            "claims_parameter_supported": True,
            "claims_supported": CLAIMS,
            "id_token_signing_alg_values_supported": ["RS256"],
            "issuer": ISSUER,
            "jwks_uri": f"{ISSUER}/keys",
            "response_types_supported": ["id_token", "code", "token", "code id_token", "token id_token"],
            "scopes_supported": ["openid"],
            "subject_types_supported": ["public"],
            "token_endpoint": f"{ISSUER}/token",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "userinfo_endpoint": f"{ISSUER}/userinfo",
        }
    )


DOORS: Mapping[tuple[str, str], Door] = {
    ("POST", "/oauth2/token"): token,
    ("GET", "/oauth2/validate"): validate,
    ("POST", "/oauth2/revoke"): revoke,
    ("GET", "/oauth2/.well-known/openid-configuration"): discovery,
}


def identity(world: World, asked: Asked) -> Answer:
    """Whatever is asked of id.twitch.tv; the wrong method is answered like the wrong path, with 404."""
    door = DOORS.get((asked.method, asked.path))
    return door(world, asked) if door else Answer(status=404)


def _app(world: World, given: Mapping[str, str]) -> App | Answer:
    if not given.get("client_id"):
        return refusal(400, "missing client id")
    return world.app_called(given["client_id"]) or refusal(400, "invalid client")


def _wants_secret(app: App, given: Mapping[str, str]) -> Answer | None:
    secret = given.get("client_secret", "")
    if not secret:
        return refusal(400, "missing client secret")
    if app.secret is None or not compare_digest(
        app.secret.reveal().encode(), secret.encode("utf-8", "replace")
    ):
        return refusal(403, "invalid client secret")
    return None


def _app_token(world: World, app: App) -> Answer:
    text, grant = world.tokens.issue_app(app.client_id)
    return json_answer(
        {"access_token": text, "expires_in": grant.expires_in_s(world.clock.now()), "token_type": "bearer"},
        newline=True,
    )
