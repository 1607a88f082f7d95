from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest

from twitchkit.errors import UnexpectedAnswer
from twitchkit.helix import (
    ENDPOINTS,
    DeleteConduit,
    Endpoint,
    GetAdSchedule,
    GetChannelGuestStarSettings,
    GetChannelStreamSchedule,
    GetClips,
    GetCustomReward,
    GetExtensionTransactions,
    GetGameAnalytics,
    GetGuestStarSession,
    GetStreamMarkers,
    GetStreams,
    GetUsers,
    GetVideos,
)
from twitchkit.wire import Response
from vectors.helix.reading import example, vector


def answer(request: Endpoint[Any, Any], content: Any) -> Any:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return request.parse(Response(200, {"content-type": "application/json"}, body))


def row(request: Endpoint[Any, Any], content: Any) -> Any:
    return answer(request, {"data": [content]})[0]


VIDEO = {"id": "1", "user_id": "2", "created_at": "2018-03-02T20:53:41Z"}
TRANSACTION = {
    "id": "74c52265-e214-48a6-91b9-23b6014e8041",
    "timestamp": "2019-01-28T04:15:53.325Z",
    "product_data": {
        "sku": "s",
        "cost": {"amount": 1, "type": "bits"},
        "displayName": "Yo",
        "inDevelopment": True,
    },
}


def test_what_an_old_answer_lacks_is_the_nothing_of_its_type() -> None:
    bought = row(GetExtensionTransactions(extension_id="1"), TRANSACTION).product_data

    assert (bought.broadcast, bought.in_development, bought.display_name) == (False, True, "Yo")


def test_a_reward_may_lack_whole_objects() -> None:
    reward = row(GetCustomReward(broadcaster_id="1"), {"id": "7", "is_paused": True})

    assert reward.is_paused
    assert not reward.max_per_stream_setting.is_enabled


def test_a_report_of_old_has_no_days() -> None:
    old = {"game_id": "493057", "URL": "https://example.invalid/a.csv"}

    assert row(GetGameAnalytics(), old).date_range is None


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_schedule_without_ads_has_no_numbers(nothing: object) -> None:
    none = {"snooze_count": nothing, "duration": nothing, "next_ad_at": nothing, "preroll_free_time": nothing}

    ads = row(GetAdSchedule(broadcaster_id="1"), none)

    assert (ads.snooze_count, ads.duration, ads.next_ad_at, ads.preroll_free_time) == (0, 0, None, 0)


@pytest.mark.parametrize(
    ("request_", "sent", "field", "read"),
    [
        (
            GetClips(id="a"),
            {"id": "a", "created_at": "2018-03-02T20:53:41Z", "vod_offset": ""},
            "vod_offset",
            None,
        ),
        (GetVideos(id="1"), {**VIDEO, "muted_segments": ""}, "muted_segments", ()),
        (GetVideos(id="1"), {**VIDEO, "view_count": ""}, "view_count", 0),
    ],
)
def test_an_empty_text_is_no_number_and_no_list(
    request_: Endpoint[Any, Any], sent: Any, field: str, read: object
) -> None:
    assert getattr(row(request_, sent), field) == read


def test_an_empty_total_costs_no_page() -> None:
    page = answer(GetUsers(id="1"), {"data": [{"id": "1"}, {"id": "2"}], "total": "", "pagination": ""})

    assert ([one.id for one in page], page.total, page.cursor) == (["1", "2"], None, None)


def test_a_schedule_is_mended_like_all_others() -> None:
    segment = {"id": "1", "start_time": "2026-01-01T00:00:00Z", "end_time": "2026-01-01T01:00:00Z"}

    page = answer(
        GetChannelStreamSchedule(broadcaster_id="1"), {"data": {"segments": [segment], "vacation": ""}}
    )

    assert (page[0].is_recurring, page.vacation) == (False, None)


