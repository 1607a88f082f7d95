"""Schedules: segments that come every week or once, vacations, the calendar."""

from __future__ import annotations

from typing import Any

import pytest

from unit.simulator.asking import Client
from unit.simulator.helix.calling import Helix, refused

CLIPS = 5


@pytest.fixture
def helix(client: Client) -> Helix:
    return Helix(client, client.world.channels[0], "channel:manage:schedule")


def plan(helix: Helix, **more: Any) -> tuple[int, Any]:
    body = {
        "start_time": "2026-11-03T18:00:00Z",
        "timezone": "America/New_York",
        "duration": "120",
        "is_recurring": True,
        "title": "Tuesdays",
        **more,
    }
    return helix("POST", "schedule/segment", body, broadcaster_id=helix.user.id)


def planned(helix: Helix, **more: Any) -> Any:
    status, told = plan(helix, **more)
    assert status == 200, told
    return told["data"]["segments"][0]


def change(helix: Helix, segment: Any, **changes: Any) -> tuple[int, Any]:
    return helix("PATCH", "schedule/segment", changes, broadcaster_id=helix.user.id, id=segment["id"])


def coming(helix: Helix, **query: Any) -> Any:
    return helix.get("schedule", broadcaster_id=helix.user.id, **query)["segments"]


def test_a_weekly_segment_keeps_its_hour_where_it_is_planned(helix: Helix) -> None:
    planned(helix, start_time="2027-03-09T18:00:00Z")
    rows = coming(helix, start_time="2027-03-01T00:00:00Z", first=3)

    # On 2027-03-14 the clocks of New York go forward.
    assert [row["start_time"] for row in rows] == [
        "2027-03-09T18:00:00Z",
        "2027-03-16T17:00:00Z",
        "2027-03-23T17:00:00Z",
    ]
    assert len({row["id"] for row in rows}) == 3
    assert rows[0]["end_time"] == "2027-03-09T20:00:00Z"


def test_pages_go_on_for_a_year(helix: Helix) -> None:
    planned(helix)
    planned(helix, start_time="2026-11-05T18:00:00Z", title="Thursdays")
    rows: list[Any] = []
    query: dict[str, Any] = {"broadcaster_id": helix.user.id, "first": 25}
    while True:
        status, told = helix("GET", "schedule", **query)
        assert status == 200
        rows += told["data"]["segments"]
        if not told["pagination"]:
            break
        query["after"] = told["pagination"]["cursor"]

    assert len(rows) in {104, 105}
    assert [row["start_time"] for row in rows] == sorted(row["start_time"] for row in rows)
    assert {row["title"] for row in rows} == {"Tuesdays", "Thursdays"}


def test_one_broadcast_is_canceled_and_the_segment_goes_on(helix: Helix) -> None:
    planned(helix)
    second = coming(helix)[1]
    status, told = change(helix, second, is_canceled=True)
    rows = coming(helix, first=3)

    assert status == 200
    assert told["data"]["segments"][0]["canceled_until"] == second["end_time"]
    assert [bool(row["canceled_until"]) for row in rows] == [False, True, False]
    change(helix, second, is_canceled=False)
    assert not any(row["canceled_until"] for row in coming(helix, first=3))


def test_a_change_is_of_the_whole_segment(helix: Helix, client: Client) -> None:
    game = next(iter(client.world.games.values()))
    one = planned(helix)
    change(helix, one, title="Now longer", duration="240", category_id=game.id)
    rows = coming(helix, id=[row["id"] for row in coming(helix, first=2)])

    assert [row["title"] for row in rows] == ["Now longer"] * 2
    assert rows[0]["category"] == {"id": game.id, "name": game.name}
    assert rows[0]["end_time"] == "2026-11-03T22:00:00Z"
    refused(change(helix, one, start_time="2026-11-04T18:00:00Z"), 400, "FirstOccurrenceDate")


