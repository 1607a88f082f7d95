"""One scope and what is known of it."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

import msgspec

from twitchkit.oauth.scopes.events import EVENTS
from twitchkit.oauth.scopes.operations import BEYOND, BOT_CHANNEL, BOT_USER, OPERATIONS
from twitchkit.oauth.scopes.table import BOT, CHAT, PERMITS, STATUS, SUPERSEDED


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """A scope.

    Args:
        name: as it is sent.
        area: Twitch's product; empty when the scope is not known.
        permits: what a user allows with it, in a few words.
        status: `current`, `partly legacy`, `legacy`, `removed`, or `unknown`.
        token: `user` for any user token, `chat` for IRC alone, `bot` for consents that let an app token act.
        endpoints: operation ids that take it, sorted.
        events: EventSub subscription types that take it.
        successors: what to ask for instead, if it is old.
    """

    name: str
    area: str = ""
    permits: str = ""
    status: str = "unknown"
    token: str = "user"  # noqa: S105 - a kind of token
    endpoints: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """False for a name that is not in the table; it may be newer than this twitchkit."""
        return self.status != "unknown"


@cache
def _known() -> dict[str, Scope]:
    opened: dict[str, set[str]] = {name: set(more) for name, more in BEYOND.items()}
    opened["user:bot"], opened["channel:bot"] = set(BOT_USER), set(BOT_CHANNEL)
    for operation, any_of in OPERATIONS.items():
        for name in any_of:
            opened.setdefault(name, set()).add(operation)
    return {
        name: Scope(
            name=name,
            area=area,
            permits=permits,
            status=STATUS.get(name, "current"),
            token="bot" if name in BOT else "chat" if name in CHAT else "user",
            endpoints=tuple(sorted(opened.get(name, ()))),
            events=EVENTS.get(name, ()),
            successors=SUPERSEDED.get(name, ()),
        )
        for area, scopes in PERMITS.items()
        for name, permits in scopes.items()
    }


def all_scopes() -> list[Scope]:
    """Every known scope, by area and name."""
    return list(_known().values())


def find_scope(name: str) -> Scope:
    """What is known of `name`; an unknown one comes back as such."""
    return _known().get(name) or Scope(name=name)


def search_scopes(text: str) -> list[Scope]:
    """The known scopes in which every word of `text` occurs: in the name, the area, what it permits, an
    endpoint or an event.  Those where the name has them come first; all when `text` is empty."""
    words = text.lower().split()

    def found_in(scope: Scope) -> str:
        return " ".join((scope.name, scope.area, scope.permits, *scope.endpoints, *scope.events)).lower()

    hits = [scope for scope in all_scopes() if all(word in found_in(scope) for word in words)]
    return sorted(hits, key=lambda scope: not all(word in scope.name for word in words))


def nearest_scopes(name: str, *, most: int = 3) -> list[str]:
    """Known scopes that `name` may have been meant for, best first; empty when it is known itself."""
    if name in _known():
        return []
    typed = name.strip().lower().replace(".", ":").replace("-", "_")
    if typed in _known():
        return [typed]
    return get_close_matches(typed, _known(), n=most, cutoff=0.7)
