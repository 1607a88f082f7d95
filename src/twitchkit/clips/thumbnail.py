"""The address of a clip's file, guessed from the address of its thumbnail."""

from __future__ import annotations

import re

from twitchkit.clips.media_url import MediaUrl
from twitchkit.clips.unofficial import LEGACY_HOST, LEGACY_HOST_FIRST, STATIC_HOST, STATIC_LEGACY_PREFIX

_KEY = r"(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)?(?!-social-preview)[A-Za-z0-9_-](?:[A-Za-z0-9_.|-]|%7[Cc])*?"
_THUMBNAIL = re.compile(rf"(?P<key>{_KEY})(?:-social)?-preview(?:-[0-9]+x[0-9]+)?\.jpg")


def derive_mp4(thumbnail_url: str) -> str | None:
    """Where the file of a clip from before August 2024 may lie, or None when the thumbnail tells nothing.

    A guess until the first bytes prove it: such names have given JPEGs, 404 and 403 (observed 2024-26).
    On a stand-in, `http://127.0.0.1:PORT/TWITCH-HOST/…`, the answer stays on that stand-in.

    Source: observed; see `unofficial.py` for hosts and dates.
    """
    media = MediaUrl.read(_as_https(thumbnail_url))
    if media is None or "?" in thumbnail_url or "#" in thumbnail_url:
        return None
    # Twitch: pictures moved to the static host in 2024 keep their keys; files did not move with them.
    host = {LEGACY_HOST_FIRST: LEGACY_HOST_FIRST, LEGACY_HOST: LEGACY_HOST, STATIC_HOST: LEGACY_HOST}.get(
        media.host
    )
    path = media.path
    if media.host == STATIC_HOST:
        if not path.startswith(STATIC_LEGACY_PREFIX):
            return None
        path = path.removeprefix(STATIC_LEGACY_PREFIX)
    found = _THUMBNAIL.fullmatch(path)
    if host is None or found is None:
        return None
    return media.elsewhere(host, found["key"].replace("|", "%7C") + ".mp4")


def _as_https(url: str) -> str:
    # Old records name these hosts with http; they answer on https.
    for host in (LEGACY_HOST_FIRST, LEGACY_HOST, STATIC_HOST):
        if url.startswith(f"http://{host}/"):
            return "https" + url.removeprefix("http")
    return url