@pytest.mark.parametrize(("name", "other"), [("group_layout", "layout"), ("slot_id", "id"), ("URL", "url")])
def test_the_other_names_of_twitchs_examples_are_read(name: str, other: str) -> None:
    settings = {"browser_source_token": "x", other: "TILED_LAYOUT"}
    guest = {other: "0", "assigned_at": "2026-01-01T00:00:00Z", "is_live": True}
    marker = {"id": "m", "created_at": "2026-01-01T00:00:00Z", other: "https://example.invalid/"}
    read = {
        "group_layout": lambda: row(
            GetChannelGuestStarSettings(broadcaster_id="1", moderator_id="1"), settings
        ),
        "slot_id": lambda: row(
            GetGuestStarSession(broadcaster_id="1", moderator_id="1"), {"id": "s", "guests": [guest]}
        ).guests[0],
        "URL": lambda: (
            row(
                GetStreamMarkers(user_id="1"),
                {"user_id": "1", "videos": [{"video_id": "1", "markers": [marker]}]},
            )
            .videos[0]
            .markers[0]
        ),
    }[name]()

    assert getattr(read, name.lower())


@pytest.mark.parametrize(
    "body",
    [
        {"data": [{"login": "somebody"}]},
        {"data": [{}]},
        {"data": [{"foo": 1}]},
        {"data": ["x"]},
        {"data": [{"id": "1", "view_count": "many"}]},
        {"rows": []},
        [],
        "",
    ],
)
def test_what_cannot_be_mended_is_unexpected(body: object) -> None:
    with pytest.raises(UnexpectedAnswer):
        answer(GetUsers(id="1"), body)


def test_the_path_told_is_of_what_cannot_be_mended() -> None:
    with pytest.raises(UnexpectedAnswer, match=r"started_at.*\$\.data\[0\]"):
        answer(GetStreams(), {"data": [{"id": "1", "user_id": "2", "viewer_count": ""}]})


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("2018-10-12T21:43:46.1999999Z", datetime(2018, 10, 12, 21, 43, 46, 199999, UTC)),
        ("2020-11-10T20:08:33.12345678Z", datetime(2020, 11, 10, 20, 8, 33, 123456, UTC)),
        ("9999-12-31T23:59:59.199999999+00:00", datetime(9999, 12, 31, 23, 59, 59, 199999, UTC)),
        ("2020-11-10T20:08:33.1Z", datetime(2020, 11, 10, 20, 8, 33, 100000, UTC)),
    ],
)
@pytest.mark.parametrize("request_", [GetClips(id="1"), GetVideos(id="1")])
def test_nanoseconds_are_cut(request_: Endpoint[Any, Any], sent: str, read: datetime) -> None:
    plain = {**VIDEO, "title": "T12:00:00 at 3.14159265358"}

    page = answer(request_, {"data": [plain, {**plain, "created_at": sent}]})

    assert page[1].created_at == read
    assert page[1].title == plain["title"]


def test_a_last_moment_is_cut_not_carried_into_another_year() -> None:
    sent = {**VIDEO, "created_at": "9999-12-31T23:59:59.999999999Z"}

    assert row(GetVideos(id="1"), sent).created_at == datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize("body", [b"<html>login", b"  <!doctype html>"])
@pytest.mark.parametrize("request_", [DeleteConduit(id="1"), GetUsers(id="1")])
def test_a_web_page_is_no_success(request_: Endpoint[Any, Any], body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer, match="no JSON but text/html"):
        request_.parse(Response(200, {"content-type": "text/html"}, body))


def test_nothing_is_a_success_whatever_its_type() -> None:
    assert len(DeleteConduit(id="1").parse(Response(204, {"content-type": "text/html"}))) == 0


PROMISED = ("id", "content", "browser_source_token", "stream_key", "data", "reward")
"""Without these an answer says nothing, or nothing that is safe to make up; moments are another such kind."""
ANSWERS = {
    name: vector(name)["response"] for name in ENDPOINTS if vector(name)["response"].get("json") is not None
}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where an answer's fields stand."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield (*path, name)
            yield from places(one, (*path, name))
    elif isinstance(value, list) and value:
        yield from places(value[0], (*path, 0))


@pytest.mark.parametrize("name", ANSWERS)
def test_any_field_but_ids_and_moments_may_lack(name: str) -> None:
    told, request = ANSWERS[name], ENDPOINTS[name](**example(name))
    for *path, field in places(told["json"]):
        content = deepcopy(told["json"])
        within = content
        for step in path:
            within = within[step]
        said = within.pop(field)
        is_moment = isinstance(said, str) and said[4:5] == "-" and said[10:11] == "T"
        has_moments = isinstance(said, dict) and any("-" in str(one)[4:5] for one in said.values())
        if field in PROMISED or field.endswith("_id") or is_moment or has_moments:
            continue
        request.parse(Response(told["status"], {}, json.dumps(content).encode()))
