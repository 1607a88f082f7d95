from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from twitchkit.clips.dated_name import read_dated_name
from twitchkit.helix import Clip


def clip(title: str, created_at: str = "2026-11-21T23:30:00") -> Clip:
    return Clip(id=title, title=title, created_at=datetime.fromisoformat(created_at).replace(tzinfo=UTC))


@pytest.mark.parametrize("day", ["20261121", "2026-11-21"])
def test_a_name_finds_the_clip_of_its_day_and_title(day: str) -> None:
    name = read_dated_name(f"{day}_100516041_some_one_what_a_win")

    assert name
    assert (name.day, name.logins[:2]) == (date(2026, 11, 21), ("some", "some_one"))
    one, other_day, other = (
        clip("What a win!?"),
        clip("what a WIN", "2026-11-22T00:10:00"),
        clip("what a loss"),
    )
    assert name.among([one, other_day, other], "some_one") == [one]
    assert name.among([one], "some") == []


@pytest.mark.parametrize("stem", ["", "20261121_x_some_title", "20261399_1_some_title", "some title [Slug]"])
def test_other_names_tell_nothing(stem: str) -> None:
    assert read_dated_name(stem) is None
