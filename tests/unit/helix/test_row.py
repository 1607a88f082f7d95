from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from twitchkit.errors import UnexpectedAnswer
from twitchkit.helix import (
    AdSchedule,
    BannedUser,
    GetAdSchedule,
    GetBitsLeaderboard,
    GetStreams,
    GetUsers,
    LeaderboardDates,
)
from twitchkit.wire import Response

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def row(request: Any, content: dict[str, Any]) -> Any:
    return request.parse(Response(200, {}, json.dumps({"data": [content]}).encode()))[0]


STREAM = {"id": "1", "user_id": "2", "started_at": "2026-03-04T12:00:00Z"}


@pytest.mark.parametrize("sent", [None, []])
def test_null_lists_are_empty(sent: Any) -> None:
    assert row(GetStreams(), {**STREAM, "tags": sent}).tags == ()


def test_absent_fields_of_old_answers_are_empty_or_none() -> None:
    stream = row(GetStreams(), STREAM)

    assert (stream.tags, stream.game_name, stream.is_mature, stream.viewer_count) == ((), None, None, 0)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (1772625600, NOON),
        ("1772625600", NOON),
        ("2026-03-04T12:00:00Z", NOON),
        ("2026-03-04T13:00:00+01:00", NOON),
        (0, None),
        ("0", None),
        ("", None),
        (None, None),
    ],
)
def test_the_ad_schedules_moments_in_every_spelling(sent: Any, read: datetime | None) -> None:
    assert row(GetAdSchedule(broadcaster_id="1"), {"next_ad_at": sent}).next_ad_at == read


def test_an_odd_moment_is_told_by_its_path() -> None:
    with pytest.raises(UnexpectedAnswer, match=r"RFC3339.*`\$\.data\[0\]\.next_ad_at`"):
        row(GetAdSchedule(broadcaster_id="1"), {"next_ad_at": "soon"})


def test_a_moment_without_a_zone_is_unexpected() -> None:
    with pytest.raises(UnexpectedAnswer, match="started_at"):
        row(GetStreams(), {**STREAM, "started_at": "2026-03-04T12:00:00"})


@pytest.mark.parametrize(
    "sent", ["2026-03-04T12:00:00.000000001Z", "2026-03-04T12:00:00+00:00", "2026-03-04T12:00:00.0Z"]
)
def test_every_spelling_of_a_moment_is_aware(sent: str) -> None:
    assert row(GetStreams(), {**STREAM, "started_at": sent}).started_at == NOON


def test_users_of_old_answers_have_no_birthday() -> None:
    assert row(GetUsers(id="1"), {"id": "1", "login": "x"}).created_at is None


def test_rows_built_by_hand_keep_their_moments() -> None:
    assert AdSchedule(next_ad_at=NOON).next_ad_at == NOON
    assert BannedUser(user_id="1", expires_at=NOON).expires_at == NOON


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("", None),
        (None, None),
        ({"started_at": "", "ended_at": ""}, LeaderboardDates()),
        ({"started_at": "2026-03-04T12:00:00Z", "ended_at": ""}, LeaderboardDates(started_at=NOON)),
    ],
)
def test_a_leaderboard_of_all_time_has_no_dates(sent: Any, read: Any) -> None:
    body = json.dumps({"data": [], "date_range": sent, "total": 0}).encode()

    page = GetBitsLeaderboard().parse(Response(200, {}, body))

    assert (page.date_range, page.total) == (read, 0)
