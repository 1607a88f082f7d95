"""The secrets that an extension signs its tokens with."""

from __future__ import annotations

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Moment, Row, Several, TidyRow
from twitchkit.helix.rules import Between
from twitchkit.secret import Secret


class ExtensionSecret(Row, frozen=True, kw_only=True):
    """One of them.

    Args:
        content: the secret, base64.
    """

    content: Secret
    active_at: Moment
    expires_at: Moment


class ExtensionSecrets(TidyRow, frozen=True, kw_only=True):
    """An extension's secrets."""

    null_is_empty = ("secrets",)

    format_version: int = 0
    secrets: Several[ExtensionSecret] = ()


class GetExtensionSecrets(Endpoint[ExtensionSecrets], frozen=True, kw_only=True):
    """The secrets that an extension signs its tokens with.

    Takes a JWT signed with the extension's secret in place of a token.

    Args:
        extension_id: the extension.

    Source: dev.twitch.tv/docs/api/reference#get-extension-secrets
    """

    operation = "get_extension_secrets"
    path = "/extensions/jwt/secrets"
    tokens = ("extension-jwt",)
    row = ExtensionSecrets

    extension_id: str


class CreateExtensionSecret(Endpoint[ExtensionSecrets], frozen=True, kw_only=True):
    """Makes a new secret; the old ones go on for a while.

    Takes a JWT signed with the extension's secret in place of a token.

    Args:
        extension_id: the extension.
        delay: seconds until the new one is used, 300 or more, Twitch's default is 300.

    Source: dev.twitch.tv/docs/api/reference#create-extension-secret
    """

    operation = "create_extension_secret"
    method = "POST"
    path = "/extensions/jwt/secrets"
    tokens = ("extension-jwt",)
    row = ExtensionSecrets
    rules = (Between("delay", 300),)

    extension_id: str
    delay: int | None = None
