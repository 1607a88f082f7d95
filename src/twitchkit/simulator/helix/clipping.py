"""Create Clip, Create Clip From VOD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.downloads import SCOPES
from twitchkit.simulator.helix.reading import malformed
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import USER, AppGrant, Limit, Route, Routes
from twitchkit.simulator.helix.standing import edited, known
from twitchkit.simulator.world.broadcasts import Broadcasts
from twitchkit.simulator.world.channels import Channels
from twitchkit.simulator.world.fresh_clips import FreshClips

CAPTURED_BEFORE_S = 85
"""Create Clip keeps up to 90 s around the call, 5 of them after it."""
Duration = Annotated[float, Meta(ge=5, le=60)]


class _Live(msgspec.Struct):
    broadcaster_id: str
    title: str | None = None
    duration: Duration = 30.0


class _FromVideo(msgspec.Struct):
    editor_id: str
    broadcaster_id: str
    vod_id: str
    vod_offset: Annotated[int, Meta(ge=0)]
    title: str
    duration: Duration = 30.0


def create_clip(call: Call) -> Answer:
    """POST /helix/clips; the clip appears some seconds later."""
    asked = call.query(_Live)
    channel = known(call, asked.broadcaster_id)
    stream = call.book(Broadcasts).live.get(channel.id)
    if stream is None:
        raise Refused(404, "Clipping is not possible for an offline channel.")
    _tenths(asked.duration)
    offset_s = int((call.now - stream.started_at).total_seconds()) - CAPTURED_BEFORE_S
    clip = call.book(FreshClips).make(
        call.world,
        channel,
        call.person,
        title=asked.title or call.book(Channels).of(channel).title,
        duration_s=asked.duration,
        video=call.book(Broadcasts).recording(call.world, channel.id),
        offset_s=max(0, offset_s),
    )
    return _accepted({"id": clip.slug, "edit_url": f"https://clips.twitch.tv/{clip.slug}/edit"})


def create_clip_from_vod(call: Call) -> Answer:
    """POST /helix/videos/clips; `vod_offset` is where the clip ends."""
    asked = call.query(_FromVideo)
    channel = edited(call, asked.broadcaster_id)
    video = call.book(Broadcasts).video(call.world, asked.vod_id)
    if video is None or video.owner.id != channel.id:
        raise Refused(404, "The VOD specified in the vod_id parameter was not found")
    _tenths(asked.duration)
    if asked.vod_offset < asked.duration:
        raise malformed("vod_offset", "the value must be greater than or equal to duration")
    if asked.vod_offset > video.duration_s:
        raise malformed("vod_offset", "the value must not be beyond the end of the VOD")
    clip = call.book(FreshClips).make(
        call.world,
        channel,
        call.person,
        title=asked.title,
        duration_s=asked.duration,
        video=video,
        offset_s=int(asked.vod_offset - asked.duration),
    )
    return _accepted({"id": clip.slug, "edit_url": f"https://www.twitch.tv/{channel.login}/clip/{clip.slug}"})


def _tenths(duration_s: float) -> None:
    if abs(duration_s * 10 - round(duration_s * 10)) > 1e-6:
        raise malformed("duration", "the value must be a multiple of 0.1")


def _accepted(row: Mapping[str, object]) -> Answer:
    return json_answer({"data": [row]}, status=202)


ROUTES: Routes = {
    ("POST", "/helix/clips"): Route(
        answer=create_clip,
        tokens=USER,
        scopes=("clips:edit",),
        # Not written down; client authors measured it (twitch4j pull 561).
        limits=(Limit(points=600, per_s=60, key=lambda call: call.grant.user_id),),
    ),
    ("POST", "/helix/videos/clips"): Route(
        answer=create_clip_from_vod,
        scopes=SCOPES,
        owner="editor_id",
        app_grants=(AppGrant(user="editor_id", any_of=SCOPES),),
    ),
}
