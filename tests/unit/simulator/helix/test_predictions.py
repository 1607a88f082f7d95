"""Predictions: stakes, the window, locks, winners and refunds."""

from __future__ import annotations

from typing import Any

import pytest

from unit.simulator.asking import Client
from unit.simulator.helix.calling import Helix, refused

CLIPS = 5


@pytest.fixture
def helix(client: Client) -> Helix:
    client.world.tokens.eternal = True  # so that days may pass
    return Helix(client, client.world.channels[0], "channel:manage:predictions")


def prediction(helix: Helix, *outcomes: str, **more: Any) -> dict[str, Any]:
    titles = outcomes or ("Win", "Loss")
    return {
        "broadcaster_id": helix.user.id,
        "title": "Win or loss?",
        "outcomes": [{"title": title} for title in titles],
        "prediction_window": 120,
        **more,
    }


def start(helix: Helix, *outcomes: str, **more: Any) -> Any:
    status, told = helix("POST", "predictions", prediction(helix, *outcomes, **more))
    assert status == 200, told
    return told["data"][0]


def end(helix: Helix, one: Any, status: str, **more: Any) -> tuple[int, Any]:
    named = {"broadcaster_id": one["broadcaster_id"], "id": one["id"], "status": status}
    return helix("PATCH", "predictions", {**named, **more})


def now(helix: Helix) -> Any:
    return helix.get("predictions", broadcaster_id=helix.user.id)[0]


def test_the_window_closes_by_itself(helix: Helix) -> None:
    begun = start(helix)
    helix.world.clock.advance(60)
    half = now(helix)
    helix.world.clock.advance(600)
    closed = now(helix)

    assert [begun["status"], half["status"], closed["status"]] == ["ACTIVE", "ACTIVE", "LOCKED"]
    assert closed["locked_at"] == "2026-11-01T12:02:00Z"
    points = [sum(outcome["channel_points"] for outcome in one["outcomes"]) for one in (begun, half, closed)]
    assert 0 == points[0] < points[1] < points[2]
    assert [outcome["color"] for outcome in begun["outcomes"]] == ["BLUE", "PINK"]


def test_winners_share_everything(helix: Helix) -> None:
    begun = start(helix, "Red", "Green", "Blue")
    helix.world.clock.advance(121)
    winner = begun["outcomes"][1]["id"]
    status, told = end(helix, begun, "RESOLVED", winning_outcome_id=winner)
    [done] = told["data"]

    assert status == 200
    assert (done["status"], done["winning_outcome_id"]) == ("RESOLVED", winner)
    assert done["ended_at"] == "2026-11-01T12:02:01Z"
    pool = sum(outcome["channel_points"] for outcome in done["outcomes"])
    best = done["outcomes"][1]["top_predictors"][0]
    assert (
        best["channel_points_won"]
        == pool * best["channel_points_used"] // done["outcomes"][1]["channel_points"]
    )
    assert {one["channel_points_won"] for one in done["outcomes"][0]["top_predictors"]} == {0}
    assert {outcome["color"] for outcome in done["outcomes"]} == {"BLUE"}


def test_a_prediction_has_one_way(helix: Helix) -> None:
    one = start(helix)
    refused(helix("POST", "predictions", prediction(helix)), 400, "prediction event already active")

    refused(end(helix, one, "RESOLVED"), 400, "winning_outcome_id")
    refused(end(helix, one, "RESOLVED", winning_outcome_id="x"), 400, "winning_outcome_id")
    assert end(helix, one, "LOCKED")[1]["data"][0]["status"] == "LOCKED"
    refused(end(helix, one, "LOCKED"), 400, "cannot become LOCKED")
    assert end(helix, one, "CANCELED")[1]["data"][0]["status"] == "CANCELED"
    refused(end(helix, one, "RESOLVED", winning_outcome_id=one["outcomes"][0]["id"]), 400, "CANCELED")
    refused(end(helix, {**one, "id": "x"}, "LOCKED"), 404, "not found")
    start(helix)


def test_what_nobody_resolves_is_refunded_after_a_day(helix: Helix) -> None:
    start(helix)
    helix.world.clock.advance(2 * 86_400)

    assert now(helix)["status"] == "CANCELED"
    assert now(helix)["ended_at"] == "2026-11-02T12:02:00Z"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": "x" * 46}, '"title"'),
        ({"outcomes": [{"title": "one"}]}, '"outcomes"'),
        ({"outcomes": [{"title": str(n)} for n in range(11)]}, '"outcomes"'),
        ({"prediction_window": 29}, '"prediction_window"'),
        ({"prediction_window": 1801}, '"prediction_window"'),
    ],
)
def test_what_no_prediction_may_have(helix: Helix, change: dict[str, Any], message: str) -> None:
    refused(helix("POST", "predictions", prediction(helix, **change)), 400, message)


def test_the_seed_decides_who_stakes_what(client: Client, helix: Helix) -> None:
    start(helix)
    helix.world.clock.advance(600)
    staked = now(helix)["outcomes"][0]["top_predictors"]

    assert len(staked) == 10
    assert helix.user.id not in {one["user_id"] for one in staked}
    assert staked == sorted(staked, key=lambda one: -one["channel_points_used"])
