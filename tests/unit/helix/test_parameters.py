from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from twitchkit.errors import InvalidRequest
from twitchkit.helix import (
    ENDPOINTS,
    BanUser,
    CreateClip,
    CreateEventsubSubscription,
    CreatePoll,
    Endpoint,
    GetClips,
    GetVideos,
    ModifyChannelInformation,
    UpdateUserExtensions,
)
from twitchkit.helix.parameters import Parameter, build, parameters
from vectors.helix.reading import example, vector


def test_an_endpoint_is_described() -> None:
    described = {one.name: one for one in parameters(ModifyChannelInformation)}

    assert described["broadcaster_id"] == Parameter("broadcaster_id", "text", True, False, False)
    assert described["tags"] == Parameter("tags", "text", False, True, True)
    assert described["delay"].kind == "whole number"
    assert described["content_classification_labels"].kind == "list"
    assert described["is_branded_content"].kind == "flag"
    assert described["is_branded_content"].words == ("true", "false")
    assert {one.name: one.words for one in parameters(GetVideos)}["sort"] == ("time", "trending", "views")


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


SUBSCRIPTION = [("type", "stream.online"), ("version", "1"), ("condition.broadcaster_user_id", "7")]
POLL = [("broadcaster_id", "1"), ("title", "Where to?"), ("duration", "60")]
LABEL = {"id": "Gambling", "is_enabled": True}


def sent(request: Endpoint[Any, Any]) -> Any:
    return json.loads(request.request().body_bytes or b"null")


def test_a_dot_leads_into_an_object() -> None:
    request = build(
        CreateEventsubSubscription,
        [*SUBSCRIPTION, ("transport.method", "websocket"), ("transport.session_id", "s")],
    )

    assert request == CreateEventsubSubscription(
        type="stream.online",
        version="1",
        condition={"broadcaster_user_id": "7"},
        transport={"method": "websocket", "session_id": "s"},  # pyright: ignore[reportArgumentType]
    )


def test_dots_lead_through_slots_to_values_of_their_kind() -> None:
    texts = [("panel.1.active", "true"), ("panel.1.id", "x"), ("component.1.x", "10")]

    assert sent(build(UpdateUserExtensions, [*texts, ("component.1.active", "false")])) == {
        "data": {"panel": {"1": {"active": True, "id": "x"}}, "component": {"1": {"active": False, "x": 10}}}
    }


@pytest.mark.parametrize(
    "choices",
    [
        [("choices", "Left"), ("choices", "Right")],
        [("choices", '{"title": "Left"}'), ("choices", "Right")],
        [("choices", '["Left", {"title": "Right"}]')],
    ],
)
def test_a_list_is_given_item_by_item_or_whole(choices: list[tuple[str, str]]) -> None:
    request = build(CreatePoll, [*POLL, *choices])

    assert request == CreatePoll(
        broadcaster_id="1", title="Where to?", duration=60, choices=["Left", "Right"]
    )


def test_objects_of_a_list_are_json() -> None:
    texts = [("broadcaster_id", "1"), ("content_classification_labels", json.dumps(LABEL))]

    assert sent(build(ModifyChannelInformation, texts)) == {"content_classification_labels": [LABEL]}


@pytest.mark.parametrize(
    ("texts", "parameter", "rule"),
    [
        ([("condition.broadcaster_user_id", "8")], "condition.broadcaster_user_id", "once"),
        ([("type.x", "1")], "type.x", "type is a text and has nothing inside"),
        ([("transport.mehtod", "webhook")], "transport.mehtod", "there is no such field"),
        ([("transport.method", "post")], "transport.method", "one of webhook, websocket, conduit"),
        ([("transport", "{")], "transport", "JSON"),
    ],
)
def test_a_wrong_place_is_told(texts: list[tuple[str, str]], parameter: str, rule: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        build(CreateEventsubSubscription, [*SUBSCRIPTION, *texts])

    assert (caught.value.parameter, rule in caught.value.rule) == (parameter, True), caught.value.rule


def test_what_is_missing_is_told() -> None:
    with pytest.raises(InvalidRequest) as caught:
        build(BanUser, [("broadcaster_id", "1")])

    assert (caught.value.parameter, caught.value.rule) == ("moderator_id", "is needed")


@pytest.mark.parametrize("operation", sorted(ENDPOINTS))
def test_every_vector_can_be_built_from_its_json(operation: str) -> None:
    kind = ENDPOINTS[operation]

    assert build(kind, given=vector(operation)["request"]["parameters"]) == kind(**example(operation))
