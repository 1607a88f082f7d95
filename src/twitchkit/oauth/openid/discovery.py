"""What `/oauth2/.well-known/openid-configuration` says, as constants.

It changes less often than it could be forged by a broken proxy, and it names neither the device endpoint nor
revocation: those are known anyway.
"""

from __future__ import annotations

import msgspec

from twitchkit.oauth.exchange import ID_URL

ISSUER = "https://id.twitch.tv/oauth2"
ALGORITHM = "RS256"
RESPONSE_TYPES = ("id_token", "code", "token", "code id_token", "token id_token")
CLAIMS = (
    "email", "email_verified", "picture", "preferred_username", "exp", "iss", "sub", "azp", "aud", "iat",
    "updated_at",
)  # fmt: skip
USERINFO_PATH = "/oauth2/userinfo"
KEYS_PATH = "/oauth2/keys"


class Endpoints(msgspec.Struct, frozen=True, kw_only=True):
    """The addresses for a base URL."""

    authorization: str
    token: str
    userinfo: str
    keys: str


def endpoints(id_url: str = ID_URL) -> Endpoints:
    """Where OpenID Connect lives below `id_url`."""
    root = id_url.rstrip("/")
    return Endpoints(
        authorization=f"{root}/oauth2/authorize",
        token=f"{root}/oauth2/token",
        userinfo=root + USERINFO_PATH,
        keys=root + KEYS_PATH,
    )
