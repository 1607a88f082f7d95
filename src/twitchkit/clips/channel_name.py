"""A channel as somebody wrote it down → its login."""

from __future__ import annotations

import re

from twitchkit.clips.spelling import LOGIN, NO_CHANNELS, SITE


def read_channel(text: str) -> str | None:
    """The login that `text` names, in lower case: bare, with an @, or the address of a page of the channel.

    Returns:
        None when no channel can be called so.
    """
    bare = text.strip().removeprefix("@")
    host, _, path = re.sub(r"^https?://", "", bare, flags=re.IGNORECASE).partition("/")
    if host.lower() in SITE:
        bare = re.split(r"[/?#]", path)[0]
        if bare.lower() in NO_CHANNELS:
            return None
    return bare.lower() if LOGIN.fullmatch(bare) else None
