"""The client of the commands that act as an account."""

from __future__ import annotations

import os

from twitchkit.client.acting import DEFAULT_ACCOUNT
from twitchkit.client.twitch import Twitch


def face(account: str | None) -> Twitch:
    """The client, acting as `account`, or as the one that the environment names, or as `default`."""
    return Twitch(account=account or os.environ.get("TWITCHKIT_ACCOUNT") or DEFAULT_ACCOUNT)
