from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from twitchkit.errors import InvalidRequest, UnexpectedAnswer
from twitchkit.helix import ENDPOINTS, Endpoint, GetClips, GetClipsDownload, GetGames, GetUsers, GetVideos
from twitchkit.wire import Response

BASE = "https://api.twitch.tv"


@pytest.mark.parametrize("base", [BASE, BASE + "/", BASE + "/helix", BASE + "/helix/"])
def test_the_base_may_name_helix_or_not(base: str) -> None:
    assert (
        GetUsers(login="twitchdev").request(base).url == "https://api.twitch.tv/helix/users?login=twitchdev"
    )


def test_repeated_parameters_are_repeated_never_joined() -> None:
    assert GetClips(id=["A", "B"]).request().url == f"{BASE}/helix/clips?id=A&id=B"


def test_repeats_of_one_value_are_sent_once() -> None:
    assert GetClips(id=["A", "B", "A"]).query_pairs() == [("id", "A"), ("id", "B")]


def test_values_are_percent_encoded() -> None:
    assert GetGames(name="Tom & Jerry é").request().url.endswith("/games?name=Tom%20%26%20Jerry%20%C3%A9")


def test_moments_are_sent_in_utc_with_whole_seconds() -> None:
    start = datetime(2026, 1, 2, 3, 4, 5, 999999, tzinfo=timezone(timedelta(hours=2)))

    assert ("started_at", "2026-01-02T01:04:05Z") in GetClips(
        broadcaster_id="1", started_at=start
    ).query_pairs()


def test_booleans_are_lower_case() -> None:
    assert ("is_featured", "false") in GetClips(broadcaster_id="1", is_featured=False).query_pairs()


NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "parameters", "parameter"),
    [
        (GetClips, {}, "broadcaster_id, game_id, id"),
        (GetClips, {"broadcaster_id": "1", "game_id": "2"}, "broadcaster_id, game_id, id"),
        (GetClips, {"broadcaster_id": "1", "first": 0}, "first"),
        (GetClips, {"broadcaster_id": "1", "first": 101}, "first"),
        (GetClips, {"broadcaster_id": "1", "ended_at": NOW}, "ended_at"),
        (GetClips, {"broadcaster_id": "1", "started_at": NOW, "ended_at": NOW}, "ended_at"),
        (GetClips, {"broadcaster_id": "1", "started_at": datetime(2026, 1, 1)}, "started_at"),  # noqa: DTZ001
        (GetClips, {"id": ["A", ""]}, "id"),
        (GetClips, {"id": [1]}, "id"),
        (GetClips, {"id": 1}, "id"),
        (GetGames, {}, "id, name, igdb_id"),
        (GetVideos, {"user_id": "1", "period": "year"}, "period"),
        (GetVideos, {"id": ["1"], "user_id": "2"}, "id, user_id, game_id"),
        (GetClipsDownload, {"editor_id": "1", "broadcaster_id": "2", "clip_id": []}, "clip_id"),
        (GetClipsDownload, {"editor_id": "", "broadcaster_id": "2", "clip_id": ["A"]}, "editor_id"),
    ],
)
def test_a_wrong_call_fails_before_it_is_sent(
    kind: type[Endpoint[Any]], parameters: Any, parameter: str
) -> None:
    with pytest.raises(InvalidRequest) as caught:
        kind(**parameters)

    assert caught.value.parameter == parameter


def test_too_many_values_are_split_in_order() -> None:
    request = GetUsers(id=[str(n) for n in range(90)], login=[f"u{n}" for n in range(30)])

    first, second = request.split()

    assert (len(first.id), len(first.login), len(second.id), len(second.login)) == (90, 10, 0, 20)
    assert (*first.login, *second.login) == request.login
    with pytest.raises(InvalidRequest):
        request.request()


def test_few_values_are_one_request() -> None:
    request = GetClips(id=["A"])

    assert request.split() == [request]


def page_of(request: Endpoint[Any], content: Any) -> Any:
    return request.parse(Response(200, {"content-type": "application/json"}, json.dumps(content).encode()))


CLIP = {"id": "A", "created_at": "2026-01-01T00:00:00Z"}


def test_blanks_for_none_are_read_as_none() -> None:
    blank = {**CLIP, "video_id": "", "game_id": "", "creator_id": "", "creator_name": "", "vod_offset": None}

    [clip] = page_of(GetClips(id="A"), {"data": [blank]})

    assert (clip.video_id, clip.game_id, clip.creator_id, clip.creator_name, clip.vod_offset) == (None,) * 5


def test_unknown_fields_and_missing_late_ones_are_tolerated() -> None:
    [clip] = page_of(GetClips(id="A"), {"data": [{**CLIP, "new_field": {"x": 1}}], "extra": 1})

    assert (clip.id, clip.is_featured) == ("A", None)


@pytest.mark.parametrize("content", [{"data": None}, {"data": []}, {"data": [], "pagination": {}}])
def test_an_empty_answer_has_no_rows(content: Any) -> None:
    page = page_of(GetClips(id="A"), content)

    assert (len(page), list(page), page.cursor) == (0, [], None)


@pytest.mark.parametrize(
    ("pagination", "cursor"),
    [({"cursor": "x"}, "x"), ({}, None), ({"cursor": ""}, None), ("", None), (None, None)],
)
def test_every_spelling_of_the_cursor_is_read(pagination: Any, cursor: str | None) -> None:
    assert page_of(GetClips(id="A"), {"data": [CLIP], "pagination": pagination}).cursor == cursor


def test_a_page_is_a_sequence_of_its_rows() -> None:
    page = page_of(GetClips(id="A"), {"data": [CLIP, {**CLIP, "id": "B"}]})

    assert ([clip.id for clip in page], page[1].id, [clip.id for clip in page[:1]]) == (
        ["A", "B"],
        "B",
        ["A"],
    )


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b'{"data":[{"id":7,"created_at":"2026-01-01T00:00:00Z"}]}', r"\$\.data\[0\]\.id|data\[\.\.\.\]\.id"),
        (b'{"data":{}}', "data"),
        (b"{}", "data"),
        (b"<html>CANARY</html>", "no JSON"),
        (b"", "no JSON"),
    ],
)
def test_an_odd_shape_is_told_by_its_path_never_by_its_content(body: bytes, problem: str) -> None:
    with pytest.raises(UnexpectedAnswer, match=problem) as caught:
        GetClips(id="A").parse(Response(200, {"content-type": "text/html"}, body))

    assert "CANARY" not in str(caught.value)
    assert caught.value.where == "get_clips"


def test_every_endpoint_is_reachable_by_its_operation_id() -> None:
    assert {operation: kind.operation for operation, kind in ENDPOINTS.items()} == {
        op: op for op in ENDPOINTS
    }
