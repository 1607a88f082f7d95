from __future__ import annotations

import json
from typing import Any

import pytest

from twitchkit.errors import InvalidRequest
from twitchkit.helix import (
    CreateConduits,
    CreateEventsubSubscription,
    CreatePoll,
    GetStreams,
    ModifyChannelInformation,
    PollOption,
    SearchCategories,
    ShardTransport,
    ShardUpdate,
    Transport,
    UpdateConduitShards,
)
from twitchkit.secret import Secret

CANARY = "CANARY-of-the-hook"


def test_a_secret_in_a_body_is_never_shown() -> None:
    request = CreateEventsubSubscription(
        type="stream.online",
        version="1",
        condition={"broadcaster_user_id": "1"},
        transport=Transport(method="webhook", callback="https://example.com", secret=CANARY),
    )
    sent = request.request()

    assert CANARY not in repr(request) + repr(sent) + repr(sent.body)
    assert json.loads(sent.body_bytes or b"")["transport"] == {
        "method": "webhook",
        "callback": "https://example.com",
        "secret": CANARY,
    }


def test_a_secret_within_a_list_makes_the_body_secret() -> None:
    shard = ShardUpdate(id="0", transport=ShardTransport(method="webhook", secret=Secret(CANARY)))
    body = UpdateConduitShards(conduit_id="1", shards=[shard]).body()

    assert isinstance(body, Secret)


def test_a_body_without_a_secret_is_plain() -> None:
    assert CreateConduits(shard_count=5).body() == b'{"shard_count":5}'


def poll(choices: Any) -> CreatePoll:
    return CreatePoll(broadcaster_id="1", title="?", choices=choices, duration=60)


def test_choices_may_be_texts_mappings_or_parts() -> None:
    expected = (PollOption(title="Yes"), PollOption(title="No"))

    assert poll(["Yes", "No"]).choices == expected
    assert poll([{"title": "Yes"}, PollOption(title="No")]).choices == expected


@pytest.mark.parametrize(
    ("choices", "parameter"),
    [
        (["Yes"], "choices"),
        ("Yes", "choices"),
        (["Yes", 7], "choices[1]"),
        (["Yes", ""], "choices[1].title"),
        (["Yes", "x" * 26], "choices[1].title"),
        ([{"title": "Yes"}, {}], "choices[1].title"),
        ([{"title": "Yes"}, {"title": "No", "votes": 1}], "choices[1].votes"),
    ],
)
def test_a_wrong_choice_is_told_by_its_place(choices: Any, parameter: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        poll(choices)

    assert (caught.value.operation, caught.value.parameter) == ("create_poll", parameter)


def test_a_secret_that_is_too_short_is_told_by_its_path_and_not_shown() -> None:
    shards: Any = [{"id": "0", "transport": {"method": "webhook", "secret": "CANARY"}}]

    with pytest.raises(InvalidRequest) as caught:
        UpdateConduitShards(conduit_id="1", shards=shards)

    assert caught.value.parameter == "shards[0].transport.secret"
    assert "CANARY" not in str(caught.value)


def test_no_tags_and_tags_left_alone_are_two_things() -> None:
    assert ModifyChannelInformation(broadcaster_id="1", tags=()).body() == b'{"tags":[]}'
    assert ModifyChannelInformation(broadcaster_id="1", delay=0).body() == b'{"delay":0}'


def test_a_parameter_may_be_called_like_a_word_of_ours() -> None:
    assert SearchCategories(query="a b").request().url.endswith("/search/categories?query=a%20b")


def test_limits_that_hold_for_each_parameter_are_split_each() -> None:
    many = [str(number) for number in range(150)]

    parts = GetStreams(user_login=many, type="live").split()

    assert [len(part.user_login) for part in parts] == [100, 50]
    assert all(part.type == "live" for part in parts)
    assert len(GetStreams(user_id=many[:100], user_login=many[:100]).split()) == 1


def test_what_cannot_be_split_is_refused() -> None:
    many = [str(number) for number in range(101)]

    with pytest.raises(InvalidRequest, match="user_login"):
        GetStreams(user_id=many, user_login="x").split()
