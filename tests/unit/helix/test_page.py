from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from twitchkit.errors import NotFound, UnexpectedAnswer
from twitchkit.helix import (
    AddChannelVip,
    Done,
    Emote,
    EmotePage,
    Endpoint,
    GetAdSchedule,
    GetChannelFollowers,
    GetChannelIcalendar,
    GetChannelStreamSchedule,
    GetDropsEntitlements,
    GetEmoteSets,
    GetExtensionLiveChannels,
    GetGames,
    GetPolls,
    GetStreamKey,
    GetUserActiveExtensions,
    Page,
    Single,
    UpdateConduitShards,
)
from twitchkit.helix.page import merge
from twitchkit.helix.paging import Walk
from twitchkit.wire import Response


def answer(request: Endpoint[Any, Any], content: Any, status: int = 200) -> Any:
    return request.parse(Response(status, {"content-type": "application/json"}, json.dumps(content).encode()))


GAME = {"id": "1", "name": "Chess"}


def test_what_twitch_added_is_reachable() -> None:
    page = answer(GetGames(id="1"), {"data": [{**GAME, "new": [1]}], "newer": True})

    assert page.raw == {"data": [{**GAME, "new": [1]}], "newer": True}


def test_a_page_that_was_not_read_has_nothing_raw() -> None:
    assert Page[str]().raw is None


def test_pages_are_equal_when_they_say_the_same() -> None:
    one = answer(GetGames(id="1"), {"data": [GAME]})
    same = answer(GetGames(id="1"), {"data": [{**GAME, "new": 1}]})

    assert one == same
    assert hash(one) == hash(same)
    assert one != answer(GetGames(id="1"), {"data": [GAME], "total": 1})
    assert one != Single(data=one.data)


def test_a_page_does_not_show_its_body() -> None:
    page = answer(GetStreamKey(broadcaster_id="1"), {"data": [{"stream_key": "CANARY"}]})

    assert "CANARY" not in repr(page)
    assert page[0].stream_key.reveal() == "CANARY"


def test_done_is_an_empty_page() -> None:
    done = AddChannelVip(broadcaster_id="1", user_id="2").parse(Response(204))

    assert done == Done()
    assert (list(done), len(done), done.raw) == ([], 0, None)


def test_what_was_not_done_is_an_error() -> None:
    with pytest.raises(NotFound):
        AddChannelVip(broadcaster_id="1", user_id="2").parse(
            Response(404, {}, b'{"message": "no such user"}')
        )


def test_a_calendar_is_a_text() -> None:
    page = GetChannelIcalendar(broadcaster_id="1").parse(Response(200, {}, "BEGIN:VCALENDAR é".encode()))

    assert page.text == page[0] == page.raw == "BEGIN:VCALENDAR é"


def test_a_calendar_that_is_no_text_is_unexpected() -> None:
    with pytest.raises(UnexpectedAnswer):
        GetChannelIcalendar(broadcaster_id="1").parse(Response(200, {"content-type": "image/png"}, b"\xff"))


def test_one_object_is_a_page_of_one() -> None:
    page = answer(GetUserActiveExtensions(), {"data": {"panel": {"1": {"active": False}}}})

    assert page.value is page[0]
    assert page.value.panel["1"].active is False
    assert page.value.overlay == {}


SEGMENT = {
    "id": "s1",
    "start_time": "2026-01-01T00:00:00Z",
    "end_time": "2026-01-01T01:00:00Z",
    "is_recurring": False,
}


def test_a_schedules_rows_are_its_broadcasts_and_its_cursor_stands_beside_them() -> None:
    content = {"data": {"segments": [SEGMENT], "broadcaster_id": "1"}, "pagination": {"cursor": "x"}}
    page = answer(GetChannelStreamSchedule(broadcaster_id="1"), content)

    assert ([one.id for one in page], page.broadcaster_id, page.cursor) == (["s1"], "1", "x")


def test_a_schedule_without_broadcasts_is_empty() -> None:
    page = answer(GetChannelStreamSchedule(broadcaster_id="1"), {"data": {"segments": None}})

    assert (list(page), page.vacation) == ([], None)


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ({"data": {"segments": [{**SEGMENT, "id": 7}]}}, r"\$\.data\.segments\[\.\.\.\]\.id|segments"),
        ({"data": []}, "data"),
    ],
)
def test_an_odd_schedule_is_told_by_its_path(content: Any, path: str) -> None:
    with pytest.raises(UnexpectedAnswer, match=path):
        answer(GetChannelStreamSchedule(broadcaster_id="1"), content)


