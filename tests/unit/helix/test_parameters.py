from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from twitchkit.errors import InvalidRequest
from twitchkit.helix import ENDPOINTS, BanUser, CreateClip, GetClips, ModifyChannelInformation
from twitchkit.helix.parameters import Parameter, build, parameters
from vectors.helix.reading import example, vector


def test_an_endpoint_is_described() -> None:
    described = {one.name: one for one in parameters(ModifyChannelInformation)}

    assert described["broadcaster_id"] == Parameter("broadcaster_id", "text", True, False, False)
    assert described["tags"] == Parameter("tags", "text", False, True, True)
    assert described["delay"].kind == "whole number"
    assert described["content_classification_labels"].kind == "json"
    assert described["is_branded_content"].kind == "flag"


def test_a_request_is_made_from_texts() -> None:
    request = build(
        GetClips,
        [
            ("broadcaster_id", "1"),
            ("first", "5"),
            ("is_featured", "true"),
            ("started_at", "2026-01-01T00:00:00Z"),
        ],
    )

    started = datetime(2026, 1, 1, tzinfo=UTC)
    assert request == GetClips(broadcaster_id="1", first=5, is_featured=True, started_at=started)


def test_repeated_names_add_up() -> None:
    assert build(GetClips, [("id", "A"), ("id", "B")]) == GetClips(id=["A", "B"])


def test_a_number_may_have_decimals() -> None:
    assert build(CreateClip, [("broadcaster_id", "1"), ("duration", "12.5")]) == CreateClip(
        broadcaster_id="1", duration=12.5
    )


@pytest.mark.parametrize("given", [{"user_id": "3"}, {"data": {"user_id": "3"}}])
def test_a_body_comes_with_or_without_what_stands_around_it(given: Any) -> None:
    request = build(BanUser, [("broadcaster_id", "1"), ("moderator_id", "2")], given)

    assert request == BanUser(broadcaster_id="1", moderator_id="2", user_id="3")


@pytest.mark.parametrize(
    ("texts", "parameter", "rule"),
    [
        ([("brodcaster_id", "1")], "brodcaster_id", "broadcaster_id"),
        ([("x", "1")], "x", "there are: broadcaster_id"),
        ([("first", "five")], "first", "whole number"),
        ([("is_featured", "yes")], "is_featured", "true or false"),
        ([("started_at", "2026-01-01T00:00:00")], "started_at", "zone"),
        ([("game_id", "1"), ("game_id", "2")], "game_id", "once"),
        ([("first", "500"), ("game_id", "1")], "first", "100"),
    ],
)
def test_a_wrong_text_is_refused_by_its_name(texts: Any, parameter: str, rule: str) -> None:
    with pytest.raises(InvalidRequest, match=rule) as caught:
        build(GetClips, texts)

    assert caught.value.parameter == parameter


def test_what_is_missing_is_told() -> None:
    with pytest.raises(InvalidRequest) as caught:
        build(BanUser, [("broadcaster_id", "1")])

    assert (caught.value.parameter, caught.value.rule) == ("moderator_id", "is needed")


@pytest.mark.parametrize("operation", sorted(ENDPOINTS))
def test_every_vector_can_be_built_from_its_json(operation: str) -> None:
    kind = ENDPOINTS[operation]

    assert build(kind, given=vector(operation)["request"]["parameters"]) == kind(**example(operation))
