"""What type checkers see of the public face; never run, only checked."""

from __future__ import annotations

from typing import assert_type

from twitchkit import AsyncTwitch, Twitch
from twitchkit.clips import ClipAddress, derive_mp4, parse_address
from twitchkit.helix import (
    ActiveExtensions,
    AddChannelVip,
    Ban,
    BanUser,
    BitsLeader,
    ChannelFollower,
    Clip,
    ClipDownload,
    DeleteVideos,
    Done,
    Emote,
    EmotePage,
    Endpoint,
    Game,
    GetBitsLeaderboard,
    GetChannelFollowers,
    GetChannelIcalendar,
    GetChannelStreamSchedule,
    GetClips,
    GetClipsDownload,
    GetEmoteSets,
    GetGames,
    GetUserActiveExtensions,
    GetUsers,
    GetVideos,
    LeaderboardPage,
    Page,
    SchedulePage,
    ScheduleSegment,
    Single,
    Text,
    User,
    Video,
)
from twitchkit.oauth import Token
from twitchkit.wire import Response


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


def shapes(answer: Response, twitch: Twitch) -> None:
    assert_type(GetUsers().parse(answer), Page[User])
    assert_type(GetChannelFollowers(broadcaster_id="1").parse(answer), Page[ChannelFollower])
    assert_type(GetBitsLeaderboard().parse(answer), LeaderboardPage)
    assert_type(GetBitsLeaderboard().parse(answer)[0], BitsLeader)
    assert_type(GetEmoteSets(emote_set_id="1").parse(answer), EmotePage[Emote])
    assert_type(GetChannelStreamSchedule(broadcaster_id="1").parse(answer), SchedulePage)
    assert_type(GetUserActiveExtensions().parse(answer), Single[ActiveExtensions])
    assert_type(GetChannelIcalendar(broadcaster_id="1").parse(answer), Text)
    assert_type(AddChannelVip(broadcaster_id="1", user_id="2").parse(answer), Done)
    assert_type(BanUser(broadcaster_id="1", moderator_id="1", user_id="2").parse(answer), Page[Ban])
    assert_type(DeleteVideos(id="1").parse(answer), Page[str])
    for segment in twitch.each(GetChannelStreamSchedule(broadcaster_id="1")):
        assert_type(segment, ScheduleSegment)
    for emote in twitch.each(GetEmoteSets(emote_set_id="1")):
        assert_type(emote, Emote)


def takes_any(request: Endpoint[Clip]) -> Page[Clip]:
    return request.parse(Response(200))


assert_type(takes_any(GetClips(id="A")), Page[Clip])
assert_type(parse_address("x"), ClipAddress)
assert_type(derive_mp4("x"), str | None)
