"""Twitch extensions: the tokens of their helper, of their own backend (EBS), and what Helix says to both.

Rules for this folder: HS256 and nothing else; signatures by joserfc (extra `openid`), imported when needed.
Source: dev.twitch.tv/docs/extensions/reference/
"""

from twitchkit.oauth.extension.calls import (
    LIMITS,
    as_backend,
    as_front_end,
    explain_extension_answer,
)
from twitchkit.oauth.extension.claims import ExtensionClaims, Role
from twitchkit.oauth.extension.signing import sign_extension_token, verify_extension_token

__all__ = [
    "LIMITS",
    "ExtensionClaims",
    "Role",
    "as_backend",
    "as_front_end",
    "explain_extension_answer",
    "sign_extension_token",
    "verify_extension_token",
]
