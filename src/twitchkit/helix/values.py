"""The values of a request: taken from the caller, checked for their kind, spelled for the wire."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, TypeAlias, Union, cast, get_args, get_origin

import msgspec

from twitchkit.errors import InvalidRequest
from twitchkit.helix.rules import Rule
from twitchkit.secret import Secret

Take: TypeAlias = Callable[[object], object]
"""Makes the kept value of a given one, or raises `WrongValue`."""


class WrongValue(ValueError):
    """A value of the wrong kind.  `path` leads from the parameter to it, `rule` says what would be right."""

    def __init__(self, rule: str, path: str = "") -> None:
        super().__init__(rule)
        self.rule, self.path = rule, path


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An object inside a request's body, checked when it is built.  A mapping of its fields does as well.

    Raises:
        InvalidRequest: a value breaks a rule.
    """

    rules: ClassVar[tuple[Rule, ...]] = ()

    def __post_init__(self) -> None:
        check_values(self, self.rules, type(self).__name__)


def check_values(holder: msgspec.Struct, rules: Sequence[Rule], operation: str) -> None:
    """Brings each value of `holder` into the form in which it is kept, then asks the rules.

    Raises:
        InvalidRequest: the value's path and the rule.
    """
    try:
        _take_values(holder)
    except WrongValue as wrong:
        raise InvalidRequest(operation=operation, parameter=wrong.path, rule=wrong.rule) from None
    for rule in rules:
        broken = rule.broken_by(holder)
        if broken:
            raise InvalidRequest(operation=operation, parameter=broken[0], rule=broken[1])


def _take_values(holder: msgspec.Struct) -> None:
    for name, (take, required) in takers(type(holder)).items():
        value = getattr(holder, name)
        if not required and (value is None or value == ()):
            continue
        try:
            kept = take(value)
        except WrongValue as wrong:
            raise WrongValue(wrong.rule, name + wrong.path) from None
        if required and kept in ("", ()):
            raise WrongValue("must not be empty", name)
        if kept is not value:
            msgspec.structs.force_setattr(holder, name, kept)


@cache
def takers(kind: type[msgspec.Struct]) -> dict[str, tuple[Take, bool]]:
    """For each field: how its values are taken, and whether it has to be given."""
    return {field.name: (_taker(field.type), field.required) for field in msgspec.structs.fields(kind)}


def spelled(value: object, *, reveal: bool) -> Any:
    """`value` as JSON says it; fields that are not set are left out.

    Args:
        reveal: whether secrets are shown.
    """
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, Secret):
        return value.reveal() if reveal else str(value)
    if isinstance(value, tuple):
        return [spelled(one, reveal=reveal) for one in cast("tuple[object, ...]", value)]
    if isinstance(value, Mapping):
        held = cast("Mapping[str, object]", value)
        return {name: spelled(one, reveal=reveal) for name, one in held.items()}
    if isinstance(value, msgspec.Struct):
        fields = ((name, getattr(value, name)) for name in value.__struct_fields__)
        return {name: spelled(one, reveal=reveal) for name, one in fields if one is not None}
    return value


def query_text(value: object) -> str:
    """`value` as a query says it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return moment_text(value)
    return format(value, "g") if isinstance(value, float) else str(value)


def moment_text(moment: datetime) -> str:
    """Whole seconds in UTC.  Twitch: fractions have been refused on some endpoints."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _taker(kind: Any) -> Take:
    options = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    for option in options:
        origin = get_origin(option)
        if origin is not None and issubclass(origin, Mapping):
            return _mapping(get_args(option)[1])
        if origin is not None and issubclass(origin, Sequence):
            return _sequence(get_args(option)[0])
    if Secret in options:
        return _secret
    parts = [option for option in options if isinstance(option, type) and issubclass(option, Part)]
    return _part(parts[0]) if parts else _PLAIN[options[0]]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise WrongValue("a text")
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongValue("a whole number")
    return value


def _number(value: object) -> float:
    # Infinities and NaN have no spelling.
    if isinstance(value, bool) or not isinstance(value, int | float) or value - value != 0:
        raise WrongValue("a number")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise WrongValue("True or False")
    return value


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise WrongValue("a moment (datetime)")
    if value.utcoffset() is None:
        raise WrongValue("a moment needs its time zone, such as UTC")
    return value


def _secret(value: object) -> Secret:
    return value if isinstance(value, Secret) else Secret(_text(value))


def _anything(value: object) -> object:
    return value


_PLAIN: Mapping[Any, Take] = {str: _text, int: _whole, float: _number, bool: _flag, datetime: _moment}


def _part(kind: type[Part]) -> Take:
    # A part with a single field may be given as that field's value: a poll's choice as its title.
    only = kind.__struct_fields__[0] if len(kind.__struct_fields__) == 1 else None

    def take(value: object) -> Part:
        if isinstance(value, kind):
            return value
        if isinstance(value, str) and only:
            value = {only: value}
        if not isinstance(value, Mapping):
            raise WrongValue(f"a {kind.__name__}, or a mapping of its fields")
        given = cast("Mapping[str, Any]", value)
        for name in given.keys() - set(kind.__struct_fields__):
            raise WrongValue(
                f"there is no such field; there are: {', '.join(kind.__struct_fields__)}", f".{name}"
            )
        for name, (_, required) in takers(kind).items():
            if required and name not in given:
                raise WrongValue("is needed", f".{name}")
        try:
            return kind(**given)
        except InvalidRequest as wrong:
            raise WrongValue(wrong.rule, f".{wrong.parameter}") from None

    return take


def _sequence(inner: Any) -> Take:
    is_text = inner is str
    one_of = _item_text if is_text else _taker(inner)

    def take(value: object) -> tuple[object, ...]:
        if value is None or value == ():
            return ()
        if is_text and isinstance(value, str):
            return (_item_text(value),)
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
            raise WrongValue("a text or a sequence of texts" if is_text else "a sequence")
        kept: list[object] = []
        for index, one in enumerate(cast("Iterable[object]", value)):
            try:
                kept.append(one_of(one))
            except WrongValue as wrong:
                raise WrongValue(wrong.rule, "" if is_text else f"[{index}]{wrong.path}") from None
        # Twitch: repeats of one id are ignored on reads, so they would only use up the limit.
        return tuple(dict.fromkeys(kept)) if is_text else tuple(kept)

    return take


def _item_text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise WrongValue("each value is a text that is not empty")
    return value


def _mapping(inner: Any) -> Take:
    one_of = _anything if inner in (object, Any) else _taker(inner)

    def take(value: object) -> Mapping[str, object]:
        if not isinstance(value, Mapping):
            raise WrongValue("a mapping")
        kept: dict[str, object] = {}
        for name, one in cast("Mapping[object, object]", value).items():
            try:
                kept[_text(name)] = one_of(one)
            except WrongValue as wrong:
                raise WrongValue(wrong.rule, f"[{name!r}]{wrong.path}") from None
        return kept

    return take
