"""All pages of one request: where to go on, and when it is really the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

import msgspec

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.page import Page

P = TypeVar("P", bound=Page[Any])


class Walk(Generic[P]):
    """Follows cursors until the end, dropping rows that Twitch repeats.

    Lists sorted by something that moves (views, viewers) repeat rows between pages, and some cursors never
    end (twitchdev/issues#1045, #1188).  The end is: no cursor, a cursor seen before, or a page with no new
    row.  A short page is not the end (#240).
    """

    def __init__(self, request: Endpoint[Any, P]) -> None:
        self._next: Endpoint[Any, P] | None = request
        self._cursors: set[str] = set()
        self._keys: set[Any] = set()

    @property
    def request(self) -> Endpoint[Any, P] | None:
        """The next request to send, None at the end."""
        return self._next

    def take(self, page: P) -> P:
        """The rows of `page` not seen before, all else as it is; moves on."""
        sent = self._next
        assert sent is not None, "a page was taken after the end"
        if not sent.paged:
            self._next = None
            return page
        keys = _keys(page.data)
        before = self._keys.intersection(keys)
        known = len(self._keys)
        self._keys.update(keys)
        if len(self._keys) - known == len(keys):
            fresh = page.data
        else:
            fresh = tuple(_first_ones(keys, page.data, before))
        if page.cursor and fresh and page.cursor not in self._cursors:
            self._cursors.add(page.cursor)
            self._next = sent.after_cursor(page.cursor)
        else:
            self._next = None
        return page if fresh is page.data else msgspec.structs.replace(page, data=fresh)


def _first_ones(keys: list[Any], rows: tuple[Any, ...], before: set[Any]) -> Iterator[Any]:
    """The rows whose key is not one from before, each key once."""
    for key, row in zip(keys, rows, strict=True):
        if key not in before:
            before.add(key)
            yield row


def _keys(rows: tuple[Any, ...]) -> list[Any]:
    if rows and hasattr(rows[0], "id"):
        return [row.id for row in rows]
    # Rows of an endpoint that is not listed are whatever JSON has.
    return [msgspec.json.encode(row) if isinstance(row, dict | list) else row for row in rows]
