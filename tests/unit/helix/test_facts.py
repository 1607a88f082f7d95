"""The classes against the table of facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import asdict

from twitchkit.helix import ENDPOINTS
from twitchkit.helix.row import TidyRow
from vectors.helix.reading import FACTS, OPERATIONS, body_of, query_of


def test_every_endpoint_of_the_facts_is_there() -> None:
    assert set(ENDPOINTS) == set(OPERATIONS)
    assert len(ENDPOINTS) == 149


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_an_endpoint_says_what_the_facts_say(operation: str) -> None:
    fact, kind = OPERATIONS[operation], ENDPOINTS[operation]
    in_body, wrapped = body_of(operation)
    in_query = query_of(operation)
    required = {one["name"] for one in in_query if one["required"]}
    required |= {name for name, one in in_body.items() if one.get("required")}

    assert kind.__name__ == "".join(word.capitalize() for word in operation.split("_"))
    assert (kind.operation, kind.method, kind.path) == (operation, fact["method"], fact["path"])
    assert set(kind.__struct_fields__) == {one["name"] for one in in_query} | set(in_body)
    assert {field.name for field in msgspec.structs.fields(kind) if field.required} == required
    assert set(kind.repeated) == {one["name"] for one in in_query if one["repeated"]}
    assert (set(kind.in_body), kind.wrapped) == (set(in_body), wrapped)
    assert kind.paged is fact["response"]["paginated"]


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_an_endpoint_asks_for_the_tokens_of_the_facts(operation: str) -> None:
    fact, kind = OPERATIONS[operation], ENDPOINTS[operation]
    grants = [
        {name: tuple(value) if isinstance(value, list) else value for name, value in one.items()}
        for one in fact["app_grants"]
    ]
    quotas = [
        {"calls": one["max"], "seconds": one["seconds"], "per": one["per"]} for one in fact["rate_limits"]
    ]

    assert list(kind.tokens) == fact["tokens"]
    assert list(kind.scopes) == fact["scopes"]
    assert list(kind.optional_scopes) == fact["optional_scopes"]
    assert kind.token_owner == fact["token_owner"]
    assert [
        {name: value for name, value in asdict(one).items() if value} for one in kind.app_grants
    ] == grants
    told = [{"calls": one.calls, "seconds": one.seconds, "per": one.per} for one in kind.rate_limits]
    assert told == quotas
    assert {name for one in kind.rate_limits for name in one.by or ()} <= set(kind.__struct_fields__)
    assert (kind.beta, kind.deprecated, kind.removed) == (fact["beta"], fact["deprecated"], fact["removed"])


def test_what_names_a_user_is_a_parameter() -> None:
    for kind in ENDPOINTS.values():
        named = {one.user for one in kind.app_grants} | ({kind.token_owner} if kind.token_owner else set())
        assert named <= set(kind.__struct_fields__)


def test_every_endpoint_links_its_page_and_tells_its_parameters_in_order() -> None:
    for operation, kind in ENDPOINTS.items():
        text = kind.__doc__ or ""
        assert f"Source: dev.twitch.tv/docs/api/reference#{operation.replace('_', '-')}\n" in text
        places = [text.find(f"\n    {name}: ") for name in kind.__struct_fields__]
        told = [place for place in places if place >= 0]
        assert told == sorted(told), operation


def schemas() -> Iterator[tuple[str, type[msgspec.Struct], dict[str, Any]]]:
    for operation, fact in OPERATIONS.items():
        data = fact["response"].get("data")
        row = ENDPOINTS[operation].row
        if data and issubclass(row, msgspec.Struct) and row.__name__ != "ScheduleSegment":
            yield operation, row, data


@pytest.mark.parametrize(("operation", "row", "schema"), list(schemas()))
def test_a_row_has_the_fields_of_the_facts(operation: str, row: type[msgspec.Struct], schema: Any) -> None:
    compare(operation, row, schema)


def compare(where: str, row: type[msgspec.Struct], schema: dict[str, Any]) -> None:
    schema = FACTS["models"][schema["ref"]] if "ref" in schema else schema
    fields = {field.encode_name: field for field in msgspec.structs.fields(row)}
    # One class stands for both answers of the chat settings, suspicious users and the like.
    assert set(schema["fields"]) <= set(fields), where
    moments, blanks, lists = tidied(row)
    for name, fact in schema["fields"].items():
        field, here = fields[name], f"{where}.{name}"
        may_lack = fact.get("nullable") or fact.get("empty") or not fact.get("required")
        if fact.get("format") in ("rfc3339", "unix-seconds"):
            if may_lack or "unix" in fact["format"]:
                assert field.name in moments, here
        elif fact.get("type") == "string" and may_lack:
            assert field.name in blanks, here
        elif fact.get("type") == "array":
            assert field.name in lists, here
        if may_lack:
            assert not field.required, here
        inner = fact.get("items") or fact.get("map_of") or fact
        if "ref" in inner or "fields" in inner:
            compare(here, next(structs(field.type)), inner)


def tidied(row: type[msgspec.Struct]) -> tuple[tuple[str, ...], ...]:
    return (row.moments, row.blank_is_none, row.null_is_empty) if issubclass(row, TidyRow) else ((), (), ())


def structs(kind: Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
    for inner in getattr(kind, "__args__", ()):
        yield from structs(inner)