def test_shards_that_were_refused_surface() -> None:
    request = UpdateConduitShards(conduit_id="1", shards=[{"id": "0", "transport": {"method": "websocket"}}])  # type: ignore[list-item]
    wrong = {"id": "3", "message": "no such shard", "code": "invalid_parameter"}

    assert [one.id for one in answer(request, {"data": [], "errors": [wrong]}, 202).errors] == ["3"]
    assert answer(request, {"data": [], "errors": None}, 202).errors == ()


def test_a_cursor_that_is_a_bare_text_leads_on() -> None:
    walk = Walk(GetExtensionLiveChannels(extension_id="1"))
    row = {"broadcaster_id": "1"}
    walk.take(answer(GetExtensionLiveChannels(extension_id="1"), {"data": [row], "pagination": "next"}))

    assert walk.request is not None
    assert walk.request.query_pairs() == [("extension_id", "1"), ("after", "next")]

    walk.take(answer(walk.request, {"data": [{"broadcaster_id": "2"}], "pagination": ""}))

    assert walk.request is None


def test_walking_keeps_what_stands_beside_the_rows() -> None:
    emote = {"id": "1", "name": "Kappa", "images": {}}
    request = GetEmoteSets(emote_set_id="1")
    page = Walk(request).take(answer(request, {"data": [emote], "template": "https://x"}))

    assert (type(page), page.template) == (EmotePage, "https://x")


def test_merged_pages_keep_the_order_and_their_class() -> None:
    emote = {"images": {}, "name": ""}
    request = GetEmoteSets(emote_set_id="1")
    pages: list[EmotePage[Emote]] = [
        answer(request, {"data": [{**emote, "id": one}], "template": "t", "total": 1}) for one in "ab"
    ]

    merged = merge(pages)

    assert (type(merged), [one.id for one in merged]) == (EmotePage, ["a", "b"])
    assert (merged.template, merged.total, merged.cursor) == ("t", None, None)
    assert merge(pages[:1]) is pages[0]


def test_numbers_that_twitch_writes_as_texts_are_numbers() -> None:
    ads = {"next_ad_at": "2023-08-01T23:08:18+00:00", "duration": "60", "preroll_free_time": "90"}
    [schedule] = answer(GetAdSchedule(broadcaster_id="1"), {"data": [{**ads, "snooze_count": "1"}]})

    assert (schedule.duration, schedule.preroll_free_time, schedule.snooze_count) == (60, 90, 1)
    assert schedule.next_ad_at == datetime(2023, 8, 1, 23, 8, 18, tzinfo=UTC)


def test_texts_that_look_like_something_else_stay_texts() -> None:
    games = [{"id": "1", "name": name} for name in ("null", "true", "60")]

    assert [game.name for game in answer(GetGames(id="1"), {"data": games})] == ["null", "true", "60"]


def test_a_bare_total_is_a_page_without_rows() -> None:
    page = answer(GetChannelFollowers(broadcaster_id="1"), {"total": 8})

    assert (list(page), page.total) == ([], 8)


@pytest.mark.parametrize("asked", [GetUserActiveExtensions(), GetChannelStreamSchedule(broadcaster_id="1")])
def test_null_in_place_of_one_object_is_none(asked: Endpoint[Any, Any]) -> None:
    assert list(answer(asked, {"data": None})) == []


def test_slots_that_are_null_are_none() -> None:
    nothing = {"panel": None, "overlay": None, "component": None}
    page = answer(GetUserActiveExtensions(), {"data": nothing})

    assert (page.value.panel, page.value.overlay, page.value.component) == ({}, {}, {})


def test_what_stands_beside_the_rows_may_be_null() -> None:
    assert answer(GetEmoteSets(emote_set_id="1"), {"data": [], "template": None}).template == ""


def test_fields_that_came_later_may_be_missing() -> None:
    old = {"id": "1", "timestamp": "2020-10-09T11:15:11Z", "benefit_id": "b", "user_id": "2", "game_id": "3"}
    [drop] = answer(GetDropsEntitlements(), {"data": [old]})

    assert (drop.last_updated, drop.fulfillment_status) == (None, "")


def test_fields_that_are_dead_may_go() -> None:
    poll = {"id": "1", "channel_points_voting_enabled": True, "started_at": "2026-01-01T00:00:00Z"}

    assert answer(GetPolls(broadcaster_id="1"), {"data": [poll]})[0].bits_voting_enabled is False
