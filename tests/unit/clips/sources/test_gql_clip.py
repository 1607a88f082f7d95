from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from screenplay import NOON
from twitchkit.clips.link import Link
from twitchkit.clips.sources.gql_clip import read_clip
from twitchkit.clips.sources.source import Finding
from twitchkit.errors import ClipGone, ClipNotReady, ClipUnavailable, PlaybackRefused, UnexpectedAnswer
from twitchkit.helix.endpoints.clips import Clip
from unit.clips.gql_shapes import (
    DEAD,
    EXPIRES,
    MEDIA,
    SIGNATURE,
    SLUG,
    asset,
    clip,
    portrait,
    quality,
    token,
)


def links_of(found: Any, slug: str = SLUG) -> tuple[Link, ...]:
    finding = read_clip(found, slug)
    assert isinstance(finding, Finding), finding
    return finding.links


def labels(found: Any) -> list[str]:
    return [link.label for link in links_of(found)]


def test_each_file_is_a_link_once_though_two_lists_name_it() -> None:
    assert labels(clip()) == ["1080p60", "720p60", "480p30"]


def test_the_token_is_encoded_whole_and_the_signature_rides_along() -> None:
    value = token()["value"]

    signed = links_of(clip())[0].url.reveal()

    assert signed.startswith(
        f"{MEDIA}/landscape/avc/1080/index.mp4?sig={SIGNATURE}&token=%7B%22authorization"
    )
    assert set(signed.partition("&token=")[2]) & set('{}":,/ ') == set()
    assert parse_qs(urlsplit(signed).query) == {"sig": [SIGNATURE], "token": [value]}


def test_a_query_in_the_files_address_is_kept() -> None:
    found = clip(assets=None, videoQualities=[quality("1080", sourceURL=f"{MEDIA}/x.mp4?v=2#frag")])

    assert links_of(found)[0].url.reveal().startswith(f"{MEDIA}/x.mp4?v=2&sig={SIGNATURE}&token=")


def test_a_link_shows_no_signature() -> None:
    assert SIGNATURE not in repr(links_of(clip()))


def test_the_metadata_is_as_helix_would_give_it() -> None:
    finding = read_clip(clip(), SLUG)

    assert isinstance(finding, Finding)
    assert finding.clip == Clip(
        id=SLUG,
        url=f"https://www.twitch.tv/somechannel/clip/{SLUG}",
        embed_url=f"https://clips.twitch.tv/embed?clip={SLUG}",
        broadcaster_id="25722719",
        broadcaster_name="SomeChannel",
        creator_id="153057175",
        creator_name="Fan_24",
        video_id="2345678901",
        game_id="27546",
        language="en",
        title="a goal",
        view_count=27,
        created_at=datetime(2026, 9, 22, 16, 51, 32, tzinfo=UTC),
        thumbnail_url="https://static-cdn.jtvnw.net/twitch-video-assets/x/thumb-0000000000-1920x1080.jpg",
        duration=43.0,
        vod_offset=3600,
        is_featured=None,
    )


def test_everything_that_can_be_null_may_be_null() -> None:
    nulls = dict.fromkeys(
        ("broadcaster", "curator", "game", "video", "videoOffsetSeconds", "title", "language", "assets")
    )

    finding = read_clip(clip(**nulls), SLUG)

    assert isinstance(finding, Finding)
    assert finding.clip is not None
    assert finding.clip.url == f"https://clips.twitch.tv/{SLUG}"
    assert (finding.clip.broadcaster_id, finding.clip.creator_id, finding.clip.video_id) == ("", None, None)
    assert len(finding.links) == 3


def test_no_clip_without_an_error_is_twitchs_word_that_it_is_gone() -> None:
    assert isinstance(read_clip(None, SLUG), ClipGone)


@pytest.mark.parametrize(
    "found",
    [
        clip(videoQualities=None, assets=None, playbackAccessToken=token(clip_uri="")),
        clip(videoQualities=[], assets=[], playbackAccessToken=token(clip_uri=None)),
        clip(
            videoQualities=[quality("1080", 0, sourceURL="")],
            assets=[asset(1.78, quality("1080", 0, sourceURL=""), None), None],
            playbackAccessToken=token(clip_uri=""),
        ),
        clip(videoQualities=None, assets=None, playbackAccessToken=None),
    ],
    ids=["null", "empty", "blank addresses", "no token either"],
)
def test_a_clip_without_any_file_is_not_ready_and_not_gone(found: Any) -> None:
    assert isinstance(read_clip(found, SLUG), ClipNotReady)


@pytest.mark.parametrize(
    "none", [None, {}, {"signature": None, "value": None}, {"signature": "", "value": ""}]
)
def test_files_without_a_token_are_not_available(none: Any) -> None:
    outcome = read_clip(clip(playbackAccessToken=none), SLUG)

    assert isinstance(outcome, ClipUnavailable)
    assert "no playback token" in outcome.why


