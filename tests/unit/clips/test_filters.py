from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from twitchkit.clips.filters import ClipFilter
from twitchkit.clips.where import FIELDS, parse_where
from twitchkit.errors import InvalidFilter
from twitchkit.helix import Clip

CLIP = Clip(
    id="Slug-1",
    created_at=datetime(2026, 10, 5, 18, tzinfo=UTC),
    url="https://www.twitch.tv/someone/clip/Slug-1",
    broadcaster_name="Someone",
    creator_id="7",
    creator_name="Bob",
    language="pt-br",
    title="A Big WIN (really)",
    view_count=120,
    duration=29.5,
    is_featured=True,
)


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ({}, True),
        ({"since": datetime(2026, 10, 5, 18, tzinfo=UTC)}, True),
        ({"until": datetime(2026, 10, 5, 18, tzinfo=UTC)}, False),
        ({"min_views": 120}, True),
        ({"min_views": 121}, False),
        ({"title": r"big\s+win"}, True),
        ({"title": "^win"}, False),
        ({"creators": ("bob", "eve")}, True),
        ({"creators": ("7",)}, True),
        ({"creators": ("bo",)}, False),
        ({"games": ("CHESS",)}, True),
        ({"games": ("go",)}, False),
        ({"languages": ("pt",)}, True),
        ({"languages": ("PT-BR",)}, True),
        ({"languages": ("en",)}, False),
        ({"duration": "20-30"}, True),
        ({"duration": "30-"}, False),
        ({"duration": "-29.5"}, True),
        ({"featured": True}, True),
        ({"featured": False}, False),
        ({"min_views": 1, "title": "nowhere"}, False),
    ],
)
def test_a_filter_holds_when_all_its_conditions_do(conditions: dict[str, Any], holds: bool) -> None:
    assert ClipFilter(**conditions).check().holds(CLIP, "Chess") is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("view_count > 119", True),
        ("view_count >= 120 and view_count <= 120", True),
        ("view_count < 120 or duration < 30", True),
        ("not view_count < 120", True),
        ("not (view_count = 120 and is_featured)", False),
        ("is_featured", True),
        ("is_featured = no", False),
        ("vod_offset > 5", False),
        ("vod_offset != 5", True),
        ("video_id = x", False),
        ("title ~ 'big win'", True),
        ('title ~ "\\(really\\)$"', True),
        ("title !~ loss", True),
        ("language in (en, pt-br)", True),
        ("creator_name = BOB", True),
        ("channel = someone", True),
        ("game = 'chess'", True),
        ("created_at >= 2026-10-05 and created_at < 2026-10-06", True),
        ("created_at > 2026-10-05T18:00:00+00:00", False),
        ("view_count in (1, 120)", True),
        ("view_count = 1 OR not NOT is_featured", True),
    ],
)  # fmt: skip
def test_a_condition_in_words(text: str, holds: bool) -> None:
    assert parse_where(text)(CLIP, "Chess") is holds


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("views > 3", "no field"),
        ("view_count >", "value is missing"),
        ("title ~", "value is missing"),
        ("title ~ win or title !~", "value is missing"),
        ("title ~ , or is_featured", "value is missing"),
        ("title ~ (moose)", "value is missing"),
        ("view_count 3", "followed by"),
        ("view_count > many", "not a number"),
        ("created_at > soon", "not a date"),
        ("is_featured = maybe", "not yes or no"),
        ("title > x", "numbers and dates"),
        ("view_count ~ 1", "is for text"),
        ("title ~ '('", "no regular expression"),
        ("(title = x", "')' is missing"),
        ("title = x y", "one too many"),
        ("", "it ends"),
        ("title = 'x", "cannot be read"),
        ("(" * 60 + "is_featured" + ")" * 60, "too many brackets"),
        ("not " * 100 + "is_featured", "too many brackets"),
        ("x" * 3000, "longer than"),
        ("__import__('os').system('true')", "no field"),
    ],
)
def test_a_condition_that_means_nothing_is_refused_with_the_place(text: str, reason: str) -> None:
    with pytest.raises(InvalidFilter, match=reason.replace("(", r"\(").replace(")", r"\)")):
        parse_where(text)


@pytest.mark.parametrize(
    "conditions", [{"duration": "x"}, {"duration": "9-3"}, {"title": "["}, {"where": "?"}]
)
def test_a_filter_is_checked_before_anything_is_done(conditions: dict[str, Any]) -> None:
    with pytest.raises(InvalidFilter):
        ClipFilter(**conditions).check()


def test_the_same_conditions_have_the_same_text() -> None:
    assert ClipFilter().text == ""
    assert ClipFilter(min_views=3).text == ClipFilter(min_views=3).text != ClipFilter(min_views=4).text


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_asked_for(field: str) -> None:
    value = {"created_at": "2026-10-05", "is_featured": "yes"}.get(field, "2026")

    assert parse_where(f"{field} = {value} or {field} != {value}")(CLIP, "Chess")
