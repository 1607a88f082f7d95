"""What one call of an endpoint answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Generic, Never, Self, TypeVar, overload

import msgspec
from msgspec import UNSET

from twitchkit.helix.tidying import tidy
from twitchkit.secret import Secret
from twitchkit.shape import ready
from twitchkit.wire.response import Response

T = TypeVar("T")

_NANOSECONDS = re.compile(rb'(T\d\d:\d\d:\d\d\.\d{6})\d+(?=(?:Z|[+-]\d\d:\d\d)")')


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """The rows of one answer, in Twitch's order; iterable, with a length and an index.

    Endpoints that say more than rows answer with a subclass.  Two pages are equal when they say the same,
    whatever their bytes.

    Args:
        data: the rows.  Twitch's `null` is read as none (twitchdev/issues#215, #238, #495).
        cursor: opaque, for the next page; None at the end.
        total: Twitch's count where an endpoint has one; it may change between pages.
        response: the HTTP answer with its status and headers; never shown.  None for a page that was merged
            from several, or made by hand.
    """

    data: tuple[T, ...] = ()
    cursor: str | None = None
    total: int | None = None
    response: Response | None = None

    @classmethod
    def read(cls, body: bytes, row: type[Any]) -> Self:
        """The page that the body of a good answer spells."""
        envelope = read_body(_decoder(cls, row, several=True), body, row)
        if envelope.data is UNSET:
            # Twitch: followers are a bare `total` for whoever may not see them.
            if envelope.total is None:
                raise msgspec.ValidationError("Object missing required field `data`")
            envelope.data = ()
        tidy(envelope)
        return cls(data=envelope.data or (), **_beside_data(cls, envelope))

    @property
    def raw(self) -> Any:
        """The whole JSON as Twitch sent it, unknown fields included; None when there was none."""
        body = self.response.body if self.response else b""
        return msgspec.json.decode(body) if body else None

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

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def __repr__(self) -> str:
        said = zip(_shown(type(self)), self._said(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in said)})"

    def _said(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in _shown(type(self)))


class Single(Page[T], Generic[T], frozen=True, kw_only=True):
    """An answer whose `data` is one object in place of a list; a page of one row here, of none for `null`."""

    @classmethod
    def read(cls, body: bytes, row: type[Any]) -> Self:
        """The page around that object."""
        envelope = read_body(_decoder(cls, row, several=False), body, row)
        tidy(envelope)
        return cls(data=() if envelope.data is None else (envelope.data,), **_beside_data(cls, envelope))

    @property
    def value(self) -> T:
        """The object; IndexError when there is none."""
        return self.data[0]


class Done(Page[Never], frozen=True, kw_only=True):
    """Twitch did it, and has nothing to add: a page without rows."""

    @classmethod
    def read(cls, body: bytes, row: type[Any]) -> Self:
        """A page without rows, whatever the body."""
        return cls()


class Text(Page[str], frozen=True, kw_only=True):
    """An answer that is no JSON: a page of one text."""

    @classmethod
    def read(cls, body: bytes, row: type[Any]) -> Self:
        """The page around that text."""
        return cls(data=(body.decode(),))

    @property
    def text(self) -> str:
        """The text."""
        return self.data[0]

    @property
    def raw(self) -> Any:
        """The text as Twitch sent it."""
        return self.text


AnyPage = TypeVar("AnyPage", bound=Page[Any])


def merge(pages: Sequence[AnyPage]) -> AnyPage:
    """The rows of several answers to one split request, in the order of the request; one page as it is.

    What stands beside the rows is the first answer's; a cursor or a count of one part says nothing of all.
    """
    if len(pages) == 1:
        return pages[0]
    rows = tuple(row for page in pages for row in page)
    return msgspec.structs.replace(pages[0], data=rows, cursor=None, total=None, response=None)


class Pagination(msgspec.Struct):
    """`pagination` as most endpoints spell it."""

    cursor: str | None = None


def read_cursor(pagination: Pagination | str | None) -> str | None:
    """The cursor in any spelling.  Twitch: `{}` or nothing at the end, a plain string on extension live
    channels (twitchdev/issues#541).
    """
    cursor = pagination.cursor if isinstance(pagination, Pagination) else pagination
    return cursor or None


def reveal(kind: type[Any], value: Any) -> Any:
    """Decodes what JSON has no word for: secrets."""
    if kind is Secret and isinstance(value, str):
        return Secret(value)
    raise NotImplementedError(f"{kind.__name__} in an answer")


@cache
def _shown(page: type[Page[Any]]) -> tuple[str, ...]:
    return tuple(name for name in page.__struct_fields__ if name != "response")


@cache
def _extra(page: type[Page[Any]]) -> tuple[msgspec.structs.FieldInfo, ...]:
    known = Page.__struct_fields__
    return tuple(field for field in msgspec.structs.fields(page) if field.name not in known)


@cache
def _decoder(page: type[Page[Any]], row: Any, *, several: bool) -> msgspec.json.Decoder[Any]:
    data = tuple[row, ...] | None if several else row | None
    held = ("data", data, UNSET) if several else ("data", data)
    beside = [("pagination", Pagination | str | None, None), ("total", int | None, None)]
    extra = [(field.name, field.type | None, None) for field in _extra(page)]
    envelope = msgspec.defstruct("Envelope", [held, *beside, *extra], kw_only=True)
    # Not strict: Twitch writes some numbers as texts, such as the ad schedule's (twitchdev/issues#857).
    return msgspec.json.Decoder(ready(envelope), strict=False, dec_hook=reveal)


def read_body(decoder: msgspec.json.Decoder[Any], body: bytes, row: type[Any]) -> Any:
    """What a body spells; mended where it lacks something.

    Args:
        decoder: of the whole answer.
        body: of a good answer.
        row: the class of its rows.

    Raises:
        msgspec.ValidationError: it cannot be mended.
    """
    fraction = getattr(row, "fraction", None)
    try:
        if getattr(row, "has_other_names", False):
            return _mended(decoder, body)
        told = decoder.decode(body if fraction else _cut(body))
    except msgspec.ValidationError:
        return _mended(decoder, body)
    return decoder.decode(_cut(body)) if fraction and any(map(fraction, told.data or ())) else told


def _cut(body: bytes) -> bytes:
    """Moments in microseconds: they would be rounded, and one of 2018 could come out as of 2019."""
    return _NANOSECONDS.sub(rb"\1", body)


def _mended(decoder: msgspec.json.Decoder[Any], body: bytes) -> Any:
    from twitchkit.helix.mending import mended

    return msgspec.convert(
        mended(_cut(body), decoder.type), ready(decoder.type), strict=False, dec_hook=reveal
    )


def _beside_data(page: type[Page[Any]], envelope: Any) -> dict[str, Any]:
    beside = {"cursor": read_cursor(envelope.pagination), "total": envelope.total}
    for field in _extra(page):
        value = getattr(envelope, field.name)
        beside[field.name] = field.default if value is None else value
    return beside