def test_a_forbidding_token_is_a_refusal_with_its_reason() -> None:
    forbidden = token(authorization={"forbidden": True, "reason": "GEO_BLOCKED"})

    outcome = read_clip(clip(playbackAccessToken=forbidden), SLUG)

    assert isinstance(outcome, PlaybackRefused)
    assert outcome.reason == "GEO_BLOCKED"


def test_files_on_the_emptied_host_are_tried_like_any_other() -> None:
    # 12 of 1,015 clips named it in July 2026; answers recorded before March 2026 all do.
    emptied = f"{DEAD}/x/video-1080.mp4"
    found = clip(
        videoQualities=[quality("1080", sourceURL=emptied)],
        assets=None,
        playbackAccessToken=token(clip_uri=emptied),
    )

    assert [link.host for link in links_of(found)] == ["production.assets.clips.twitchcdn.net"]


@pytest.mark.parametrize(
    "hostile",
    ["file:///etc/passwd", "http://10.0.0.1/x.mp4", "https://169.254.169.254/x", "javascript:1", "x"],
)
def test_a_hostile_address_never_becomes_a_link(hostile: str) -> None:
    found = clip(
        assets=None,
        videoQualities=[quality("1080", sourceURL=hostile)],
        playbackAccessToken=token(clip_uri=hostile),
    )

    assert isinstance(read_clip(found, SLUG), ClipUnavailable)


def test_portrait_is_told_by_the_ratio_and_not_by_order_or_size() -> None:
    found = clip(
        assets=[
            asset(0.5625, portrait("918", width=1920, height=1080), layout="STACKED"),
            asset(0.5625, portrait("720")),
            asset(1.7777777910232544, quality("1080", width=1920, height=1080), layout="FULL"),
        ]
    )

    shown = {link.label: link for link in links_of(found)}

    assert shown["918p60 portrait"].portrait
    assert shown["918p60 portrait"].rendition is not None
    assert shown["918p60 portrait"].rendition.width is None
    assert shown["720p60 portrait"].portrait
    assert not shown["1080p60"].portrait


def test_an_asset_without_a_ratio_is_portrait_if_it_has_a_portrait_layout() -> None:
    found = clip(assets=[asset(0, portrait("607"), layout="FULL"), asset(0, quality("1080"))])

    assert [link.portrait for link in links_of(found)] == [True, False, False, False]


def test_newer_fields_are_read_and_may_be_zero_empty_or_absent() -> None:
    full = quality("1080", bitrate=8_004_451, codecs="avc1.64002A,mp4a.40.2", width=1920, height=1080)
    empty = quality("720", bitrate=0, codecs="", width=0, height=0, videoCodec="AVC")
    found = clip(videoQualities=None, assets=[asset(1.78, full, empty, quality("480", 0))])

    first, second, third = (link.rendition for link in links_of(found))

    assert first is not None
    assert second is not None
    assert third is not None
    assert (first.bitrate, first.codec, first.width) == (8_004_451, "avc", 1920)
    assert (second.bitrate, second.codec, second.width) == (None, "avc", None)
    assert (third.frame_rate, third.label) == (None, "480p")


@pytest.mark.parametrize(
    ("spelling", "codec"),
    [
        ({"videoCodec": "HEVC"}, "hevc"),
        ({"codecs": "hvc1.1.2.L150.90.0.0.0.0.0,mp4a.40.2"}, "hevc"),
        ({"codecs": "hev1.1.6.L120"}, "hevc"),
        ({"videoCodec": "H264"}, "avc"),
        ({"videoCodec": "AV1"}, "av1"),
        ({"sourceURL": f"{MEDIA}/landscape/h264/1080/index.mp4"}, "avc"),
        ({"sourceURL": f"{MEDIA}/landscape/hevc/1080/index.mp4"}, "hevc"),
        ({"sourceURL": f"{MEDIA}/vtg-video-1440.mp4"}, "hevc"),
        ({"sourceURL": f"{MEDIA}/video.mp4"}, None),
    ],
)
def test_the_codec_is_read_in_all_its_spellings(spelling: dict[str, str], codec: str | None) -> None:
    found = clip(videoQualities=None, assets=[asset(1.78, quality("1080", **spelling))])

    rendition = links_of(found)[0].rendition
    assert rendition is not None
    assert rendition.codec == codec


def test_what_an_asset_does_not_say_of_a_file_the_clips_own_list_adds() -> None:
    short, full = quality("1080"), quality("1080", bitrate=8_004_451, width=1920, height=1080)

    [link] = links_of(clip(videoQualities=[full], assets=[asset(1.78, short)]))

    assert link.rendition is not None
    assert (link.rendition.width, link.rendition.bitrate) == (1920, 8_004_451)


