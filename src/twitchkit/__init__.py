"""Twitch tokens, the Twitch API and Twitch clips.

Start with `Twitch` or `AsyncTwitch`; requests are in `twitchkit.helix`, errors in `twitchkit.errors`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from twitchkit.version import __version__

if TYPE_CHECKING:
    from twitchkit.client.async_twitch import AsyncTwitch
    from twitchkit.client.twitch import Twitch
    from twitchkit.errors import TwitchkitError
    from twitchkit.secret import Secret

__all__ = ["AsyncTwitch", "Secret", "Twitch", "TwitchkitError", "__version__"]

_HOMES = {
    "AsyncTwitch": "twitchkit.client.async_twitch",
    "Secret": "twitchkit.secret",
    "Twitch": "twitchkit.client.twitch",
    "TwitchkitError": "twitchkit.errors",
}


def __getattr__(name: str) -> Any:
    try:
        home = _HOMES[name]
    except KeyError:
        raise AttributeError(f"module 'twitchkit' has no attribute {name!r}") from None
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return __all__
