"""Signs the token that an extension's backend sends with one call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from twitchkit.client.settings import Settings
from twitchkit.errors import MissingCredentials, MissingExtensionSecret
from twitchkit.helix import Endpoint
from twitchkit.helix.endpoints.extension_messages import SendExtensionPubsubMessage
from twitchkit.oauth import App, Token
from twitchkit.oauth.extension import sign_extension_token
from twitchkit.oauth.extension.signing import LIFETIME
from twitchkit.secret import Secret


def extension_token(
    endpoint: Endpoint[Any, Any], app: App | None, settings: Settings, *, now: datetime
) -> Token:
    """A token for `endpoint` alone: for its channel, and to send to its targets.

    Args:
        app: the extension; it has a client id like any app.

    Raises:
        MissingCredentials: no client id is known.
        MissingExtensionSecret: no secret or no owner is known.
        InvalidSetting: the secret is no base64.
        MissingExtra: the extra `openid` is not installed.
    """
    if app is None:
        raise MissingCredentials(missing=["TWITCH_CLIENT_ID"])
    secret, owner = settings.extension_secret, settings.extension_owner_id
    if secret is None or owner is None:
        wanted = {"TWITCH_EXTENSION_SECRET": secret, "TWITCH_EXTENSION_OWNER_ID": owner}
        missing = [name for name, value in wanted.items() if value is None]
        raise MissingExtensionSecret(operation=endpoint.operation, missing=missing)
    sends = endpoint if isinstance(endpoint, SendExtensionPubsubMessage) else None
    everywhere = sends is not None and bool(sends.is_global_broadcast)
    signed = sign_extension_token(
        Secret(secret.reveal().split()[0]),
        user_id=owner,
        now=now,
        channel_id="all" if everywhere else getattr(endpoint, "broadcaster_id", None),
        send=tuple(sends.target) if sends else (),
    )
    return Token(access_token=signed, client_id=app.client_id, issued_at=now, expires_at=now + LIFETIME)
