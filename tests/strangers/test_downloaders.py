"""twitch-dl, yt-dlp and streamlink: from a clip's address to its file."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from strangers.conftest import Stranger
from twitchkit.clips.dated_name import read_dated_name
from twitchkit.helix import Clip as HelixClip
from twitchkit.simulator.world import Clip

pytestmark = pytest.mark.xdist_group("strangers-downloaders")
Decodes = Callable[[Path, Clip], None]


def module(name: str) -> tuple[str, str, str]:
    return sys.executable, "-m", name


def test_twitch_dl_downloads_a_clip(stranger: Stranger, whole: Clip, decodes: Decodes):
    stranger(*module("twitchdl"), "download", "--quality", "480", "--output", "{slug}.mp4", whole.slug)

    [saved] = stranger.folder.glob("*.mp4")
    assert saved.stat().st_size == whole.sizes["landscape-480"]
    decodes(saved, whole)


def test_twitch_dl_lists_a_channel_page_by_page(stranger: Stranger, channel: str, of_channel: list[Clip]):
    told = json.loads(stranger(*module("twitchdl"), "clips", channel, "--all", "--json"))

    assert [clip["slug"] for clip in told] == [clip.slug for clip in of_channel]


def test_twitch_dl_downloads_what_a_listing_names(stranger: Stranger, channel: str, of_channel: list[Clip]):
    stranger(*module("twitchdl"), "clips", channel, "--period", "last_month", "--download")

    files = list(stranger.folder.rglob("*.mp4"))
    assert files
    numbers = {clip.slug: clip.number for clip in of_channel}
    clips = [HelixClip(id=clip.slug, title=clip.title, created_at=clip.created_at) for clip in of_channel]
    for file in files:
        name = read_dated_name(file.stem)
        assert name
        assert channel in name.logins
        assert int(file.stem.split("_")[1]) in {numbers[one.id] for one in name.among(clips, channel)}


YT_DLP = (*module("yt_dlp"), "--compat-options", "no-certifi", "--no-cache-dir")


def test_yt_dlp_downloads_the_best_rendition(stranger: Stranger, whole: Clip, decodes: Decodes):
    address = f"https://clips.twitch.tv/{whole.slug}"
    told = json.loads(stranger(*YT_DLP, "--print-json", "--output", "%(display_id)s.%(ext)s", address))

    assert (told["display_id"], told["title"]) == (whole.slug, whole.title)
    assert told["id"] == str(whole.number)
    saved = stranger.folder / f"{whole.slug}.mp4"
    assert saved.stat().st_size == whole.sizes[f"landscape-{told['height']}"]
    decodes(saved, whole)


def test_yt_dlp_walks_a_channel(stranger: Stranger, channel: str, of_channel: list[Clip]):
    address = f"https://www.twitch.tv/{channel}/clips?filter=clips&range=all"
    told = [
        json.loads(line) for line in stranger(*YT_DLP, "--flat-playlist", "--dump-json", address).splitlines()
    ]

    assert [row["id"] for row in told] == [str(clip.number) for clip in of_channel]


def test_streamlink_downloads_a_rendition(stranger: Stranger, whole: Clip, decodes: Decodes):
    address = f"https://clips.twitch.tv/{whole.slug}"
    streams = json.loads(stranger(*module("streamlink"), "--json", address))["streams"]
    chosen = next(name for name in streams if name.startswith("480"))
    stranger(*module("streamlink"), "--output", "film.mp4", address, chosen)

    decodes(stranger.folder / "film.mp4", whole)
