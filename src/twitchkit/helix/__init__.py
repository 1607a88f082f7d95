"""Twitch's API (Helix) as values: one frozen class per endpoint, with `request()` and `parse()`.

Rules for this folder: pure; an endpoint's facts stand in its class and nowhere else; sets that Twitch owns
stay open; names are Twitch's.  Endpoint classes are imported when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from twitchkit.helix.catalogue import CLASSES, ENDPOINTS
from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.page import Page
from twitchkit.helix.ratelimit import RateLimit

if TYPE_CHECKING:
    from twitchkit.helix.endpoints.clips import Clip, ClipDownload, GetClips, GetClipsDownload
    from twitchkit.helix.endpoints.games import Game, GetGames
    from twitchkit.helix.endpoints.users import GetUsers, User
    from twitchkit.helix.endpoints.videos import GetVideos, MutedSegment, Video

__all__ = [
    "ENDPOINTS",
    "Clip",
    "ClipDownload",
    "Endpoint",
    "Game",
    "GetClips",
    "GetClipsDownload",
    "GetGames",
    "GetUsers",
    "GetVideos",
    "MutedSegment",
    "Page",
    "RateLimit",
    "User",
    "Video",
]


def __getattr__(name: str) -> Any:
    try:
        module = CLASSES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(import_module(f"twitchkit.helix.endpoints.{module}"), name)
