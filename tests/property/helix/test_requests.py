"""Right calls are sent as the facts say; wrong ones are refused, by the name of what is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from property.helix.facts_reader import body, edge_values, query_string, right_calls, wrong_values
from twitchkit.errors import InvalidRequest
from twitchkit.helix import ENDPOINTS
from vectors.helix.reading import OPERATIONS, body_of, example, query_of

EACH = pytest.mark.parametrize("operation", sorted(OPERATIONS))
FEW = settings(max_examples=12, deadline=None, database=None)


@EACH
@FEW
@given(data=st.data())
def test_a_right_call_is_sent_as_the_facts_say(operation: str, data: st.DataObject) -> None:
    call = data.draw(right_calls(operation))

    request = ENDPOINTS[operation](**call).request("http://127.0.0.1")

    path, _, query = request.url.removeprefix("http://127.0.0.1/helix").partition("?")
    assert (request.method, path) == (OPERATIONS[operation]["method"], OPERATIONS[operation]["path"])
    assert query == query_string(operation, call)
    assert (json.loads(request.body_bytes) if request.body_bytes else None) == body(operation, call)


def alone(operation: str, name: str, call: dict[str, Any]) -> dict[str, Any]:
    """The call without what excludes `name`, or shares a limit with it."""
    fact = OPERATIONS[operation]
    groups = [*fact["exclusive"]]
    if fact["combined_max"]:
        groups.append([one["name"] for one in query_of(operation) if one["repeated"]])
    if operation == "update_automod_settings" and name == "overall_level":
        groups.append(list(body_of(operation)[0]))
    others = {one for names in groups if name in names for one in names if one != name}
    return {one: given for one, given in call.items() if one not in others}


def wrong_parameters() -> list[tuple[str, str, Any]]:
    return [
        (operation, name, value)
        for operation in sorted(OPERATIONS)
        for name, fact in ({one["name"]: one for one in query_of(operation)} | body_of(operation)[0]).items()
        for value in wrong_values(fact)
    ]


def test_a_wrong_value_is_refused_by_the_parameters_name() -> None:
    wrong = wrong_parameters()
    assert len(wrong) > 900
    for operation, name, value in wrong:
        call = alone(operation, name, {**example(operation), name: value})

        with pytest.raises(InvalidRequest) as caught:
            ENDPOINTS[operation](**call)

        assert caught.value.parameter.startswith(name), (operation, name, value, str(caught.value))
        assert caught.value.operation == operation


def test_a_value_at_the_edge_is_taken() -> None:
    taken = 0
    for operation in sorted(OPERATIONS):
        for name, fact in ({one["name"]: one for one in query_of(operation)} | body_of(operation)[0]).items():
            for value in edge_values(fact):
                call = alone(operation, name, {**example(operation), name: value})

                ENDPOINTS[operation](**call).request()
                taken += 1

    assert taken > 200


@pytest.mark.parametrize("operation", [name for name, fact in OPERATIONS.items() if fact["exclusive"]])
def test_what_excludes_one_another_is_refused_together(operation: str) -> None:
    [names] = OPERATIONS[operation]["exclusive"]
    call = {**example(operation), names[0]: "1", names[1]: "2"}

    with pytest.raises(InvalidRequest) as caught:
        ENDPOINTS[operation](**call)

    assert caught.value.parameter == ", ".join(names)


@EACH
def test_what_is_required_may_not_be_blank(operation: str) -> None:
    call = example(operation)
    for one in query_of(operation):
        if one["required"] and one["type"] == "string":
            with pytest.raises(InvalidRequest) as caught:
                ENDPOINTS[operation](**{**call, one["name"]: ""})

            assert caught.value.parameter == one["name"]
