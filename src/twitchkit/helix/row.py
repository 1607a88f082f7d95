"""The base of everything that Helix answers with, and how Twitch's ways of saying "none" are declared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Optional, TypeAlias, TypeVar

import msgspec

T = TypeVar("T")

Moment: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]
"""RFC 3339 with a zone; nanoseconds are cut to microseconds."""

if TYPE_CHECKING:
    BlankMoment: TypeAlias = datetime | None
    Several: TypeAlias = tuple[T, ...]
else:
    # What Twitch sends; `tidying` makes of it what the checker is told.
    BlankMoment = str | int | None
    Several = Optional[tuple[T, ...]]  # noqa: UP045 - the bar cannot be subscripted later


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One object of an answer.  Fields that Twitch adds are tolerated, and reachable through `Page.raw`."""

    has_other_names: ClassVar[bool] = False
    """True where a field has another name in some of Twitch's examples (`mending`)."""
    fraction: ClassVar[Callable[[Any], int] | None] = None
    """Of rows that come in masses: the fraction of a second that they hardly ever have.  Looked at when they
    have been read, which costs less than to look for nanoseconds before.
    """


class TidyRow(Row, frozen=True, kw_only=True):
    """A row in which Twitch writes something else for "none"; tidied as part of the answer it came in."""

    blank_is_none: ClassVar[tuple[str, ...]] = ()
    """Texts: `""` becomes None."""
    null_is_empty: ClassVar[tuple[str, ...]] = ()
    """Lists, declared as `Several`: null becomes `()`."""
    moments: ClassVar[tuple[str, ...]] = ()
    """Moments, declared as `BlankMoment`: `""` and 0 become None, Unix seconds an aware datetime."""
