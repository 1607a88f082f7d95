"""The base of everything that Helix answers with, and how Twitch's ways of saying "none" are read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from inspect import get_annotations
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Optional, TypeAlias, TypeVar, cast

import msgspec
from msgspec.structs import force_setattr

T = TypeVar("T")

Moment: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]
"""RFC 3339 with a zone; nanoseconds are rounded to microseconds."""

if TYPE_CHECKING:
    BlankMoment: TypeAlias = datetime | None
    Several: TypeAlias = tuple[T, ...]
else:
    # What Twitch sends; `TidyRow` makes of it what the checker is told.
    BlankMoment = str | int | None
    Several = Optional[tuple[T, ...]]  # noqa: UP045 - the bar cannot be subscripted later


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One object of an answer.  Fields that Twitch adds are tolerated, and reachable through `Page.raw`."""


class TidyRow(Row, frozen=True, kw_only=True):
    """A row in which Twitch writes something else for "none"."""

    blank_is_none: ClassVar[tuple[str, ...]] = ()
    """Texts: `""` becomes None."""
    null_is_empty: ClassVar[tuple[str, ...]] = ()
    """Lists, declared as `Several`: null becomes `()`."""
    _spelled_blanks: ClassVar[tuple[tuple[bytes, bytes], ...]] = ()
    moments: ClassVar[tuple[str, ...]] = ()
    """Moments, declared as `BlankMoment`: `""` and 0 become None, Unix seconds an aware datetime."""

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        # Only what the class needs: tens of thousands of rows come through here, few with a blank.
        tidy = _tidy_all if cls.null_is_empty or cls.moments else _tidy_blanks(cls.blank_is_none)
        cls.__post_init__ = tidy  # pyright: ignore[reportAttributeAccessIssue]
        spelled = cls.blank_is_none if _is_flat(cls) else ()
        cls._spelled_blanks = tuple((f'"{name}":""'.encode(), f'"{name}":null'.encode()) for name in spelled)

    def __post_init__(self) -> None:
        """Replaced in each class by what the class needs."""

    @classmethod
    def unblanked(cls, body: bytes) -> bytes:
        """`body`, an answer of such rows, with null for most texts that `__post_init__` would make None.

        Measured: a tenth of its time.  No text can hold what is looked for, since its quotes are escaped.
        """
        for blank, null in cls._spelled_blanks:
            body = body.replace(blank, null)
        return body


_SCALARS = frozenset({"str", "int", "float", "bool", "None", "Moment", "datetime", "Secret"})


def _is_flat(row: type[TidyRow]) -> bool:
    """True if no other object lies inside `row`, so that a field's name means one field alone."""
    annotations = (str(text) for kind in row.__mro__ for text in get_annotations(kind).values())
    words = (set(text.replace("|", " ").split()) for text in annotations if "ClassVar" not in text)
    return all(said <= _SCALARS for said in words)


def _tidy_blanks(names: tuple[str, ...]) -> Callable[[TidyRow], None]:
    # The first name twice: with one name alone, attrgetter gives a bare value in place of a tuple.
    look = attrgetter(*names, names[0])

    def tidy(row: TidyRow) -> None:
        if "" in look(row):
            _blanks_to_none(row)

    return tidy


def _tidy_all(row: TidyRow) -> None:
    _blanks_to_none(row)
    for name in row.null_is_empty:
        if getattr(row, name) is None:
            force_setattr(row, name, ())
    for name in row.moments:
        force_setattr(row, name, _moment(getattr(row, name)))


def _blanks_to_none(row: TidyRow) -> None:
    for name in row.blank_is_none:
        if getattr(row, name) == "":
            force_setattr(row, name, None)


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and value and not value.isdigit():
        try:
            return msgspec.convert(value, Moment)
        except msgspec.ValidationError as error:
            # As a ValueError it gets the path of the row from the decoder.
            raise ValueError(str(error)) from None
    # Twitch: `""`, "0" and 0 all mean "never" (twitchdev/issues#857).
    seconds = int(cast("str | int | None", value) or 0)
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
