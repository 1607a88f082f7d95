"""Who may pass with a JWT that an extension's owner signed (auth.md §5)."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.shape import ready
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.world import World
from twitchkit.simulator.world.extensions import Extension, Extensions

ALGORITHM = "HS256"


class _Perms(msgspec.Struct):
    send: tuple[str, ...] = ()


class Claims(msgspec.Struct):
    """What a JWT says.

    Args:
        exp: Unix seconds; milliseconds, a common mistake, are past the bound.
        user_id: of the extension's owner.
        channel_id: the channel that is spoken to, or `all`.
    """

    exp: Annotated[float, Meta(gt=0, lt=100_000_000_000)]
    user_id: str = ""
    role: str = ""
    channel_id: str = ""
    pubsub_perms: _Perms = msgspec.field(default_factory=_Perms)


def admit_extension(world: World, asked: Asked) -> Grant:
    """What the request's JWT stands for: the extension, and nobody.

    Raises:
        Refused: 401.
    """
    claims_of(world, asked)
    if asked.headers.get("client-id", "") != world.book(Extensions).own.id:
        raise Refused(401, "Client ID and JWT token do not match")
    return Grant(
        client_id=world.app.client_id,
        user_id=None,
        scopes=(),
        issued_at=world.clock.now(),
        expires_at=None,
    )


def claims_of(world: World, asked: Asked) -> Claims:
    """The claims of the request's JWT, which the owner of the app's extension has signed.

    Raises:
        Refused: 401.
    """
    scheme, _, token = asked.headers.get("authorization", "").partition(" ")
    if scheme != "Bearer" or not token.strip():
        raise Refused(401, "JWT token is missing")
    extensions, now = world.book(Extensions), world.clock.now()
    for secret in extensions.valid_secrets(now):
        claims = (
            _verified(token.strip(), base64.b64decode(secret.content)) if secret.active_at <= now else None
        )
        if claims is None:
            continue
        if claims.exp <= now.timestamp():
            raise Refused(401, "JWT token is expired")
        if claims.role != "external" or claims.user_id != extensions.own.owner_id:
            raise Refused(401, "JWT token is not one of the extension's owner")
        return claims
    raise Refused(401, "JWT token is invalid")


def own_extension(call: Call, extension_id: str) -> Extension:
    """The extension of that id, which the call's JWT or app token is of.

    Raises:
        Refused: 401: it is another one.
    """
    if extension_id != call.grant.client_id:
        raise Refused(401, "The ID in extension_id must match the client ID of the token")
    found = call.book(Extensions).called(extension_id)
    if found is None:
        raise Refused(404, "The extension specified in the extension_id parameter was not found")
    return found


def _verified(token: str, key: bytes) -> Claims | None:
    """The claims, when that key signed them."""
    from joserfc.errors import JoseError
    from joserfc.jwk import OctKey
    from joserfc.jwt import decode

    try:
        told = decode(token, OctKey.import_key(key), algorithms=[ALGORITHM])
        return msgspec.convert(told.claims, ready(Claims))
    except (JoseError, ValueError, binascii.Error, msgspec.ValidationError, RecursionError):
        return None
