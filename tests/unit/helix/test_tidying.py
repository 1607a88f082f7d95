from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from twitchkit.errors import UnexpectedAnswer
from twitchkit.helix import (
    GetChannelStreamSchedule,
    GetClips,
    GetHypeTrainStatus,
    GetPredictions,
    GetUserActiveExtensions,
)
from twitchkit.wire import Response

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
CLIP = {"id": "Slug", "created_at": "2026-01-01T12:00:00Z"}


def read(request: Any, data: Any) -> Any:
    return request.parse(Response(200, {}, msgspec.json.encode({"data": data})))


@pytest.mark.parametrize("title", ['"video_id":""', 'a ","video_id":"', "", '\\"video_id\\":\\"\\"'])
@pytest.mark.parametrize("style", ["compact", "spaced"])
def test_blanks_become_none_and_texts_stay_as_they_are(title: str, style: str) -> None:
    body = msgspec.json.encode({"data": [{**CLIP, "title": title, "video_id": "", "url": ""}]})
    page = GetClips(id="Slug").parse(
        Response(200, {}, msgspec.json.format(body) if style == "spaced" else body)
    )
    assert (page.data[0].title, page.data[0].video_id, page.data[0].url) == (title, None, "")


def test_only_the_blank_rows_of_a_page_change() -> None:
    page = read(GetClips(id="Slug"), [{**CLIP, "video_id": one} for one in ("7", "", None, "8")])
    assert [clip.video_id for clip in page] == ["7", None, None, "8"]


def test_rows_inside_rows_are_tidied() -> None:
    outcome = {"id": "1", "title": "yes", "top_predictors": None}
    page = read(
        GetPredictions(broadcaster_id="1"),
        [
            {**CLIP, "outcomes": None, "ended_at": ""},
            {**CLIP, "outcomes": [outcome], "locked_at": "2026-01-01T12:00:00Z"},
        ],
    )
    assert (page[0].outcomes, page[0].ended_at) == ((), None)
    assert (page[1].outcomes[0].top_predictors, page[1].locked_at) == ((), NOON)


def test_a_schedules_segments_are_tidied() -> None:
    times = dict.fromkeys(("start_time", "end_time"), "2026-01-01T12:00:00Z")
    segment = {"id": "1", **times, "is_recurring": False, "canceled_until": ""}
    page = read(GetChannelStreamSchedule(broadcaster_id="1"), {"segments": [segment]})
    assert page[0].canceled_until is None


def test_objects_by_name_are_tidied() -> None:
    free = {"active": True, "id": "", "version": "", "name": ""}
    page = read(GetUserActiveExtensions(), {"panel": {"1": free}, "overlay": {}, "component": {}})
    assert page.value.panel["1"].id is None


def test_an_odd_moment_inside_an_object_is_told_by_its_whole_path() -> None:
    outcome = {"id": "1", "title": "yes"}
    with pytest.raises(UnexpectedAnswer, match=r"RFC3339.*`\$\.data\[1\]\.locked_at`"):
        read(
            GetPredictions(broadcaster_id="1"),
            [{**CLIP, "outcomes": [outcome]}, {**CLIP, "outcomes": [outcome], "locked_at": "soon"}],
        )


def test_an_object_that_is_not_there_stays_none() -> None:
    [status] = read(GetHypeTrainStatus(broadcaster_id="1"), [{"current": None}])
    assert status.current is None
