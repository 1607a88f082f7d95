"""OpenID Connect: who logged in, signed by Twitch.

Rules for this folder: signatures are checked by joserfc (extra `openid`), imported then and not before;
what is not verified is never handed out as an identity.
Source: dev.twitch.tv/docs/authentication/getting-tokens-oidc/, OpenID Connect Core 1.0.
"""

from twitchkit.oauth.authorize import Claims
from twitchkit.oauth.openid.discovery import ALGORITHM, ISSUER, Endpoints, endpoints
from twitchkit.oauth.openid.id_token import Verified, verify_id_token
from twitchkit.oauth.openid.identity import Identity
from twitchkit.oauth.openid.keys import PublicKeys, fetch_keys
from twitchkit.oauth.openid.userinfo import userinfo

__all__ = [
    "ALGORITHM",
    "ISSUER",
    "Claims",
    "Endpoints",
    "Identity",
    "PublicKeys",
    "Verified",
    "endpoints",
    "fetch_keys",
    "userinfo",
    "verify_id_token",
]
