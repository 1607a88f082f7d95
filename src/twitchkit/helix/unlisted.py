"""Calls of endpoints that are not in `ENDPOINTS`: newer than this twitchkit, or removed from it."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Self, cast

import msgspec

from twitchkit.errors import InvalidRequest
from twitchkit.helix.endpoint import PREFIX, Endpoint
from twitchkit.helix.page import Page, Pagination, read_cursor
from twitchkit.shape import ready

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class RawPage(Page[Any], frozen=True, kw_only=True):
    """Rows as JSON has them.

    An answer of another shape is a page of one row, or of one text when it is no JSON; an empty one has none.
    """

    @classmethod
    def read(cls, body: bytes, row: type[Any]) -> Self:
        """The page that the body of a good answer spells."""
        if not body:
            return cls()
        try:
            envelope = msgspec.json.decode(body, type=ready(_Envelope))
        except msgspec.ValidationError:
            return cls(data=(msgspec.json.decode(body),))
        except msgspec.DecodeError:
            return cls(data=(body.decode(errors="replace"),))
        data = envelope.data
        rows = cast("list[Any]", data) if isinstance(data, list) else [] if data is None else [data]
        return cls(data=tuple(rows), cursor=read_cursor(envelope.pagination), total=envelope.total)


class _Envelope(msgspec.Struct):
    data: object
    pagination: Pagination | str | None = None
    total: int | None = None


class _Unlisted(Endpoint[Any, RawPage], frozen=True, kw_only=True):
    row = dict
    page = RawPage

    query: Sequence[tuple[str, str]] = ()
    said: Mapping[str, Any] | None = None
    after: str | None = None

    def __post_init__(self) -> None:
        """Nothing is known that could be checked."""

    def query_pairs(self) -> list[tuple[str, str]]:
        """As they were given."""
        return [*self.query, *([("after", self.after)] if self.after else [])]

    def body(self) -> bytes | None:
        """As it was given."""
        return None if self.said is None else msgspec.json.encode(self.said)

    def content(self, *, reveal: bool) -> dict[str, Any]:
        """As it was given."""
        return dict(self.said or {})


def unlisted(
    method: str, path: str, query: Sequence[tuple[str, str]] = (), body: Mapping[str, Any] | None = None
) -> Endpoint[Any, RawPage]:
    """A request to any path of Helix, sent as it is given: nothing is checked, rows come as JSON has them.

    Args:
        method: GET, POST, PUT, PATCH or DELETE.
        path: with or without `/helix`.
        query: pairs; names may repeat.  Without `after`: paging adds it.
        body: of the JSON body, None for none.

    Raises:
        InvalidRequest: a method or a path that cannot be sent.

    Example:
        >>> unlisted("GET", "/users", [("login", "twitchdev")]).request().url
        'https://api.twitch.tv/helix/users?login=twitchdev'
    """
    verb, below = method.upper(), "/" + path.removeprefix("/").removeprefix(PREFIX[1:] + "/").strip("/")
    if verb not in METHODS:
        rule = f"one of {', '.join(METHODS)}, not {method!r}"
        raise InvalidRequest(operation=f"{method} {below}", parameter="method", rule=rule)
    if not below.isascii() or not below.isprintable() or set(below) & set(" ?#\\") or ".." in below:
        rule = f"a path below /helix, such as /users, not {below!r}"
        raise InvalidRequest(operation=f"{verb} /helix", parameter="path", rule=rule)
    return _kind(verb, below)(query=tuple(query), said=body)


@cache
def _kind(verb: str, below: str) -> type[_Unlisted]:
    facts = {"method": verb, "path": below, "operation": f"{verb} {below}", "paged": verb == "GET"}
    options = {"frozen": True, "kw_only": True}
    return types.new_class("Unlisted", (_Unlisted,), options, lambda body: body.update(facts))
