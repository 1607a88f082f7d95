from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import msgspec
import pytest

from twitchkit.clips.reel import Picture, Piece, Sound, chapter_title, plan_reel
from twitchkit.helix import Clip

WIDE = Picture(codec="h264", width=1920, height=1080, pixel_format="yuv420p", setup=b"1")
HIGH = Picture(codec="h264", width=607, height=1080, pixel_format="yuv420p", setup=b"2")
SOUND = Sound(codec="aac", rate=48_000, layout="stereo", setup=b"1")


def piece(
    seconds: Fraction | int = 10, *, title: str = "t", picture: Picture = WIDE, sound: Sound | None = SOUND
) -> Piece:
    return Piece(title=title, seconds=Fraction(seconds), picture=picture, sound=sound)


def altered(of: Picture | Sound, **facts: object) -> dict[str, object]:
    fields = {name: getattr(of, name) for name in of.__dataclass_fields__}
    return {**fields, **facts}


def test_pieces_that_are_coded_alike_are_copied_one_behind_the_other() -> None:
    third = Fraction(1, 3)

    plan = plan_reel([piece(third, title="a"), piece(2, title="b"), piece(third, title="c")])

    assert (plan.way, plan.width, plan.height, plan.has_sound) == ("copied", 1920, 1080, True)
    assert [(one.title, one.start, one.end) for one in plan.chapters] == [
        ("a", 0, third),
        ("b", third, third + 2),
        ("c", third + 2, third * 2 + 2),
    ]
    assert plan.seconds == Fraction(8, 3)


@pytest.mark.parametrize(
    "fact", [{"codec": "hevc"}, {"width": 1280}, {"pixel_format": "yuv444p"}, {"setup": b"2"}]
)
def test_one_other_picture_has_all_encoded(fact: dict[str, object]) -> None:
    other = Picture(**altered(WIDE, **fact))  # type: ignore[arg-type]

    assert plan_reel([piece(), piece(picture=other)]).way == "encoded"


@pytest.mark.parametrize("fact", [{"codec": "opus"}, {"rate": 44_100}, {"layout": "mono"}, {"setup": b"2"}])
def test_one_other_sound_has_all_encoded(fact: dict[str, object]) -> None:
    other = Sound(**altered(SOUND, **fact))  # type: ignore[arg-type]

    assert plan_reel([piece(), piece(sound=other)]).way == "encoded"


def test_sound_in_some_only_has_all_encoded_and_in_none_is_none() -> None:
    some, none = plan_reel([piece(), piece(sound=None)]), plan_reel([piece(sound=None), piece(sound=None)])

    assert (some.way, some.has_sound) == ("encoded", True)
    assert (none.way, none.has_sound) == ("copied", False)


def test_what_is_not_shown_as_it_is_coded_is_not_copied() -> None:
    turned = Picture(**altered(WIDE, plain=False))  # type: ignore[arg-type]

    assert plan_reel([piece(picture=turned), piece(picture=turned)]).way == "encoded"


def test_the_shape_is_that_which_plays_longest_then_the_largest_and_even() -> None:
    assert plan_reel([piece(9), piece(5, picture=HIGH), piece(5, picture=HIGH)]).width == 608
    assert plan_reel([piece(9), piece(9, picture=HIGH)]).width == 1920


def test_a_chapter_is_called_as_its_clip_in_one_line() -> None:
    made = datetime(2026, 10, 1, tzinfo=UTC)
    clip = Clip(id="Slug", created_at=made, title=" a\n big  win\t", creator_name="bob")

    assert chapter_title(clip) == "a big win (bob)"
    assert chapter_title(msgspec.structs.replace(clip, creator_name=None)) == "a big win"
    assert chapter_title(msgspec.structs.replace(clip, title="  ", creator_name="")) == "Slug"
