from __future__ import annotations

import pytest

from twitchkit.simulator import World
from twitchkit.simulator.app import App
from twitchkit.simulator.world import TravelClock, User
from unit.simulator.asking import Client
from unit.simulator.helix.calling import Helix, refused
from unit.simulator.helix.conftest import As

CLIPS = 40


def test_a_clip_of_a_live_stream_appears_some_seconds_later(
    client: Client, acting: As, app: Helix, clock: TravelClock, owner: User
) -> None:
    fan = app.world.viewers[0]
    status, told = acting(fan, "clips:edit")(
        "POST", "clips", broadcaster_id=owner.id, title="Look!", duration=12.5
    )
    [made] = told["data"]

    assert status == 202
    assert made["edit_url"] == f"https://clips.twitch.tv/{made['id']}/edit"
    assert app.get("clips", id=made["id"]) == []
    clock.advance(15)
    [clip] = app.get("clips", id=made["id"])
    assert (clip["title"], clip["duration"], clip["creator_id"]) == ("Look!", 12.5, fan.id)
    assert clip["broadcaster_id"] == owner.id
    assert clip["id"] in {row["id"] for row in app.all("clips", broadcaster_id=owner.id)}
    assert clip["id"] in {row["id"] for row in app.all("clips", game_id=clip["game_id"])}
    assert (clip["video_id"], clip["vod_offset"]) == ("", None)
    clock.advance(600)
    [clip] = app.get("clips", id=made["id"])
    assert clip["video_id"] == app.get("videos", user_id=owner.id, first=1)[0]["id"]
    assert clip["vod_offset"] is not None
    media = client("GET", client.signed(client.world.clips[made["id"]]))
    assert media.status == 200
    assert media.size_bytes == next(iter(client.world.clips[made["id"]].sizes.values()))


def test_a_clip_needs_a_live_channel_and_a_fitting_length(
    acting: As, app: Helix, owner: User, quiet: User
) -> None:
    me = acting(owner, "clips:edit")

    refused(
        me("POST", "clips", broadcaster_id=quiet.id), 404, "Clipping is not possible for an offline channel."
    )
    refused(me("POST", "clips"), 400, 'Missing required parameter "broadcaster_id"')
    for duration in ("4.9", "60.1", "30.05", "nan", "inf"):
        refused(
            me("POST", "clips", broadcaster_id=owner.id, duration=duration), 400, '"duration" was malformed'
        )
    refused(app("POST", "clips", broadcaster_id=owner.id), 401, "Missing User OAUTH Token")
    refused(acting(owner)("POST", "clips", broadcaster_id=owner.id), 401, "Missing scope: clips:edit")


def test_a_clip_of_a_video_ends_at_the_offset(
    acting: As, app: Helix, clock: TravelClock, owner: User, quiet: User
) -> None:
    me = acting(owner, "editor:manage:clips")
    video = next(video for video in app.world.videos.values() if video.owner.id == quiet.id)
    query = {"editor_id": owner.id, "broadcaster_id": quiet.id, "vod_id": video.id, "title": "Then"}
    status, told = me("POST", "videos/clips", vod_offset=100, **query)
    clock.advance(615)
    [clip] = app.get("clips", id=told["data"][0]["id"])

    assert (status, clip["vod_offset"], clip["video_id"], clip["duration"]) == (202, 70, video.id, 30)
    refused(me("POST", "videos/clips", vod_offset=29, **query), 400, "vod_offset")
    refused(me("POST", "videos/clips", vod_offset=video.duration_s + 1, **query), 400, "vod_offset")
    refused(me("POST", "videos/clips", vod_offset=99, **{**query, "vod_id": "1"}), 404, "VOD")
    refused(acting(quiet, "clips:edit")("POST", "videos/clips", vod_offset=99, **query), 401, "Missing scope")
    refused(
        acting(quiet, "editor:manage:clips")("POST", "videos/clips", vod_offset=99, **query), 401, "editor_id"
    )
    third = app.world.channels[2]
    stranger = acting(third, "editor:manage:clips")
    refused(
        stranger("POST", "videos/clips", vod_offset=99, **{**query, "editor_id": third.id}), 403, "editor"
    )
    assert app("POST", "videos/clips", vod_offset=99, **query)[0] == 202


@pytest.mark.parametrize("pages", [1, 3])
def test_videos_are_deleted_all_or_none(acting: As, app: Helix, owner: User, quiet: User, pages: int) -> None:
    me = acting(owner, "channel:manage:videos")
    mine = [row["id"] for row in app.get("videos", user_id=owner.id, type="highlight")][:pages]
    others = app.get("videos", user_id=quiet.id, first=1)[0]["id"]

    refused(me("DELETE", "videos", id=[*mine, others]), 401, "not authorized")
    refused(me("DELETE", "videos", id=[*mine, "1"]), 400, "not found")
    refused(me("DELETE", "videos", id=[str(n) for n in range(6)]), 400, "at most 5")
    assert len(app.get("videos", id=mine)) == pages
    assert me("DELETE", "videos", id=mine) == (200, {"data": mine})
    refused(app("GET", "videos", id=mine), 404)


def test_clips_outlive_their_video(acting: As, app: Helix) -> None:
    clip = next(clip for clip in app.world.clips.values() if clip.video and clip.video.id in app.world.videos)
    assert clip.video is not None
    [before] = app.get("clips", id=clip.slug)
    acting(clip.broadcaster, "channel:manage:videos")("DELETE", "videos", id=clip.video.id)
    after = {**before, "video_id": "", "vod_offset": None}

    assert before["video_id"] == clip.video.id
    assert [after] == app.get("clips", id=clip.slug)
    assert after in app.all("clips", broadcaster_id=clip.broadcaster.id)


def test_a_clip_of_a_large_channel_is_in_its_listing(clock: TravelClock) -> None:
    world = World.seeded(7, clips=1, channel_clips=(5_000,), clock=clock)
    client = Client(App(world))
    channel = world.histories[0].channel  # the seventh, and live
    me = Helix(client, world.viewers[0], "clips:edit")
    made = me("POST", "clips", broadcaster_id=channel.id)[1]["data"][0]["id"]
    clock.advance(15)
    hour = {"started_at": "2026-11-01T11:30:00Z", "ended_at": "2026-11-01T12:30:00Z"}

    assert made in {row["id"] for row in me.all("clips", broadcaster_id=channel.id, **hour)}
