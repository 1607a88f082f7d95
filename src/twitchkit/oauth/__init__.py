"""Twitch's tokens, as pure protocol: what is asked, and what the answers mean.

Rules for this folder: no I/O, clock or randomness; the time is handed in.  Secrets travel in form bodies,
never in a URL.  Names are those of RFC 6749.
"""

from twitchkit.oauth.app import App
from twitchkit.oauth.client_credentials import request_app_token
from twitchkit.oauth.token import Token
from twitchkit.oauth.vault import Lease, Vault

__all__ = ["App", "Lease", "Token", "Vault", "request_app_token"]
