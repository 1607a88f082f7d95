"""OpenID Connect: ID tokens, userinfo, keys, discovery."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Final

from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.identity.refusal import Refused
from twitchkit.simulator.identity.signing_key import KEY_ID, public_key, signing_key
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import User, World

ISSUER: Final = "https://id.twitch.tv/oauth2"
OWN_HOST: Final = "id.twitch.tv"
LIFETIME_S: Final = 900
"""Of the samples in the documents."""
EMAIL_SCOPE: Final = "user:read:email"
CLAIMS: Final = (
    "iss", "sub", "azp", "preferred_username", "updated_at",
    "aud", "exp", "iat", "picture", "email", "email_verified",
)  # fmt: skip


def id_token(
    world: World,
    *,
    client_id: str,
    user: User,
    scopes: tuple[str, ...],
    nonce: str | None,
    claims: tuple[str, ...],
    links: Links,
    access_token: str | None = None,
) -> str:
    """An ID token, signed with RS256.

    Args:
        claims: those asked for, besides the usual.
        access_token: one that the browser carries along, whose hash is told then.
    """
    from joserfc import jwt

    told = {**_usual(world, client_id, user), "azp": client_id, **_extra(user, scopes, claims, links)}
    if nonce is not None:
        told["nonce"] = nonce
    if access_token is not None:
        digest = sha256(access_token.encode()).digest()
        told["at_hash"] = urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
    return jwt.encode({"alg": "RS256", "kid": KEY_ID}, told, signing_key(world.seed))


def userinfo(world: World, asked: Asked, links: Links) -> Answer:
    """GET /oauth2/userinfo.

    Raises:
        Refused: no token, a dead one, or one without `openid`; Twitch's words for the last are not known.
    """
    scheme, _, text = asked.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise Refused(401, "missing authorization token")
    grant = world.tokens.look_up(text.strip())
    user = world.user_with(grant.user_id) if grant and grant.user_id else None
    if grant is None or user is None:
        raise Refused(401, "invalid access token")
    if "openid" not in grant.scopes:
        raise Refused(401, "missing openid scope")
    usual = _usual(world, grant.client_id, user)
    return json_answer({**usual, **_extra(user, grant.scopes, grant.claims, links)}, newline=True)


def keys(world: World) -> Answer:
    """GET /oauth2/keys."""
    return json_answer({"keys": [public_key(world.seed)]}, newline=True)


def discovery(asked: Asked) -> Answer:
    """GET /oauth2/.well-known/openid-configuration: the addresses are the client's own way here."""
    base = ISSUER if asked.host == OWN_HOST else f"{asked.own_url}/oauth2"
    return json_answer(
        {
            "authorization_endpoint": f"{base}/authorize",
            "claims_parameter_supported": True,
            "claims_supported": CLAIMS,
            "id_token_signing_alg_values_supported": ["RS256"],
            "issuer": ISSUER,
            "jwks_uri": f"{base}/keys",
            "response_types_supported": ["id_token", "code", "token", "code id_token", "token id_token"],
            "scopes_supported": ["openid"],
            "subject_types_supported": ["public"],
            "token_endpoint": f"{base}/token",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "userinfo_endpoint": f"{base}/userinfo",
        }
    )


def _usual(world: World, client_id: str, user: User) -> dict[str, object]:
    now_s = int(world.clock.now().timestamp())
    return {"aud": client_id, "exp": now_s + LIFETIME_S, "iat": now_s, "iss": ISSUER, "sub": user.id}


def _extra(user: User, scopes: tuple[str, ...], claims: tuple[str, ...], links: Links) -> dict[str, object]:
    picture = links.to(PICTURES, f"/jtv_user_pictures/{user.login}-profile_image-300x300.png")
    known: dict[str, object] = {
        "picture": picture,
        "preferred_username": user.display_name,
        "updated_at": user.created_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }
    if EMAIL_SCOPE in scopes:
        known["email"] = user.email if user.email_verified else None
        known["email_verified"] = user.email_verified
    return {name: known[name] for name in claims if name in known}
