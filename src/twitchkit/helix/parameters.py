"""An endpoint's parameters described, and requests made from texts, as a command line has them."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Union, get_args, get_origin

import msgspec

from twitchkit.errors import InvalidRequest
from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Moment
from twitchkit.helix.rules import OneOf, Rule
from twitchkit.helix.values import Part
from twitchkit.secret import Secret

_WORDS: Mapping[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "flag",
    datetime: "moment",
    Secret: "secret",
}


class Parameter(msgspec.Struct, frozen=True):
    """One parameter of an endpoint.

    Args:
        name: Twitch's.
        kind: text, whole number, number, flag, moment, secret, list, or object.
        required: whether it has to be given.
        repeated: whether it takes several texts.
        in_body: whether it travels in the body.
        words: the values there are, when they are a closed set.
    """

    name: str
    kind: str
    required: bool
    repeated: bool
    in_body: bool
    words: tuple[str, ...] = ()


def parameters(endpoint: type[Endpoint[Any, Any]]) -> tuple[Parameter, ...]:
    """The parameters in Twitch's order."""
    return _described(endpoint, endpoint.rules, endpoint.in_body)


def fields_inside(endpoint: type[Endpoint[Any, Any]], name: str) -> tuple[Parameter, ...]:
    """The fields of the object that parameter `name` is; none when it is no object, or an open one."""
    _, inside = kind_of(hints(endpoint)[name])
    if not isinstance(inside, type) or not issubclass(inside, Part):
        return ()
    return _described(inside, inside.rules, inside.__struct_fields__)


def _described(
    kind: type[msgspec.Struct], rules: Iterable[Rule], in_body: Sequence[str]
) -> tuple[Parameter, ...]:
    described: list[Parameter] = []
    closed = {rule.name: rule.words for rule in rules if isinstance(rule, OneOf)}
    for field in msgspec.structs.fields(kind):
        word, _ = kind_of(field.type)
        repeated = word == "texts"
        described.append(
            Parameter(
                field.name,
                "text" if repeated else word,
                field.required,
                repeated,
                field.name in in_body,
                tuple(map(str, closed.get(field.name, ("true", "false") if word == "flag" else ()))),
            )
        )
    return tuple(described)


def kind_of(hint: Any) -> tuple[str, Any]:
    """How values of a type are given, and the type that says what is inside."""
    union = get_origin(hint) in (Union, types.UnionType)
    options = [one for one in (get_args(hint) if union else (hint,)) if one is not types.NoneType]
    for one in options:
        origin = get_origin(one)
        if isinstance(origin, type) and issubclass(origin, Sequence):
            return ("texts" if get_args(one) == (str,) else "list"), one
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return "object", one
    first = Secret if Secret in options else options[0]
    return _WORDS.get(first, "object"), first


def build(
    endpoint: type[Endpoint[Any, Any]],
    texts: Iterable[tuple[str, str]] = (),
    given: Mapping[str, Any] | None = None,
) -> Endpoint[Any, Any]:
    """A request from names and texts.

    Args:
        endpoint: its class.
        texts: a name may occur several times when it is repeated or a list.  Moments are RFC 3339 with a
            zone, flags `true` or `false`, objects JSON; a dot leads into an object (`transport.method`).
        given: values as JSON says them, such as a body read from a file; with or without the `data` that some
            endpoints want around it.

    Raises:
        InvalidRequest: a name that the endpoint does not have, one that is missing, or a value that breaks
            a rule.
    """
    known = {one.name: one for one in parameters(endpoint)}
    values: dict[str, Any] = {}
    content: Mapping[str, Any] = given or {}
    if endpoint.wrapped and content.keys() == {"data"}:
        content = content["data"]
    for name, value in content.items():
        one = _known(endpoint, known, name)
        values[name] = (
            _moment(endpoint, name, value) if one.kind == "moment" and isinstance(value, str) else value
        )
    for whole, text in texts:
        name, *inner = whole.split(".")
        one = _known(endpoint, known, name)
        if inner:
            _put(endpoint, values, whole, text)
        elif one.repeated:
            values[name] = [*values.get(name, ()), text]
        elif one.kind == "list":
            values[name] = [*values.get(name, ()), *_items(endpoint, name, text)]
        elif name in values:
            raise InvalidRequest(operation=endpoint.operation, parameter=name, rule="may be given once")
        else:
            values[name] = _read(endpoint, name, one.kind, text)
    for name, one in known.items():
        if one.required and name not in values:
            raise InvalidRequest(operation=endpoint.operation, parameter=name, rule="is needed")
    return endpoint(**values)


def _known(endpoint: type[Endpoint[Any, Any]], known: Mapping[str, Parameter], name: str) -> Parameter:
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=2, cutoff=0.6)
    names = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(known) or 'none'}"
    raise InvalidRequest(
        operation=endpoint.operation, parameter=name, rule=f"there is no such parameter; {names}"
    )


def _put(endpoint: type[Endpoint[Any, Any]], values: dict[str, Any], whole: str, text: str) -> None:
    """Puts one text to its place inside an object."""
    name, *inner = whole.split(".")
    kind, inside = kind_of(hints(endpoint)[name])
    place, at = values, name
    for step in inner:
        if kind != "object" or not isinstance(place.setdefault(at, {}), dict):
            rule = f"{at} is a {kind} and has nothing inside"
            raise InvalidRequest(operation=endpoint.operation, parameter=whole, rule=rule)
        place, at = place[at], step
        # What an open object holds is a text; a wrong name is told when the object is built.
        kind, inside = kind_of(hint_inside(inside, step))
    if at in place:
        raise InvalidRequest(operation=endpoint.operation, parameter=whole, rule="may be given once")
    place[at] = _read(endpoint, whole, kind, text)


def hint_inside(kind: Any, name: str) -> Any:
    """The type of what an object of type `kind` holds under `name`; text when it is open."""
    if get_origin(kind):
        held = get_args(kind)[1]
        return str if held in (object, Any) else held
    return hints(kind).get(name, str)


def hints(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Field → its type."""
    return {field.name: field.type for field in msgspec.structs.fields(kind)}


def _items(endpoint: type[Endpoint[Any, Any]], name: str, text: str) -> list[Any]:
    """One element of a list as JSON or as a plain text, or the whole list as JSON."""
    if not text.startswith(("[", "{")):
        return [text]
    read = _read(endpoint, name, "list", text)
    return read if text.startswith("[") else [read]


def _read(endpoint: type[Endpoint[Any, Any]], name: str, kind: str, text: str) -> Any:
    if kind == "moment":
        return _moment(endpoint, name, text)
    if kind in ("text", "secret"):
        return text
    kinds: Mapping[str, Any] = {"flag": bool, "whole number": int, "number": float}
    try:
        return msgspec.json.decode(text, type=kinds.get(kind, Any))
    except msgspec.DecodeError:
        rule = "true or false" if kind == "flag" else f"a {kind}" if kind in kinds else "JSON"
        raise InvalidRequest(
            operation=endpoint.operation, parameter=name, rule=f"{rule}, not {text!r}"
        ) from None


def _moment(endpoint: type[Endpoint[Any, Any]], name: str, text: str) -> datetime:
    try:
        return msgspec.convert(text, Moment)
    except msgspec.ValidationError:
        rule = f"a moment with its zone, such as 2026-01-31T18:00:00Z, not {text!r}"
        raise InvalidRequest(operation=endpoint.operation, parameter=name, rule=rule) from None
