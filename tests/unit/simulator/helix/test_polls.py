"""Polls: one at a time, votes that come in, an end by time or by hand."""

from __future__ import annotations

from typing import Any

import pytest

from unit.simulator.asking import Client
from unit.simulator.helix.calling import Helix, refused

CLIPS = 5


@pytest.fixture
def helix(client: Client) -> Helix:
    client.world.tokens.eternal = True  # so that days may pass
    return Helix(client, client.world.channels[0], "channel:manage:polls")


def poll(helix: Helix, **more: Any) -> dict[str, Any]:
    assert helix.user is not None
    return {
        "broadcaster_id": helix.user.id,
        "title": "Which way?",
        "choices": [{"title": "North"}, {"title": "South"}],
        "duration": 600,
        **more,
    }


def start(helix: Helix, **more: Any) -> Any:
    status, told = helix("POST", "polls", poll(helix, **more))
    assert status == 200, told
    return told["data"][0]


def votes(one: Any) -> list[int]:
    return [choice["votes"] for choice in one["choices"]]


def test_a_poll_takes_votes_until_its_time_is_over(helix: Helix) -> None:
    begun = start(helix, channel_points_voting_enabled=True, channel_points_per_vote=50)
    helix.world.clock.advance(300)
    [half] = helix.get("polls", broadcaster_id=begun["broadcaster_id"])
    helix.world.clock.advance(3_000)
    [done] = helix.get("polls", broadcaster_id=begun["broadcaster_id"], id=[begun["id"]])

    assert [begun["status"], half["status"], done["status"]] == ["ACTIVE", "ACTIVE", "COMPLETED"]
    assert votes(begun) == [0, 0]
    assert sum(votes(half)) < sum(votes(done))
    assert done["choices"][0]["channel_points_votes"] <= done["choices"][0]["votes"]
    assert done["ended_at"] == "2026-11-01T12:10:00Z"
    assert begun["ended_at"] is None


def test_a_poll_at_a_time(helix: Helix) -> None:
    first = start(helix)
    refused(helix("POST", "polls", poll(helix)), 400, "already")
    ended = helix(
        "PATCH", "polls", {"broadcaster_id": helix.user.id, "id": first["id"], "status": "TERMINATED"}
    )
    second = start(helix)

    assert ended[1]["data"][0]["status"] == "TERMINATED"
    assert [second["id"], first["id"]] == [
        one["id"] for one in helix.get("polls", broadcaster_id=helix.user.id)
    ]


def test_what_is_over_can_be_hidden_but_not_ended_again(helix: Helix) -> None:
    one = start(helix)
    named = {"broadcaster_id": one["broadcaster_id"], "id": one["id"]}
    helix.world.clock.advance(601)

    refused(helix("PATCH", "polls", {**named, "status": "TERMINATED"}), 400, "not active")
    assert helix("PATCH", "polls", {**named, "status": "ARCHIVED"})[1]["data"][0]["status"] == "ARCHIVED"
    refused(helix("PATCH", "polls", {**named, "status": "ARCHIVED"}), 400, "not active")
    refused(helix("PATCH", "polls", {**named, "status": "COMPLETED"}), 400, "must be one of")
    refused(helix("PATCH", "polls", {**named, "id": "x", "status": "ARCHIVED"}), 400, "not found")


def test_polls_are_forgotten_after_90_days(helix: Helix) -> None:
    one = start(helix)
    helix.world.clock.advance(91 * 86_400)

    assert helix.get("polls", broadcaster_id=one["broadcaster_id"]) == []
    refused(helix("GET", "polls", broadcaster_id=one["broadcaster_id"], id=[one["id"]]), 404)


def test_pages_of_polls(helix: Helix) -> None:
    ids: list[str] = []
    for _ in range(5):
        ids.append(start(helix, duration=15)["id"])
        helix.world.clock.advance(20)

    rows = helix.all("polls", broadcaster_id=helix.user.id, first=2)

    assert [row["id"] for row in rows] == ids[::-1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": "x" * 61}, '"title"'),
        ({"broadcaster_id": ""}, '"broadcaster_id"'),
        ({"choices": [{"title": "one"}]}, '"choices"'),
        ({"choices": [{"title": "x" * 26}, {"title": "y"}]}, '"title"'),
        ({"duration": 14}, '"duration"'),
        ({"duration": 1801}, '"duration"'),
        ({"duration": "60"}, '"duration"'),
        ({"channel_points_voting_enabled": True}, '"channel_points_per_vote"'),
    ],
)
def test_what_no_poll_may_have(helix: Helix, change: dict[str, Any], message: str) -> None:
    refused(helix("POST", "polls", poll(helix, **change)), 400, message)


def test_others_may_not(client: Client, helix: Helix) -> None:
    channel = client.world.channels[0]
    stranger = Helix(client, client.world.channels[1], "channel:manage:polls")
    reader = Helix(client, channel, "channel:read:polls")
    viewer = Helix(client, client.world.viewers[0], "channel:manage:polls")

    refused(stranger("POST", "polls", poll(helix)), 401, "The ID in broadcaster_id must match")
    refused(reader("POST", "polls", poll(helix)), 401, "Missing scope: channel:manage:polls")
    refused(Helix(client)("POST", "polls", poll(helix)), 401, "Missing User OAUTH Token")
    refused(viewer("POST", "polls", poll(viewer)), 400, "partner or affiliate")
    assert reader.get("polls", broadcaster_id=channel.id) == []
