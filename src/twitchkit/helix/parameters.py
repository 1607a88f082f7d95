"""An endpoint's parameters described, and requests made from texts, as a command line has them."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Union, get_args, get_origin

import msgspec

from twitchkit.errors import InvalidRequest
from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Moment
from twitchkit.secret import Secret

_WORDS: Mapping[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "flag",
    datetime: "moment",
    Secret: "secret",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an endpoint.

    Args:
        name: Twitch's.
        kind: text, whole number, number, flag, moment, secret, or json for what has a shape of its own.
        required: whether it has to be given.
        repeated: whether it takes several texts.
        in_body: whether it travels in the body.
    """

    name: str
    kind: str
    required: bool
    repeated: bool
    in_body: bool


def parameters(endpoint: type[Endpoint[Any, Any]]) -> tuple[Parameter, ...]:
    """The parameters in Twitch's order."""
    described: list[Parameter] = []
    for field in msgspec.structs.fields(endpoint):
        union = get_origin(field.type) in (Union, types.UnionType)
        options = get_args(field.type) if union else (field.type,)
        repeated = any(get_args(one) == (str,) and issubclass(get_origin(one), Sequence) for one in options)
        kind = "text" if repeated else _WORDS.get(Secret if Secret in options else options[0], "json")
        described.append(
            Parameter(field.name, kind, field.required, repeated, field.name in endpoint.in_body)
        )
    return tuple(described)


def build(
    endpoint: type[Endpoint[Any, Any]],
    texts: Iterable[tuple[str, str]] = (),
    given: Mapping[str, Any] | None = None,
) -> Endpoint[Any, Any]:
    """A request from names and texts.

    Args:
        endpoint: its class.
        texts: a name may occur several times when it is repeated.  Moments are RFC 3339 with a zone, flags
            `true` or `false`; what has a shape of its own is JSON.
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
    for name, text in texts:
        one = _known(endpoint, known, name)
        if one.repeated:
            values[name] = [*values.get(name, ()), text]
        elif name in values:
            raise InvalidRequest(operation=endpoint.operation, parameter=name, rule="may be given once")
        else:
            values[name] = _read(endpoint, one, text)
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


def _read(endpoint: type[Endpoint[Any, Any]], one: Parameter, text: str) -> Any:
    if one.kind == "moment":
        return _moment(endpoint, one.name, text)
    if one.kind in ("text", "secret"):
        return text
    kinds: Mapping[str, Any] = {"flag": bool, "whole number": int, "number": float}
    try:
        return msgspec.json.decode(text, type=kinds.get(one.kind, Any))
    except msgspec.DecodeError:
        rule = "JSON" if one.kind == "json" else "true or false" if one.kind == "flag" else f"a {one.kind}"
        raise InvalidRequest(
            operation=endpoint.operation, parameter=one.name, rule=f"{rule}, not {text!r}"
        ) from None


def _moment(endpoint: type[Endpoint[Any, Any]], name: str, text: str) -> datetime:
    try:
        return msgspec.convert(text, Moment)
    except msgspec.ValidationError:
        rule = f"a moment with its zone, such as 2026-01-31T18:00:00Z, not {text!r}"
        raise InvalidRequest(operation=endpoint.operation, parameter=name, rule=rule) from None
