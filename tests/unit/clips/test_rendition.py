from __future__ import annotations

import pytest

from twitchkit.clips import Choice, Rendition, choose_rendition, rank_renditions
from twitchkit.errors import InvalidSetting, NoSuchRendition


def rendition(height: int, rate: float | None = 30.0, **more: object) -> Rendition:
    return Rendition(height=height, frame_rate=rate, url=f"https://x.example/{height}/{rate}/{more}", **more)


HEVC_1440 = rendition(1440, 60.0, codec="hevc")
AVC_1080 = rendition(1080, 60.0133362969549, codec="avc", bitrate=8_004_451)
HEVC_1080 = rendition(1080, 60.0, codec="hevc")
AVC_720 = rendition(720, 60.0, codec="avc")
OLD_480 = rendition(480, 30.0066681484774)
OLD_360 = rendition(360, 30.0066681484774)
TALL_918 = rendition(918, 60.0, codec="avc", portrait=True)
TALL_720 = rendition(720, 60.0, portrait=True)
ALL = [OLD_360, TALL_918, HEVC_1080, AVC_720, AVC_1080, OLD_480, HEVC_1440, TALL_720]


@pytest.mark.parametrize(
    ("one", "label"),
    [
        (AVC_1080, "1080p60"),
        (OLD_480, "480p30"),
        (rendition(720, None), "720p"),
        (rendition(607, 30.0, portrait=True), "607p30 portrait"),
        (HEVC_1440, "1440p60 hevc"),
        (rendition(0, 60.0), "unlabelled"),
    ],
)
def test_a_label_is_what_people_call_it(one: Rendition, label: str) -> None:
    assert one.label == label


@pytest.mark.parametrize(
    ("quality", "chosen"),
    [
        ("best", HEVC_1440),
        ("worst", OLD_360),
        ("1440", HEVC_1440),
        ("1080", AVC_1080),
        (1080, AVC_1080),
        ("1080p", AVC_1080),
        ("1080P60", AVC_1080),
        (" 1000 ", AVC_720),
        (2160, HEVC_1440),
        ("240", OLD_360),
        ("720p30", OLD_480),
        ("480p60", OLD_480),
    ],
)
def test_a_step_is_not_exceeded_unless_everything_exceeds_it(quality: str | int, chosen: Rendition) -> None:
    assert choose_rendition(ALL, quality=quality) == chosen


def test_the_order_to_fall_back_is_lower_first_then_higher() -> None:
    ranked = rank_renditions(ALL, quality="720")

    assert ranked == [AVC_720, OLD_480, OLD_360, AVC_1080, HEVC_1080, HEVC_1440]


def test_best_falls_back_downwards_and_worst_upwards() -> None:
    assert rank_renditions(ALL) == [HEVC_1440, AVC_1080, HEVC_1080, AVC_720, OLD_480, OLD_360]
    assert rank_renditions(ALL, quality="worst") == [
        OLD_360,
        OLD_480,
        AVC_720,
        AVC_1080,
        HEVC_1080,
        HEVC_1440,
    ]


def test_a_frame_rate_that_nothing_keeps_gives_way_before_the_height_does() -> None:
    smooth = [rendition(1080, 60.0), rendition(720, 60.0)]

    assert choose_rendition(smooth, quality="1080p30") == smooth[0]


def test_at_one_height_avc_comes_first_then_frame_rate_then_bitrate() -> None:
    slow, rich, poor = (
        rendition(720, 30.0, codec="avc"),
        rendition(720, 60.0, codec="avc", bitrate=3_000_000),
        rendition(720, 60.0, codec="avc", bitrate=2_000_000),
    )
    modern = rendition(720, 120.0, codec="hevc", bitrate=9_000_000)

    assert rank_renditions([modern, slow, poor, rich]) == [rich, poor, slow, modern]


def test_a_file_without_a_height_ranks_above_those_that_twitch_lists_behind_it() -> None:
    untold = rendition(0, None)
    listed = [untold, AVC_720, OLD_480]

    assert rank_renditions(listed) == listed
    assert rank_renditions([AVC_720, untold, OLD_480]) == [AVC_720, untold, OLD_480]
    assert choose_rendition(listed, quality=720) == AVC_720
    assert choose_rendition(listed, quality="worst") == OLD_480
    assert choose_rendition([untold], quality=720) == untold


def test_portrait_and_landscape_are_never_mixed() -> None:
    assert rank_renditions(ALL, portrait=True) == [TALL_918, TALL_720]
    assert choose_rendition(ALL, portrait=True, quality=720) == TALL_720
    assert not any(one.portrait for one in rank_renditions(ALL, quality=918))


@pytest.mark.parametrize("codec", ["hevc", "h265", "H.265", "HEVC"])
def test_a_codec_is_a_filter_in_any_spelling(codec: str) -> None:
    assert rank_renditions(ALL, codec=codec) == [HEVC_1440, HEVC_1080]


@pytest.mark.parametrize("codec", ["avc", "h264", "H.264"])
def test_files_whose_codec_is_not_told_count_as_avc(codec: str) -> None:
    assert rank_renditions(ALL, codec=codec) == [AVC_1080, AVC_720, OLD_480, OLD_360]


def test_a_missing_shape_or_codec_is_told_with_what_is_offered() -> None:
    with pytest.raises(NoSuchRendition) as caught:
        choose_rendition([AVC_1080, OLD_480], portrait=True, quality=720)
    assert (caught.value.asked, caught.value.offered) == ("720 portrait", ("1080p60", "480p30"))

    with pytest.raises(NoSuchRendition, match="hevc"):
        choose_rendition([AVC_1080], codec="h265")
    with pytest.raises(NoSuchRendition, match="none"):
        choose_rendition([])


@pytest.mark.parametrize(
    "quality", ["", "source", "1080i", "p60", "0", "-720", "1080p0", "1e3", "\u0661\u0668", 0, -1, True]
)
def test_a_quality_that_means_nothing_is_refused(quality: str | int) -> None:
    with pytest.raises(InvalidSetting, match="quality"):
        choose_rendition(ALL, quality=quality)
    with pytest.raises(InvalidSetting, match="quality"):
        Choice(quality=quality)


def test_a_codec_that_means_nothing_is_refused() -> None:
    with pytest.raises(InvalidSetting, match="codec"):
        Choice(codec="av2")