def test_a_single_segment_moves_and_goes(helix: Helix) -> None:
    one = planned(helix, is_recurring=False)
    status, told = change(helix, one, start_time="2026-11-20T10:00:00Z")
    [moved] = told["data"]["segments"]

    assert status == 200
    assert coming(helix)[0]["start_time"] == "2026-11-20T10:00:00Z"
    named = {"broadcaster_id": helix.user.id, "id": moved["id"]}
    assert helix("DELETE", "schedule/segment", **named) == (204, None)
    assert helix("DELETE", "schedule/segment", **named) == (204, None)
    assert coming(helix) is None
    refused(change(helix, moved, title="x"), 404, "not found")


def test_what_cannot_be_planned(helix: Helix, client: Client) -> None:
    refused(helix("GET", "schedule", broadcaster_id=helix.user.id), 404, "segments were not found")
    planned(helix)
    refused(plan(helix, start_time="2026-11-03T19:00:00Z"), 400, "overlapping")
    refused(plan(helix, start_time="2026-11-10T17:00:00Z", is_recurring=False), 400, "overlapping")
    refused(plan(helix, timezone="Mars/Olympus"), 400, '"timezone"')
    refused(plan(helix, duration="29"), 400, '"duration"')
    refused(plan(helix, duration="1381"), 400, '"duration"')
    refused(plan(helix, duration=60), 400, '"duration"')
    refused(plan(helix, title="x" * 141), 400, '"title"')
    refused(plan(helix, start_time="tomorrow"), 400, '"start_time"')
    refused(plan(helix, category_id="1"), 400, "category_id")
    viewer = Helix(client, client.world.viewers[0], "channel:manage:schedule")
    refused(plan(viewer, is_recurring=False), 403, "single segment creation not authorized")
    planned(viewer)


def test_vacation(helix: Helix) -> None:
    asked = {"broadcaster_id": helix.user.id, "is_vacation_enabled": "true"}
    times = {"vacation_start_time": "2026-12-20T00:00:00Z", "vacation_end_time": "2027-01-02T00:00:00Z"}
    refused(helix("PATCH", "schedule/settings", **asked), 404)
    planned(helix)
    refused(helix("PATCH", "schedule/settings", **asked), 400, "vacation_start_time")
    refused(helix("PATCH", "schedule/settings", **asked, **times), 400, "timezone")

    assert helix("PATCH", "schedule/settings", **asked, **times, timezone="Europe/Berlin")[0] == 204
    away = helix.get("schedule", broadcaster_id=helix.user.id)["vacation"]
    assert away == {"start_time": times["vacation_start_time"], "end_time": times["vacation_end_time"]}
    assert (
        helix("PATCH", "schedule/settings", broadcaster_id=helix.user.id, is_vacation_enabled="false")[0]
        == 204
    )
    assert helix.get("schedule", broadcaster_id=helix.user.id)["vacation"] is None


def test_the_calendar_needs_no_token_and_keeps_to_rfc_5545(helix: Helix, client: Client) -> None:
    title = "Long, long; back\\slash\nand " + "é" * 60
    planned(helix, title=title)
    answer = client("GET", f"/helix/schedule/icalendar?broadcaster_id={helix.user.id}")
    text = answer.body.decode()

    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar"
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert "DTSTART;TZID=/America/New_York:20261103T130000" in unfolded
    assert "RRULE:FREQ=WEEKLY;BYDAY=TU" in unfolded
    assert "SUMMARY:Long\\, long\\; back\\\\slash\\nand " + "é" * 60 in unfolded
    assert client("GET", "/helix/schedule/icalendar").status == 400


def test_other_channels_have_two_evenings_a_week(client: Client) -> None:
    helix = Helix(client)
    rows = helix.get("schedule", broadcaster_id=client.world.channels[1].id, first=4)["segments"]

    assert len({row["start_time"] for row in rows}) == 4
    assert all(row["is_recurring"] and row["category"] for row in rows)
