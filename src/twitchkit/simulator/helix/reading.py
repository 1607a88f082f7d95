"""Reading parameters and bodies the way Helix does, and what it says when they are wrong.

A query or a body is declared as a msgspec Struct: names, types, limits and defaults are Twitch's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, inspect

from twitchkit.shape import ready
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.helix.cursor import cursor_at, offset_of
from twitchkit.simulator.helix.refusal import Refused

Q = TypeVar("Q", bound=msgspec.Struct)
T = TypeVar("T")

JSON_KIND = "application/json"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
WITH_COMMAS = frozenset({"name", "text"})
KINDS = {
    "int": "an integer",
    "float": "a number",
    "bool": "a boolean",
    "str": "a string",
    "array": "a list",
    "object": "an object",
    "datetime": "an RFC3339 time",
}
COMPARED = {
    "<=": "less than or equal to",
    ">=": "greater than or equal to",
    "<": "less than",
    ">": "greater than",
}

Given = Annotated[str, Meta(min_length=1)]
"""A text of a body that must not be empty."""


class Paged(msgspec.Struct, kw_only=True):
    """The parameters of a listing with pages; override `first` where the limits are others."""

    first: Annotated[int, Meta(ge=1, le=100)] = 20
    after: str | None = None


class TwoWay(Paged, kw_only=True):
    """The parameters of a listing that can be paged backwards, too."""

    before: str | None = None


def page(rows: Sequence[T], asked: Paged) -> tuple[Sequence[T], dict[str, str]]:
    """The rows of the page that is asked for, and `pagination`: empty at the end."""
    offset = offset_of(asked.after) if asked.after else 0
    if isinstance(asked, TwoWay) and asked.before:
        # A page's cursor points at its end; the page before it begins two pages earlier.
        offset = max(0, offset_of(asked.before) - 2 * asked.first)
    ends = offset + asked.first >= len(rows)
    return rows[offset : offset + asked.first], {} if ends else {"cursor": cursor_at(offset + asked.first)}


def missing(name: str) -> Refused:
    """What Helix says when a required parameter is not there."""
    return Refused(400, f'Missing required parameter "{name}"')


def malformed(name: str, why: str) -> Refused:
    """What Helix says of a value it does not take."""
    return Refused(400, f'The parameter "{name}" was malformed: {why}')


def read_query(asked: Asked, kind: type[Q]) -> Q:
    """The query as a `kind`: empty values count as absent, the first of a parameter that is not repeatable
    counts, values of a repeatable one count once, unknown parameters do not count.

    Raises:
        Refused: 400.  Also for values joined with commas: Twitch answers some with 500
            (twitchdev/issues#211); a simulator that does so is hard to tell from a broken one.
    """
    told: dict[str, object] = {}
    for name, field in _fields(kind).items():
        given = [value for value in asked.every(name) if value]
        if not given:
            continue
        if _repeats(field):
            _not_too_many(name, given, field)
            if name not in WITH_COMMAS and any("," in value for value in given):
                raise Refused(400, "Malformed query params.")
            told[name] = list(dict.fromkeys(given))
        else:
            told[name] = _plain(name, given[0], field)
    try:
        return msgspec.convert(told, ready(kind), strict=False)
    except msgspec.ValidationError as error:
        raise _refused(error, kind) from None


def read_body(asked: Asked, kind: type[Q]) -> Q:
    """The body as a `kind`; unknown fields do not count.  Without the content type of JSON it counts as `{}`.

    What the body lacks is taken from the query: twitchAPI sends chat messages and commercials so, TwitchIO
    conduits.

    Raises:
        Refused: 400.
    """
    is_json = asked.headers.get("content-type", "").lower().startswith(JSON_KIND)
    text = (asked.body if is_json else b"") or b"{}"
    try:
        beside = _in_query(asked, kind)
        whole: object = msgspec.json.decode(text) if beside else None
        if isinstance(whole, dict) and beside.keys() - whole.keys():
            return msgspec.convert({**beside, **whole}, ready(kind), strict=False)
        return msgspec.json.decode(text, type=ready(kind))
    except msgspec.ValidationError as error:
        raise _refused(error, kind) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused(400, "The request body is not valid JSON") from None


def rfc3339(at: datetime) -> str:
    """A time as Helix writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def in_nanoseconds(at: datetime) -> str:
    """A time as EventSub, conduits, Hype Train and extension secrets write it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f000Z")


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, inspect.Type]:
    told = inspect.type_info(kind)
    assert isinstance(told, inspect.StructType), "a query is declared as a Struct"
    return {field.encode_name: field.type for field in told.fields}


def _in_query(asked: Asked, kind: type[msgspec.Struct]) -> dict[str, object]:
    """The fields of a body that stand in the query, as texts."""
    fields = _fields(kind)
    given = {name: asked.first(name) for name, field in fields.items() if not _repeats(field)}
    return {name: _plain(name, text, fields[name]) for name, text in given.items() if text}


def _repeats(field: inspect.Type) -> bool:
    return isinstance(field, inspect.VarTupleType | inspect.ListType)


def _not_too_many(name: str, given: list[str], field: inspect.Type) -> None:
    most = getattr(field, "max_length", None)
    if most is not None and len(given) > most:
        raise malformed(name, f"at most {most} values are allowed")


def _plain(name: str, text: str, field: inspect.Type) -> str:
    kinds = field.types if isinstance(field, inspect.UnionType) else (field,)
    if any(isinstance(kind, inspect.DateTimeType) for kind in kinds) and not RFC3339.fullmatch(text):
        raise malformed(name, "the value must be an RFC3339 time")
    if not any(isinstance(kind, inspect.StrType | inspect.LiteralType) for kind in kinds) and text == "null":
        raise malformed(name, "the value must not be null")
    return text


def _refused(error: msgspec.ValidationError, kind: type[msgspec.Struct]) -> Refused:
    """msgspec's sentence in Helix's words."""
    what, _, path = str(error).partition(" - at `")
    name = re.sub(r"\[[^]]*\]", "", path.rstrip("`")).rpartition(".")[2].strip("$")
    if lacking := re.fullmatch(r"Object missing required field `(\w+)`", what):
        return missing(lacking[1])
    if bound := re.fullmatch(r"Expected `\w+` (<=|>=|<|>) ([-\d.]+)", what):
        return malformed(name, f"the value must be {COMPARED[bound[1]]} {bound[2].removesuffix('.0')}")
    if length := re.fullmatch(r"Expected `(\w+)` of length (<=|>=) (\d+)", what):
        of = "values" if length[1] == "array" else "characters"
        return malformed(name, f"at {'most' if length[2] == '<=' else 'least'} {length[3]} {of} are allowed")
    if what.startswith("Invalid enum value"):
        allowed = _allowed(_fields(kind).get(name))
        return malformed(
            name, f"the value must be one of {allowed}" if allowed else "the value is not allowed"
        )
    if expected := re.match(r"Expected `(\w+)", what):
        if not name:
            return Refused(400, "The request body is not valid JSON")
        return malformed(name, f"the value must be {KINDS.get(expected[1], 'of another kind')}")
    return malformed(name, "the value is out of range")


def _allowed(field: inspect.Type | None) -> str:
    kinds = field.types if isinstance(field, inspect.UnionType) else (field,)
    return ", ".join(
        str(value) for kind in kinds if isinstance(kind, inspect.LiteralType) for value in kind.values
    )
