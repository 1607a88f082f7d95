"""What one call of an endpoint answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar, overload

import msgspec

T = TypeVar("T")


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """The rows of one answer, in Twitch's order; iterable, with a length and an index.

    Args:
        data: the rows.  Twitch's `null` is read as none (twitchdev/issues#215, #238, #495).
        cursor: opaque, for the next page; None at the end.
        total: Twitch's count where an endpoint has one; it may change between pages.
    """

    data: tuple[T, ...] = ()
    cursor: str | None = None
    total: int | None = None

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self.data[index]


def merge(pages: Sequence[Page[T]]) -> Page[T]:
    """The rows of several answers to one split request, in the order of the request; one page as it is."""
    if len(pages) == 1:
        return pages[0]
    return Page(data=tuple(row for page in pages for row in page))
