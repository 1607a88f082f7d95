"""Kraken, Twitch's API until February 2022, for people who hold old code.

Rules for this folder: what the old protocol was, and what each piece is today.  Nothing here works against
today's Twitch; a simulator serves it.  Source: justintv/Twitch-API at 9991b56 (2017-03).
"""

from twitchkit.oauth.kraken.authorize import (
    authorize_kraken,
    exchange_kraken_code,
    modern_authorize_url,
    read_kraken_redirect,
)
from twitchkit.oauth.kraken.calls import ModernCall, modern_call
from twitchkit.oauth.kraken.carriage import Carriage, carry
from twitchkit.oauth.kraken.migration import Migration, OldScope, migrate

__all__ = [
    "Carriage",
    "Migration",
    "ModernCall",
    "OldScope",
    "authorize_kraken",
    "carry",
    "exchange_kraken_code",
    "migrate",
    "modern_authorize_url",
    "modern_call",
    "read_kraken_redirect",
]
