"""All pages of one request: where to go on, and when it is really the end."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.page import Page

T = TypeVar("T")


class Walk(Generic[T]):
    """Follows cursors until the end, dropping rows that Twitch repeats.

    Lists sorted by something that moves (views, viewers) repeat rows between pages, and some cursors never
    end (twitchdev/issues#1045, #1188).  The end is: no cursor, a cursor seen before, or a page with no new
    row.  A short page is not the end (#240).
    """

    def __init__(self, request: Endpoint[T]) -> None:
        self._next: Endpoint[T] | None = request
        self._cursors: set[str] = set()
        self._keys: set[Any] = set()

    @property
    def request(self) -> Endpoint[T] | None:
        """The next request to send, None at the end."""
        return self._next

    def take(self, page: Page[T]) -> Page[T]:
        """The rows of `page` not seen before; moves on."""
        sent = self._next
        assert sent is not None, "a page was taken after the end"
        fresh: list[T] = []
        for row in page:
            key = getattr(row, "id", row)
            if key not in self._keys:
                self._keys.add(key)
                fresh.append(row)
        if page.cursor and fresh and page.cursor not in self._cursors:
            self._cursors.add(page.cursor)
            self._next = sent.after_cursor(page.cursor)
        else:
            self._next = None
        return Page(data=tuple(fresh), cursor=page.cursor, total=page.total)
