"""Conduits and their shards."""

from __future__ import annotations

from typing import Any

import pytest

from unit.simulator.asking import Client
from unit.simulator.helix.calling import Helix, refused

CLIPS = 5
CONDUITS, SHARDS = "eventsub/conduits", "eventsub/conduits/shards"
HOOK = {"method": "webhook", "callback": "https://example.com/hook", "secret": "long enough"}
SOCKET = {"method": "websocket", "session_id": "AgoQ"}


@pytest.fixture
def helix(client: Client) -> Helix:
    return Helix(client)


def opened(helix: Helix, shard_count: int = 3) -> str:
    status, told = helix("POST", CONDUITS, {"shard_count": shard_count})
    assert status == 200, told
    return told["data"][0]["id"]


def assign(helix: Helix, conduit: str, *shards: Any) -> tuple[int, Any]:
    return helix("PATCH", SHARDS, {"conduit_id": conduit, "shards": list(shards)})


def test_conduits_are_made_changed_and_deleted(helix: Helix) -> None:
    one, other = opened(helix), opened(helix, 20_000)
    changed = helix("PATCH", CONDUITS, {"id": one, "shard_count": 7})

    assert changed[1]["data"] == [{"id": one, "shard_count": 7}]
    assert helix.get(CONDUITS) == [{"id": one, "shard_count": 7}, {"id": other, "shard_count": 20_000}]
    assert helix("DELETE", CONDUITS, id=one) == (204, None)
    assert [conduit["id"] for conduit in helix.get(CONDUITS)] == [other]
    refused(helix("DELETE", CONDUITS, id=one), 404, "not found")
    refused(helix("PATCH", CONDUITS, {"id": one, "shard_count": 1}), 404, "not found")


def test_limits_of_conduits(helix: Helix, client: Client) -> None:
    refused(helix("POST", CONDUITS, {"shard_count": 0}), 400, '"shard_count"')
    refused(helix("POST", CONDUITS, {"shard_count": 20_001}), 400, '"shard_count"')
    for _ in range(5):
        opened(helix)
    refused(helix("POST", CONDUITS, {"shard_count": 1}), 429)
    refused(Helix(client, client.world.channels[0])("GET", CONDUITS), 401, "Must provide valid app token.")


def test_a_wrong_shard_does_not_stop_the_others(helix: Helix) -> None:
    conduit = opened(helix)
    status, told = assign(
        helix,
        conduit,
        {"id": "0", "transport": HOOK},
        {"id": "1", "transport": SOCKET},
        {"id": "3", "transport": SOCKET},
        {"id": "x", "transport": SOCKET},
        {"id": "2", "transport": {**HOOK, "callback": "http://example.com"}},
        {"id": "2", "transport": {"method": "websocket"}},
    )

    assert status == 202
    assert [(row["id"], row["status"]) for row in told["data"]] == [
        ("0", "webhook_callback_verification_pending"),
        ("1", "enabled"),
    ]
    assert [error["id"] for error in told["errors"]] == ["3", "x", "2", "2"]
    assert {error["code"] for error in told["errors"]} == {"invalid_parameter"}
    assert "secret" not in told["data"][0]["transport"]


def test_shards_are_listed_by_status_and_page(helix: Helix) -> None:
    conduit = opened(helix, 250)
    for first in (0, 100, 200):
        numbers = range(first, min(first + 100, 250))
        assert assign(helix, conduit, *({"id": str(n), "transport": SOCKET} for n in numbers))[0] == 202
    assign(helix, conduit, {"id": "7", "transport": HOOK})

    pending = helix.get(SHARDS, conduit_id=conduit, status="webhook_callback_verification_pending")
    assert [shard["id"] for shard in pending] == ["7"]
    assert [shard["id"] for shard in helix.all(SHARDS, conduit_id=conduit)] == [str(n) for n in range(250)]
    helix.world.clock.advance(2)
    assert {shard["status"] for shard in helix.all(SHARDS, conduit_id=conduit)} == {"enabled"}
    helix("PATCH", CONDUITS, {"id": conduit, "shard_count": 5})
    assert len(helix.all(SHARDS, conduit_id=conduit)) == 5


def test_what_is_wrong_as_a_whole(helix: Helix) -> None:
    conduit = opened(helix, 200)

    refused(assign(helix, "nope", {"id": "0", "transport": SOCKET}), 404, "not found")
    refused(helix("GET", SHARDS, conduit_id="nope"), 404, "not found")
    refused(assign(helix, conduit, {"transport": SOCKET}), 400, 'Missing required parameter ""')
    refused(assign(helix, conduit, {"id": "0"}), 400, '"transport"')
    refused(assign(helix, conduit, *({"id": str(n), "transport": SOCKET} for n in range(101))), 400, "100")
    refused(assign(helix, conduit, {"id": "0", "transport": {**HOOK, "secret": "short"}}), 400, '"secret"')


def test_what_the_body_lacks_may_stand_in_the_query(helix: Helix) -> None:
    """As TwitchIO sends it."""
    made = helix("POST", CONDUITS, shard_count=3)[1]["data"][0]

    assert made["shard_count"] == 3
    assert helix("PATCH", CONDUITS, id=made["id"], shard_count=5)[1]["data"] == [{**made, "shard_count": 5}]
    shards = {"shards": [{"id": "1", "transport": SOCKET}]}
    assert helix("PATCH", SHARDS, shards, conduit_id=made["id"])[1]["data"][0]["id"] == "1"
    assert helix("POST", CONDUITS, {"shard_count": 2}, shard_count=9)[1]["data"][0]["shard_count"] == 2
    refused(helix("POST", CONDUITS, shard_count="many"), 400, "must be an integer")
    refused(helix("POST", CONDUITS), 400, 'Missing required parameter "shard_count"')
