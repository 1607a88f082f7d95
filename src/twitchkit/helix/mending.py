"""A second reading of answers that lack what Twitch's reference promises, or say "none" in another way.

Twitch's answers grow: recorded ones lack fields that came later, and some write `""` or null for a number.
One such value is not to cost a whole page, so what lacks is read as the nothing of its type: `""`, 0, False,
no rows, None.  Without an id, a moment or a secret that is promised, an answer stays refused.

Source: recorded answers, and twitchdev/issues#215, #238, #495, #857.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias, cast

import msgspec
from msgspec import UNSET, inspect

Json: TypeAlias = Any

OTHER_NAMES = {"slot_id": "id", "group_layout": "layout", "URL": "url"}
"""Names that some of Twitch's examples have."""
_NOTHING: Mapping[type[inspect.Type], Json] = {
    inspect.StrType: "",
    inspect.IntType: 0,
    inspect.FloatType: 0.0,
    inspect.BoolType: False,
    inspect.DictType: {},
    inspect.VarTupleType: [],
}


def mended(body: bytes, kind: type[msgspec.Struct]) -> Json:
    """The JSON of an answer, with a nothing for what lacks, to be converted into `kind`.

    What stands around the rows is left as it is.
    """
    answer: Json = msgspec.json.decode(body)
    shape = _shape(kind)
    if not isinstance(answer, dict) or not isinstance(shape, inspect.StructType):
        return cast("Json", answer)
    told = cast("dict[str, Json]", answer)
    held = {field.encode_name: field.type for field in shape.fields if field.encode_name in told}
    return {**told, **{name: _value(told[name], hint) for name, hint in held.items()}}


@cache
def _shape(kind: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(kind)


def _value(value: Json, hint: inspect.Type) -> Json:
    if isinstance(hint, inspect.UnionType):
        return _one_of(value, hint)
    if value is None or value == "":
        nothing = _nothing(hint)
        return value if nothing is UNSET else nothing
    if isinstance(hint, inspect.StructType) and isinstance(value, dict):
        return _row(cast("dict[str, Json]", value), hint)
    if isinstance(hint, inspect.VarTupleType) and isinstance(value, list):
        return [_value(one, hint.item_type) for one in cast("list[Json]", value)]
    if isinstance(hint, inspect.DictType) and isinstance(value, dict):
        pairs = cast("dict[str, Json]", value)
        return {name: _value(one, hint.value_type) for name, one in pairs.items()}
    return value


def _one_of(value: Json, hint: inspect.UnionType) -> Json:
    kinds = {type(one): one for one in hint.types}
    if value is None or (value == "" and inspect.StrType not in kinds):
        return None if hint.includes_none else value
    for shape, looks in ((inspect.StructType, dict), (inspect.VarTupleType, list), (inspect.DictType, dict)):
        if shape in kinds and isinstance(value, looks):
            return _value(value, kinds[shape])
    return value


def _row(told: dict[str, Json], shape: inspect.StructType) -> dict[str, Json]:
    if told and not any(field.encode_name in told for field in shape.fields):
        return told
    row = dict(told)
    for field in shape.fields:
        name = field.encode_name
        other = OTHER_NAMES.get(name)
        if name in told:
            row[name] = _value(told[name], field.type)
        elif other in told:
            row[name] = told[other]
        elif field.required and not _is_id(name) and (nothing := _nothing(field.type)) is not UNSET:
            row[name] = nothing
    return row


def _nothing(hint: inspect.Type) -> Json:
    """What a type has for "none"; UNSET for a moment or a secret, which have nothing."""
    if isinstance(hint, inspect.UnionType):
        return None if hint.includes_none else UNSET
    if isinstance(hint, inspect.StructType):
        return _row({}, hint)
    return _NOTHING.get(type(hint), UNSET)


def _is_id(name: str) -> bool:
    return name == "id" or name.endswith("_id")
