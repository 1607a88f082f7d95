"""Who may pass with the `helixToken` that Twitch's helper hands to an extension's page (auth.md §5)."""

from __future__ import annotations

import base64
from typing import Final

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.world import User, World
from twitchkit.simulator.world.extensions import Extensions

SCHEME: Final = "Extension"
LIFETIME_S: Final = 3600
"""About an hour (twitchdev/issues#814)."""
CALLS_A_MINUTE: Final = 30
ALGORITHM: Final = "HS256"


def helix_token(world: World, viewer: User, channel: User) -> str:
    """What the helper hands to the page of the app's extension, when `viewer` watches `channel`."""
    from joserfc.jwk import OctKey
    from joserfc.jwt import encode

    now_s = int(world.clock.now().timestamp())
    claims = {
        "exp": now_s + LIFETIME_S,
        "iat": now_s,
        "opaque_user_id": f"U{viewer.id}",
        "user_id": viewer.id,
        "channel_id": channel.id,
        "role": "broadcaster" if viewer.id == channel.id else "viewer",
        "is_unlinked": False,
    }
    return encode({"alg": ALGORITHM}, claims, OctKey.import_key(_keys(world)[0]), algorithms=[ALGORITHM])


def admit_viewer(world: World, asked: Asked, token: str) -> Grant:
    """The viewer whom the page's token stands for: a user without any scope.

    Raises:
        Refused: 401; Twitch's words for it are not known.
    """
    from joserfc.errors import JoseError
    from joserfc.jwk import OctKey
    from joserfc.jwt import decode

    now = world.clock.now()
    for key in _keys(world):
        try:
            claims = decode(token, OctKey.import_key(key), algorithms=[ALGORITHM]).claims
        except (JoseError, ValueError, RecursionError):
            continue
        ends, viewer = claims.get("exp"), world.user_with(str(claims.get("user_id", "")))
        if not isinstance(ends, int) or ends <= now.timestamp() or viewer is None:
            break
        if asked.headers.get("client-id", "") != world.book(Extensions).own.id:
            raise Refused(401, "Client ID and JWT token do not match")
        return Grant(
            client_id=world.app.client_id, user_id=viewer.id, scopes=(), issued_at=now, expires_at=None
        )
    raise Refused(401, "JWT token is invalid")


def _keys(world: World) -> list[bytes]:
    """Those that sign now, the newest first."""
    now = world.clock.now()
    secrets = world.book(Extensions).valid_secrets(now)
    return [base64.b64decode(secret.content) for secret in reversed(secrets) if secret.active_at <= now]
