# ruff: noqa: RUF001
from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from twitchkit.clips.file_text import shortened
from twitchkit.clips.naming import DEFAULT, FIELDS, NameTemplate
from twitchkit.errors import InvalidNameTemplate
from twitchkit.helix.endpoints.clips import Clip

SLUG = "TalentedCogentSlothKappaWealth-OqcQ7nwuwl3hGU2K"


def clip(title: str = "a goal", **more: Any) -> Clip:
    given: dict[str, Any] = {
        "id": SLUG,
        "title": title,
        "url": f"https://www.twitch.tv/SomeChannel/clip/{SLUG}",
        "created_at": datetime(2024, 8, 28, 21, 5, 9, tzinfo=UTC),
        "broadcaster_id": "25722719",
        "broadcaster_name": "SomeChannel",
        "creator_name": "Fan_24",
        "view_count": 1234,
        "duration": 28.3,
        "language": "en",
        **more,
    }
    return Clip(**given)


def render(template: str, one: Clip | None = None, **more: Any) -> str:
    return NameTemplate.parse(template).render(one or clip(), **more)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        (DEFAULT, f"2024-08-28 a goal [{SLUG}]"),
        ("{slug}", SLUG),
        ("{id}", SLUG),
        ("{channel}/{created_at:%Y}/{title}", "somechannel/2024/a goal"),
        ("{created_at:%Y/%m}/{slug}", f"2024/08/{SLUG}"),
        ("{created_at}", "2024-08-28"),
        ("{created_at:%H:%M}", "21：05"),
        ("{view_count:08d} {duration:.0f}s {vod_offset}", "00001234 28s"),
        ("{view_count:,}", "1,234"),
        ("{title:.3} {quality}", "a g 1080p60"),
        ("{{{language}}}", "{en}"),
        ("{slug}.mp4", SLUG),
        ("{creator_name} {broadcaster_name} {broadcaster_id}", "Fan_24 SomeChannel 25722719"),
    ],
)
def test_a_template_becomes_a_name(template: str, name: str) -> None:
    assert render(template, quality="1080p60") == name


def test_moments_are_told_in_utc() -> None:
    late = datetime(2024, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=2)))

    assert render("{created_at:%Y-%m-%d %Z}", clip(created_at=late)) == "2023-12-31 UTC"


def test_the_channel_is_the_login_or_else_the_name() -> None:
    assert render("{channel}", clip(url=f"https://clips.twitch.tv/{SLUG}")) == "SomeChannel"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a／b＼c：d＊e？f＂g＜h＞i｜j"),
        ("../../etc/passwd", "／..／etc／passwd"),
        ("..", "_"),
        (".", "_"),
        ("", "_"),
        ("  ", "_"),
        (".hidden.", "hidden"),
        ("dots...", "dots"),
        ("trailing \u00a0 ", "trailing"),
        ("two\nlines\tand\r\nmore", "two lines and more"),
        ("bell\x07 \x1b[31mred\x7f", "bell [31mred"),
        ("\u202egpj.exe\u2066\u200b\ufeff\u200d", "gpj.exe"),
        ("\ud800broken\udfff", "broken"),
        ("\ue000private\uffff", "private"),
        ("e\u0301", "\u00e9"),
        ("CON", "_CON"),
        ("nul", "_nul"),
        ("Com1.txt", "_Com1.txt"),
        ("LPT9 .x", "_LPT9 .x"),
        ("COM¹", "_COM¹"),
        ("CONIN$", "_CONIN$"),
        ("CONSOLE", "CONSOLE"),
        ("~root $(rm) `x` 'q' %PATH%", "~root $(rm) `x` 'q' %PATH%"),
        ("日本語 🎉 العربية", "日本語 🎉 العربية"),
    ],
)
def test_a_title_is_made_safe_and_stays_readable(title: str, name: str) -> None:
    assert render("{title}", clip(title)) == name


def test_a_value_never_makes_a_folder_and_an_empty_one_still_is_one() -> None:
    assert render("{title}/{game_id}/{slug}", clip("a/../b")) == f"a／..／b/_/{SLUG}"


def test_a_long_title_gives_way_and_the_slug_stays_whole() -> None:
    for title in ("x" * 500, "日" * 500, "🎉" * 500, "a\u0301\u0302" * 500):
        name = render(DEFAULT, clip(title))

        assert name.endswith(f"[{SLUG}]")
        assert name.startswith("2024-08-28 ")
        assert 190 <= len(name.encode()) <= 200


def test_a_cut_never_ends_in_a_dot_even_where_nothing_can_give_way() -> None:
    name = render("{id}", clip(id="x" * 198 + "." + "y" * 50))

    assert name == "x" * 198


def test_the_longest_value_gives_way_first() -> None:
    name = render("{broadcaster_name} - {title} [{slug}]", clip("t" * 500))

    assert name.startswith("SomeChannel - ttt")


def test_a_title_is_cut_between_what_people_see_as_characters() -> None:
    assert shortened("abc\u0308", 4) == "ab"
    assert shortened("ab\U0001f44d\U0001f3fd", 6) == "ab"
    assert shortened("a\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", 13) == "a\U0001f1e9\U0001f1ea"
    assert shortened("日本", 5) == "日"
    assert shortened("ab cd", 3) == "ab"
    assert shortened("\u0301" * 10, 5) == "\u0301\u0301"


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("", "relative path"),
        ("/{slug}", "relative path"),
        ("{slug}/", "relative path"),
        ("a//{slug}", "relative path"),
        ("../{slug}", "'..'"),
        ("a/./{slug}", "'.'"),
        ("{nothing}", "{nothing} is no field"),
        ("{}", "{} is no field"),
        ("{0}", "{0} is no field"),
        ("{title.__class__}", "is no field"),
        ("{title[0]}", "is no field"),
        ("{thumbnail_url}", "is no field"),
        ("{title!r}", "conversions"),
        ("{title:d}", "does not fit"),
        ("{title:{slug}}", "does not fit"),
        ("{view_count:999999999d}", "does not fit"),
        ("{view_count:x}", "does not fit"),
        ("{duration:d}", "d"),
        ("{created_at:%Q}", "does not fit"),
        ("{created_at:%-d}", "does not fit"),
        ("{created_at:%Y/}{slug}", "slash"),
        ("{created_at:%}", "does not fit"),
        ("{slug", "expected"),
        ("slug}", "encountered"),
        ("{slug}" + "x" * 81, "longer than 80"),
        ("{slug}" + ":" * 40, "longer than 80"),
        ("{slug}" * 200, "longer than 1000"),
        ("a/" * 12 + "{slug}", "more than 12"),
        ("{slug}\x00", "characters that no name"),
        ("{slug}\ud800", "characters that no name"),
        ("{created_at:\x00}", "characters that no name"),
    ],
)
def test_a_template_that_cannot_work_is_refused_with_the_fields(template: str, reason: str) -> None:
    with pytest.raises(InvalidNameTemplate) as caught:
        NameTemplate.parse(template)

    assert reason.lower() in caught.value.why.lower()
    assert all(field in caught.value.fix for field in FIELDS)
