"""Twitch's API (Helix) as values: one frozen class per endpoint, with `request()` and `parse()`.

Rules for this folder: pure; an endpoint's facts stand in its class and nowhere else; sets that Twitch owns
stay open; names are Twitch's.  Endpoint classes are imported when first asked for; `__init__.pyi` tells type
checkers of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from twitchkit.helix.catalogue import CLASSES, ENDPOINTS
from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.facts import Grant, Quota
from twitchkit.helix.page import Done, Page, Single, Text
from twitchkit.helix.ratelimit import RateLimit
from twitchkit.helix.unlisted import RawPage, unlisted

_ALWAYS = (ENDPOINTS, Command, Done, Endpoint, Grant, Page, Quota, RateLimit, RawPage, Single, Text)

__all__ = sorted(  # noqa: PLE0605  # pyright: ignore[reportUnsupportedDunderAll]
    [
        "ENDPOINTS",
        unlisted.__name__,
        *(one.__name__ for one in _ALWAYS if isinstance(one, type)),
        *CLASSES,
    ]
)


def __getattr__(name: str) -> Any:
    try:
        module = CLASSES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(import_module(f"twitchkit.helix.endpoints.{module}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *CLASSES})
