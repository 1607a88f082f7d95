"""Drops, and reports for those who own games and extensions."""

from __future__ import annotations

from unit.simulator.asking import Client
from unit.simulator.helix.calling import Helix, refused

CLIPS = 5
PATH = "entitlements/drops"


def test_entitlements_are_filtered_and_paged(client: Client) -> None:
    app = Helix(client)
    every = app.all(PATH, first=50)
    one = every[3]

    assert len(every) == 120
    assert app.get(PATH, id=[one["id"]]) == [one]
    assert {row["user_id"] for row in app.get(PATH, user_id=one["user_id"])} == {one["user_id"]}
    assert all(row["game_id"] == one["game_id"] for row in app.get(PATH, game_id=one["game_id"]))
    assert app.get(PATH, fulfillment_status="FULFILLED") == []
    assert len(app.get(PATH, first=1000)) == 120


def test_fulfilment_is_kept_and_told_by_outcome(client: Client) -> None:
    app = Helix(client)
    one, other = (row["id"] for row in app.get(PATH, first=2))
    unknown = "00000000-0000-4000-8000-000000000000"
    body = {"entitlement_ids": [one, unknown, "x"], "fulfillment_status": "FULFILLED"}
    told = app("PATCH", PATH, body)[1]["data"]

    assert {row["status"]: row["ids"] for row in told} == {
        "SUCCESS": [one],
        "NOT_FOUND": [unknown],
        "INVALID_ID": ["x"],
    }
    assert [row["id"] for row in app.get(PATH, fulfillment_status="FULFILLED")] == [one]
    assert other not in {row["id"] for row in app.get(PATH, fulfillment_status="FULFILLED")}
    refused(app("PATCH", PATH, {"fulfillment_status": "LOST"}), 400, "fulfillment_status")


def test_a_viewer_sees_and_changes_the_own_ones(client: Client) -> None:
    every = Helix(client).all(PATH, first=100)
    viewer = client.world.users[every[0]["user_id"]]
    helix = Helix(client, viewer)
    others = next(row["id"] for row in every if row["user_id"] != viewer.id)
    told = helix("PATCH", PATH, {"entitlement_ids": [every[0]["id"], others]})[1]["data"]

    assert {row["user_id"] for row in helix.get(PATH)} == {viewer.id}
    assert {row["status"]: row["ids"] for row in told} == {
        "SUCCESS": [every[0]["id"]],
        "UNAUTHORIZED": [others],
    }


def test_reports_are_of_whole_days(client: Client) -> None:
    owner = Helix(client, client.world.channels[0], "analytics:read:extensions", "analytics:read:games")
    [report] = owner.get(
        "analytics/extensions", started_at="2026-10-01T13:00:00Z", ended_at="2026-10-08T01:00:00Z"
    )

    assert report["extension_id"] == client.world.app.client_id
    assert report["date_range"] == {"started_at": "2026-10-01T00:00:00Z", "ended_at": "2026-10-08T00:00:00Z"}
    assert len(owner.get("analytics/games")) == 3
    refused(owner("GET", "analytics/games", game_id="1"), 404)
    refused(owner("GET", "analytics/games", started_at="2026-10-01T00:00:00Z"), 400, '"ended_at"')
    refused(owner("GET", "analytics/games", type="overview_v1"), 400, '"type"')
    assert (
        Helix(client, client.world.channels[3], "analytics:read:extensions").get("analytics/extensions") == []
    )