def test_a_file_that_two_assets_name_is_as_the_first_says() -> None:
    file = quality("1080", width=1920, height=1080)

    [link] = links_of(clip(videoQualities=[file], assets=[asset(1.78, file), asset(0.56, file)]))

    assert not link.portrait


def test_hevc_is_found_though_only_the_asset_has_it() -> None:
    hevc = quality("1440", videoCodec="HEVC", sourceURL=f"{MEDIA}/landscape/hevc/1440/index.mp4")
    found = clip(assets=[asset(1.78, hevc, quality("1080"))])

    assert labels(found) == ["1440p60 hevc", "1080p60", "720p60", "480p30"]


def test_the_tokens_own_file_is_the_last_way_when_no_list_names_it() -> None:
    found = clip(playbackAccessToken=token(clip_uri=f"{MEDIA}/landscape/avc/source/index.mp4"))

    last = links_of(found)[-1]

    assert (last.rendition, last.label) == (None, "the file of gql")
    assert last.url.reveal().startswith(f"{MEDIA}/landscape/avc/source/index.mp4?sig=")


@pytest.mark.parametrize("expires", [EXPIRES, float(EXPIRES), str(EXPIRES)])
def test_a_link_ends_when_its_token_says(expires: Any) -> None:
    [first, *_] = links_of(clip(playbackAccessToken=token(expires=expires)))

    assert first.expires_at == datetime.fromtimestamp(EXPIRES, UTC)


@pytest.mark.parametrize(
    "value",
    [
        "not JSON",
        '{"x":' + "[" * 5000,
        '{"expires":1e400}',
        '{"expires":1e300}',
        '{"expires":-1e18}',
        "{}",
        "null",
    ],
)
def test_a_token_of_another_version_signs_all_the_same_and_lasts_twenty_hours(value: str) -> None:
    found = clip(playbackAccessToken={"signature": SIGNATURE, "value": value})

    finding = read_clip(found, SLUG, received_at=NOON.timestamp())

    assert isinstance(finding, Finding)
    assert finding.links[0].expires_at is not None
    assert (finding.links[0].expires_at - NOON).total_seconds() == 20 * 3600
    assert links_of(found)[0].expires_at is None


def test_a_version_2_token_without_a_slug_is_read() -> None:
    old = token(version=2)
    old["value"] = old["value"].replace(f'"clip_slug":"{SLUG}",', "")

    assert len(links_of(clip(playbackAccessToken=old))) == 3


def test_a_recorded_access_token_query_gives_links_without_metadata() -> None:
    recorded = {
        "id": "3942697259",
        "playbackAccessToken": token(version=2),
        "videoQualities": [quality("1080"), quality("360", 30.0066681484774)],
        "__typename": "Clip",
    }

    finding = read_clip(recorded, SLUG)

    assert isinstance(finding, Finding)
    assert finding.clip is None
    assert [link.label for link in finding.links] == ["1080p60", "360p30"]


def test_a_recorded_share_query_gives_links_and_the_exact_duration() -> None:
    # Its clip-level list holds addresses alone; labels come from the assets.
    bare = [{"sourceURL": quality(label)["sourceURL"], "__typename": "X"} for label in ("1080", "720")]
    recorded = clip(
        id="2519210639",
        duration=7.79,
        durationSeconds=7,
        isFeatured=False,
        rawMediaKey="",
        videoQualities=[*bare, {"sourceURL": f"{MEDIA}/landscape/avc/360/index.mp4"}, {"sourceURL": ""}],
        assets=[
            asset(1.7777777910232544, quality("1080"), quality("720")),
            asset(0.562, portrait("607", frameRate=0, sourceURL=""), layout="FULL"),
        ],
    )

    finding = read_clip(recorded, SLUG)

    assert isinstance(finding, Finding)
    assert finding.clip is not None
    assert finding.clip.duration == 7.79
    assert [link.label for link in finding.links] == ["1080p60", "720p60", "360p"]


def test_metadata_of_an_unknown_shape_costs_no_link() -> None:
    finding = read_clip(clip(createdAt="last week", game=["?"]), SLUG)

    assert isinstance(finding, Finding)
    assert finding.clip is None
    assert len(finding.links) == 3


@pytest.mark.parametrize(
    ("odd", "path"),
    [
        (clip(videoQualities={"CANARY": 1}), "$.data.clip.videoQualities"),
        (
            clip(assets=[{"videoQualities": [{"sourceURL": 5}]}]),
            "$.data.clip.assets[0].videoQualities[0].sourceURL",
        ),
        (["CANARY"], "$.data.clip"),
        (clip(slug="CANARYslug"), "$.data.clip.slug"),
    ],
)
def test_files_of_an_unknown_shape_are_told_with_their_path_and_not_with_the_body(
    odd: Any, path: str
) -> None:
    outcome = read_clip(odd, SLUG)

    assert isinstance(outcome, UnexpectedAnswer)
    assert path in outcome.problem
    assert "CANARY" not in str(outcome)
