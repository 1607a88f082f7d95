"""Rewards for channel points, and redemptions."""

from __future__ import annotations

from typing import Any

import pytest

from twitchkit.simulator import Simulator
from unit.simulator.asking import Client
from unit.simulator.helix.calling import Helix, refused

CLIPS = 5
PATH, REDEMPTIONS = "channel_points/custom_rewards", "channel_points/custom_rewards/redemptions"


@pytest.fixture
def helix(client: Client) -> Helix:
    return Helix(client, client.world.channels[0], "channel:manage:redemptions")


def make(helix: Helix, **more: Any) -> tuple[int, Any]:
    return helix("POST", PATH, {"title": "Wave", "cost": 100, **more}, broadcaster_id=helix.user.id)


def made(helix: Helix, **more: Any) -> Any:
    status, told = make(helix, **more)
    assert status == 200, told
    return told["data"][0]


def change(helix: Helix, reward: Any, **changes: Any) -> tuple[int, Any]:
    return helix("PATCH", PATH, changes, broadcaster_id=helix.user.id, id=reward["id"])


def redeem(helix: Helix, reward: Any, text: str = "", viewer: int = 0) -> str:
    world = helix.world
    return Simulator(world=world).redeem(world.viewers[viewer].login, reward["id"], text)


def test_a_reward_is_made_changed_and_deleted(helix: Helix) -> None:
    one = made(helix, background_color="#a0b1c2", is_global_cooldown_enabled=True, global_cooldown_seconds=60)
    changed = change(helix, one, title="Wave twice", is_paused=True, is_global_cooldown_enabled=False)

    assert one["background_color"] == "#A0B1C2"
    assert one["global_cooldown_setting"] == {"is_enabled": True, "global_cooldown_seconds": 60}
    [now] = helix.get(PATH, broadcaster_id=helix.user.id, id=[one["id"]])
    assert now == changed[1]["data"][0]
    assert (now["title"], now["is_paused"], now["cost"]) == ("Wave twice", True, 100)
    assert not now["global_cooldown_setting"]["is_enabled"]
    assert helix("DELETE", PATH, broadcaster_id=helix.user.id, id=one["id"]) == (204, None)
    assert helix.get(PATH, broadcaster_id=helix.user.id) == []
    refused(change(helix, one, title="x"), 404)
    refused(helix("GET", PATH, broadcaster_id=helix.user.id, id=[one["id"]]), 404)


def test_titles_are_unique_and_rewards_are_fifty(helix: Helix) -> None:
    one, other = made(helix), made(helix, title="Shout")
    refused(make(helix), 400, "CREATE_CUSTOM_REWARD_DUPLICATE_REWARD")
    refused(change(helix, other, title="Wave"), 400, "UPDATE_CUSTOM_REWARD_DUPLICATE_REWARD")
    assert change(helix, one, title="Wave")[0] == 200
    for number in range(48):
        made(helix, title=f"Number {number}")
    refused(make(helix, title="One more"), 400, "CREATE_CUSTOM_REWARD_TOO_MANY_REWARDS")


def test_only_the_app_that_made_it_may_change_it(helix: Helix, client: Client) -> None:
    one = made(helix)
    public = client.world.public_app.client_id
    token = client.world.tokens.issue_user(public, helix.user.id, ("channel:manage:redemptions",))[0]
    headers = {"authorization": f"Bearer {token}", "client-id": public}
    at = f"/helix/{PATH}?broadcaster_id={helix.user.id}"

    assert client("DELETE", f"{at}&id={one['id']}", headers=headers).status == 403
    assert one["id"].encode() in client("GET", at, headers=headers).body
    assert client("GET", f"{at}&only_manageable_rewards=true", headers=headers).body == b'{"data":[]}'


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"title": ""}, '"title"'),
        ({"title": "x" * 46}, '"title"'),
        ({"cost": 0}, '"cost"'),
        ({"cost": 1_000_000_001}, '"cost"'),
        ({"background_color": "red"}, '"background_color"'),
        ({"is_max_per_stream_enabled": True}, '"max_per_stream"'),
        ({"global_cooldown_seconds": 604_801}, '"global_cooldown_seconds"'),
    ],
)
def test_what_no_reward_may_have(helix: Helix, more: dict[str, Any], message: str) -> None:
    refused(make(helix, **more), 400, message)


def test_viewers_without_a_channel_have_no_rewards(client: Client) -> None:
    viewer = Helix(client, client.world.viewers[0], "channel:manage:redemptions")

    refused(make(viewer), 403, "partner or affiliate")
    refused(viewer("GET", PATH, broadcaster_id=viewer.user.id), 403, "partner or affiliate")


def test_redemptions_wait_until_they_are_fulfilled_or_given_back(helix: Helix) -> None:
    one = made(helix, is_user_input_required=True, prompt="To whom?")
    ids = [redeem(helix, one, text, viewer) for viewer, text in enumerate(("to Ann", "to Bo", "to Cy"))]
    named = {"broadcaster_id": helix.user.id, "reward_id": one["id"]}
    waiting = helix.all(REDEMPTIONS, **named, status="UNFULFILLED", first=2)
    assert [row["id"] for row in waiting] == ids
    assert waiting[0]["user_input"] == "to Ann"
    assert waiting[0]["reward"]["prompt"] == "To whom?"

    status, told = helix("PATCH", REDEMPTIONS, {"status": "FULFILLED"}, **named, id=ids[:2])
    assert (status, [row["status"] for row in told["data"]]) == (200, ["FULFILLED"] * 2)
    refused(helix("PATCH", REDEMPTIONS, {"status": "CANCELED"}, **named, id=ids[:2]), 404, "UNFULFILLED")
    assert helix("PATCH", REDEMPTIONS, {"status": "CANCELED"}, **named, id=ids)[1]["data"][0]["id"] == ids[2]
    newest = helix.get(REDEMPTIONS, **named, id=ids, sort="NEWEST")
    assert [row["id"] for row in newest] == ids[::-1]
    refused(helix("GET", REDEMPTIONS, **named), 400, "status")


def test_a_reward_runs_out_and_cools_down(helix: Helix) -> None:
    one = made(
        helix,
        is_max_per_stream_enabled=True,
        max_per_stream=2,
        is_global_cooldown_enabled=True,
        global_cooldown_seconds=60,
        should_redemptions_skip_request_queue=True,
    )
    redeem(helix, one)
    named = {"broadcaster_id": helix.user.id, "reward_id": one["id"]}
    assert [row["status"] for row in helix.get(REDEMPTIONS, **named, status="FULFILLED")] == ["FULFILLED"]
    with pytest.raises(ValueError, match="cannot be redeemed"):
        redeem(helix, one, viewer=1)
    [now] = helix.get(PATH, broadcaster_id=helix.user.id)
    assert now["cooldown_expires_at"] == "2026-11-01T12:01:00Z"
    assert now["is_in_stock"]
    helix.world.clock.advance(61)
    redeem(helix, one, viewer=1)
    helix.world.clock.advance(61)
    with pytest.raises(ValueError, match="cannot be redeemed"):
        redeem(helix, one, viewer=2)
    [now] = helix.get(PATH, broadcaster_id=helix.user.id)
    assert (now["is_in_stock"], now["redemptions_redeemed_current_stream"]) == (False, 2)
