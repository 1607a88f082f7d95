"""What type checkers see of the public face; never run, only checked."""

from __future__ import annotations

from typing import assert_type

from twitchkit import AsyncTwitch, Twitch
from twitchkit.clips import ClipAddress, derive_mp4, parse_address
from twitchkit.helix import (
    Clip,
    ClipDownload,
    Game,
    GetClips,
    GetClipsDownload,
    GetGames,
    GetUsers,
    GetVideos,
    Page,
    User,
    Video,
)
from twitchkit.oauth import Token


def blocking(twitch: Twitch) -> None:
    assert_type(twitch.send(GetUsers(login=["twitchdev"])), Page[User])
    [user] = twitch.send(GetUsers(login="twitchdev"))
    assert_type(user, User)
    for clip in twitch.each(GetClips(broadcaster_id=user.id)):
        assert_type(clip, Clip)
    for page in twitch.pages(GetVideos(user_id=user.id)):
        assert_type(page, Page[Video])
    assert_type(twitch.token(), Token)
    assert_type(twitch.clips.find("x"), Clip)
    assert_type(twitch.clips.link("x"), str)


async def asynchronous(twitch: AsyncTwitch) -> None:
    assert_type(await twitch.send(GetGames(name="Chess")), Page[Game])
    async for clip in twitch.each(GetClips(game_id="1")):
        assert_type(clip, Clip)
    rows = await twitch.send(GetClipsDownload(editor_id="1", broadcaster_id="1", clip_id="A"))
    assert_type(rows[0], ClipDownload)
    assert_type(await twitch.clips.find("x"), Clip)
    assert_type(await twitch.clips.link("x"), str)


assert_type(parse_address("x"), ClipAddress)
assert_type(derive_mp4("x"), str | None)
