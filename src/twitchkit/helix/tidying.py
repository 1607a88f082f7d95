"""Twitch's ways of saying "none", made None or empty in a whole answer at once.

Column by column: a look at one column of a hundred rows costs what a call for a single row would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias, cast, get_args

import msgspec
from msgspec.structs import force_setattr

from twitchkit.helix.row import Moment, TidyRow

Step: TypeAlias = Callable[[Sequence[Any]], None]
"""Tidies one column of some rows, in place."""


class _OddMoment(Exception):
    """A text that is no moment, and where it stands."""

    def __init__(self, row: object, name: str, why: str) -> None:
        super().__init__(why)
        self.row, self.name = row, name


def tidy(answer: msgspec.Struct) -> None:
    """Tidies all rows inside `answer`, a value just decoded that nobody else holds.

    Raises:
        msgspec.ValidationError: a moment that is none, with the path to it.
    """
    try:
        for step in steps(type(answer)):
            step((answer,))
    except _OddMoment as odd:
        place = next(_paths_to(odd.row, answer, "$"), "$")
        raise msgspec.ValidationError(f"{odd} - at `{place}.{odd.name}`") from None


@cache
def steps(kind: type[msgspec.Struct]) -> tuple[Step, ...]:
    """What there is to do for rows of a kind and for all that lies inside them; empty for most kinds."""
    found: list[Step] = []
    if issubclass(kind, TidyRow):
        found += map(_blanks, kind.blank_is_none)
        found += map(_nulls, kind.null_is_empty)
        found += map(_moments, kind.moments)
    for field in msgspec.structs.fields(kind):
        for inner in _kinds(field.type):
            if deeper := steps(inner):
                found.append(_below(field.name, inner, deeper))
    return tuple(found)


def _blanks(name: str) -> Step:
    look = attrgetter(name)

    def step(rows: Sequence[Any]) -> None:
        if "" in map(look, rows):
            for row in rows:
                if look(row) == "":
                    force_setattr(row, name, None)

    return step


def _nulls(name: str) -> Step:
    look = attrgetter(name)

    def step(rows: Sequence[Any]) -> None:
        if None in map(look, rows):
            for row in rows:
                if look(row) is None:
                    force_setattr(row, name, ())

    return step


def _moments(name: str) -> Step:
    look = attrgetter(name)

    def step(rows: Sequence[Any]) -> None:
        for row in rows:
            value = look(row)
            if value is not None:
                try:
                    force_setattr(row, name, _moment(value))
                except msgspec.ValidationError as error:
                    raise _OddMoment(row, name, str(error)) from None

    return step


def _moment(value: str | int) -> datetime | None:
    if isinstance(value, str) and value and not value.isdigit():
        return msgspec.convert(value, Moment)
    # Twitch: `""`, "0" and 0 all mean "never" (twitchdev/issues#857).
    seconds = int(value or 0)
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def _below(name: str, kind: type[msgspec.Struct], deeper: tuple[Step, ...]) -> Step:
    look = attrgetter(name)

    def step(rows: Sequence[Any]) -> None:
        inside = [one for row in rows for one in _held(look(row)) if isinstance(one, kind)]
        for one in deeper:
            one(inside)

    return step


def _held(value: object) -> Iterable[object]:
    """What lies in a field, one by one."""
    if isinstance(value, tuple):
        return cast("tuple[object, ...]", value)
    return cast("Mapping[str, object]", value).values() if isinstance(value, dict) else (value,)


def _kinds(hint: Any) -> Iterator[type[msgspec.Struct]]:
    """The kinds of rows that a field can hold, in whatever they lie."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for part in get_args(hint):
        yield from _kinds(part)


def _paths_to(row: object, within: object, path: str) -> Iterator[str]:
    """Where `row` lies, as the decoder writes paths."""
    if within is row:
        yield path
    elif isinstance(within, tuple):
        for index, one in enumerate(cast("tuple[object, ...]", within)):
            yield from _paths_to(row, one, f"{path}[{index}]")
    elif isinstance(within, dict):
        for one in cast("dict[str, object]", within).values():
            yield from _paths_to(row, one, f"{path}[...]")
    elif isinstance(within, msgspec.Struct):
        for name in within.__struct_fields__:
            yield from _paths_to(row, getattr(within, name), f"{path}.{name}")
