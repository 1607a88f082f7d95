"""Twitch's ways of saying "none", made None or empty in a whole answer at once.

What there is to do is worked out once for a class of rows; nothing is called for a single row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from operator import attrgetter
from types import NoneType
from typing import Any, TypeAlias, cast, get_args

import msgspec
from msgspec.structs import force_setattr

from twitchkit.helix.row import Moment, TidyRow

Step: TypeAlias = Callable[[Sequence[Any]], None]
"""Tidies some rows of one kind, in place."""


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
        if kind.blank_is_none or kind.null_is_empty:
            found.append(_nothings(kind))
        found += map(_moments, kind.moments)
    for field in msgspec.structs.fields(kind):
        leaves = dict.fromkeys(_leaves(field.type))
        for leaf in leaves:
            if isinstance(leaf, type) and issubclass(leaf, msgspec.Struct) and (deeper := steps(leaf)):
                found.append(_below(field.name, leaf if len(leaves) > 1 else None, deeper))
    return tuple(found)


def _nothings(kind: type[TidyRow]) -> Step:
    """Blanks to None and nulls to `()`.

    As code with the names written out: a field that is named is read from its slot, one that is looked up
    costs three times as much, and there are some in every row of every answer.
    """
    lines = ["def step(rows):", " for row in rows:"]
    for name in kind.blank_is_none:
        lines += [f"  if row.{name} == '':", f"   put(row, {name!r}, None)"]
    for name in kind.null_is_empty:
        lines += [f"  if row.{name} is None:", f"   put(row, {name!r}, ())"]
    known: dict[str, Any] = {"put": force_setattr}
    exec("\n".join(lines), known)  # noqa: S102 - of nothing but the names that a class declares
    return known["step"]


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


def _below(name: str, kind: type[msgspec.Struct] | None, deeper: tuple[Step, ...]) -> Step:
    """The steps for what lies in a field; of one kind where it holds others too, None for all of it."""
    look = attrgetter(name)

    def step(rows: Sequence[Any]) -> None:
        held = [_held(look(row)) for row in rows]
        inside = held[0] if len(held) == 1 else tuple(chain.from_iterable(held))
        if kind is not None:
            inside = tuple(one for one in inside if isinstance(one, kind))
        for one in deeper:
            one(inside)

    return step


def _held(value: object) -> tuple[object, ...]:
    """What lies in a field, one by one."""
    if isinstance(value, tuple):
        return cast("tuple[object, ...]", value)
    if isinstance(value, dict):
        return tuple(cast("Mapping[str, object]", value).values())
    return () if value is None else (value,)


def _leaves(hint: Any) -> Iterator[Any]:
    """The types of what a field can hold, in whatever it lies."""
    parts = get_args(hint)
    if not parts and hint not in (NoneType, Ellipsis):
        yield hint
    for part in parts:
        yield from _leaves(part)


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
