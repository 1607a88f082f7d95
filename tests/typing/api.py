"""What type checkers see of the public face; never run, only checked."""

from __future__ import annotations

from typing import Any, assert_type

from twitchkit import AsyncTwitch, Twitch
from twitchkit.clips import ClipAddress, derive_mp4, parse_address
from twitchkit.helix import (
    ENDPOINTS,
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
    RawPage,
    SchedulePage,
    ScheduleSegment,
    Single,
    Text,
    User,
    Vacation,
    Video,
    unlisted,
)
from twitchkit.helix.parameters import build
from twitchkit.media import DownloadReport
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
    for emotes in twitch.pages(GetEmoteSets(emote_set_id="1")):
        assert_type(emotes.template, str)
    for slug in twitch.each(DeleteVideos(id="1")):
        assert_type(slug, str)
    assert_type(twitch.send(AddChannelVip(broadcaster_id="1", user_id="2")), Done)
    assert_type(twitch.send(GetUserActiveExtensions()).value, ActiveExtensions)
    assert_type(twitch.send(GetChannelIcalendar(broadcaster_id="1")).text, str)
    assert_type(twitch.token(), Token)
    assert_type(twitch.clips.find("x"), Clip)
    assert_type(twitch.clips.link("x"), str)
    assert_type(twitch.clips.download("x", to="clips"), DownloadReport)
    assert_type(twitch.clips.download(parse_address("x"), to="clips"), DownloadReport)
    assert_type(twitch.clips.download([twitch.clips.find("x"), "y"], to="clips"), DownloadReport)


async def asynchronous(twitch: AsyncTwitch) -> None:
    assert_type(await twitch.send(GetGames(name="Chess")), Page[Game])
    async for clip in twitch.each(GetClips(game_id="1")):
        assert_type(clip, Clip)
    async for page in twitch.pages(GetChannelStreamSchedule(broadcaster_id="1")):
        assert_type(page, SchedulePage)
        assert_type(page.vacation, Vacation | None)
    async for leader in twitch.each(GetBitsLeaderboard()):
        assert_type(leader, BitsLeader)
    assert_type(await twitch.send(GetEmoteSets(emote_set_id="1")), EmotePage[Emote])
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


def untyped(twitch: Twitch, answer: Response) -> None:
    assert_type(twitch.send(unlisted("GET", "/new")), RawPage)
    for row in twitch.each(unlisted("GET", "/new")):
        assert_type(row, Any)
    page = GetUsers().parse(answer)
    assert_type(page.raw, Any)
    assert_type(page.response, Response | None)
    assert_type(ENDPOINTS["get_users"](), Endpoint[Any])
    assert_type(build(GetUsers, [("login", "a")]), Endpoint[Any, Any])


class GetNewThing(Endpoint[Game], frozen=True, kw_only=True):
    """An endpoint of one's own, newer than the table."""

    operation = "get_new_thing"
    path = "/new/thing"
    row = Game

    id: str


def ones_own(twitch: Twitch) -> None:
    assert_type(twitch.send(GetNewThing(id="1")), Page[Game])
    for game in twitch.each(GetNewThing(id="1")):
        assert_type(game, Game)


def takes_any(request: Endpoint[Clip]) -> Page[Clip]:
    return request.parse(Response(200))


assert_type(takes_any(GetClips(id="A")), Page[Clip])
assert_type(parse_address("x"), ClipAddress)
assert_type(derive_mp4("x"), str | None)
