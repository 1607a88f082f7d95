from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from twitchkit.clips import derive_mp4

VECTORS = json.loads((Path(__file__).parents[2] / "vectors/clips/thumbnails.json").read_text())
STAND_INS = ("http://127.0.0.1:8123", "http://localhost:8123", "http://[::1]:8123", "https://127.0.0.1:8123")


@pytest.mark.parametrize(
    "vector", VECTORS, ids=lambda vector: f"{vector['era']} {vector['thumbnail_url'][8:80]}"
)
def test_a_file_is_derived_where_twitch_had_one_and_nowhere_else(vector: dict[str, Any]) -> None:
    assert derive_mp4(vector["thumbnail_url"]) == vector["mp4_url"]


@pytest.mark.parametrize("base", STAND_INS)
def test_a_stand_in_spells_the_host_as_the_first_segment_and_keeps_its_base(base: str) -> None:
    for vector in VECTORS:
        there = vector["thumbnail_url"].replace("https:/", base)
        expected = vector["mp4_url"].replace("https:/", base) if vector["mp4_url"] else None
        assert derive_mp4(there) == expected


def test_an_encoded_bar_stays_encoded_and_a_bare_one_becomes_so() -> None:
    assert derive_mp4("https://clips-media-assets2.twitch.tv/AT-cm|12-preview.jpg") == (
        "https://clips-media-assets2.twitch.tv/AT-cm%7C12.mp4"
    )


def test_an_old_record_with_http_gives_https() -> None:
    assert derive_mp4("http://clips-media-assets.twitch.tv/12-preview.jpg") == (
        "https://clips-media-assets.twitch.tv/12.mp4"
    )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "no url",
        "https://clips-media-assets2.twitch.tv//-preview-480x272.jpg",
        "https://clips-media-assets2.twitch.tv/-preview-86x45.jpg",
        "https://clips-media-assets2.twitch.tv/-social-preview.jpg",
        "https://clips-media-assets2.twitch.tv/x/-preview-480x272.jpg",
        "https://clips-media-assets2.twitch.tv/12-preview-{width}x{height}.jpg",
        "https://clips-media-assets2.twitch.tv/12-preview-480x272.png",
        "https://clips-media-assets2.twitch.tv/12.jpg",
        "https://clips-media-assets2.twitch.tv/../12-preview.jpg",
        "https://clips-media-assets2.twitch.tv/a/b/c-preview.jpg",
        "https://clips-media-assets2.twitch.tv/12-preview.jpg?x=1",
        "https://clips-media-assets2.twitch.tv/1%2F2-preview.jpg",
        "https://clips-media-assets2.twitch.tv.evil.com/12-preview.jpg",
        "https://user@clips-media-assets2.twitch.tv/12-preview.jpg",
        "https://clips-media-assets2.twitch.tv:8443/12-preview.jpg",
        "https://evil.com/clips-media-assets2.twitch.tv/12-preview.jpg",
        "http://10.0.0.1/clips-media-assets2.twitch.tv/12-preview.jpg",
        "file:///clips-media-assets2.twitch.tv/12-preview.jpg",
        "https://static-cdn.jtvnw.net/cf_vods/x/12-preview-480x272.jpg",
        "https://static-cdn.jtvnw.net/twitch-clips/-preview-480x272.jpg",
        "https://clips-media-assets2.twitch.tv/12-preview.jpg\n",
    ],
)
def test_nothing_is_derived_from_empty_keys_templates_and_strangers(url: str) -> None:
    assert derive_mp4(url) is None
