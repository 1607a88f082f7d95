"""Create Stream Marker, Get Stream Markers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Annotated, Self

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import TwoWay, page, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.identity.chance import uuid
from twitchkit.simulator.world import User, Video, World
from twitchkit.simulator.world.broadcasts import Broadcasts
from twitchkit.simulator.world.roles import Roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A marked moment of a stream."""

    id: str
    created_at: datetime
    position_s: int
    description: str


@dataclass(slots=True, kw_only=True)
class Markers:
    """Markers by video id, oldest first."""

    chance: Random
    of_video: dict[str, list[Marker]] = field(default_factory=dict[str, list[Marker]])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """No marker is set."""
        return cls(chance=chance)


class _Body(msgspec.Struct):
    user_id: str
    description: Annotated[str, Meta(max_length=140)] = ""


class _Query(TwoWay):
    user_id: str | None = None
    video_id: str | None = None


def create_stream_marker(call: Call) -> Mapping[str, object]:
    """POST /helix/streams/markers."""
    asked = call.body(_Body)
    owner = known(call, asked.user_id, "user_id")
    _editing(call, owner)
    stream = call.book(Broadcasts).live.get(owner.id)
    if stream is None:
        raise Refused(404, "The user specified in the user_id field is not streaming live")
    book = call.book(Markers)
    marker = Marker(
        id=uuid(book.chance),
        created_at=call.now,
        position_s=int((call.now - stream.started_at).total_seconds()),
        description=asked.description,
    )
    book.of_video.setdefault(stream.video_id, []).append(marker)
    return {"data": [_row(marker)]}


def get_stream_markers(call: Call) -> Mapping[str, object]:
    """GET /helix/streams/markers."""
    asked = call.query(_Query)
    if bool(asked.user_id) is bool(asked.video_id):
        raise Refused(400, "Exactly one of the user_id and video_id query parameters is required")
    video = _video(call, asked)
    _editing(call, video.owner)
    rows, pagination = page(call.book(Markers).of_video.get(video.id, []), asked)
    url = f"https://www.twitch.tv/videos/{video.id}?t="
    markers = [{**_row(marker), "URL": f"{url}{marker.position_s}s"} for marker in rows]
    found = {
        "user_id": video.owner.id,
        "user_name": video.owner.display_name,
        "user_login": video.owner.login,
        "videos": [{"video_id": video.id, "markers": markers}] if markers else [],
    }
    return {"data": [found], "pagination": pagination}


def _video(call: Call, asked: _Query) -> Video:
    """The video that is meant: by its id, or the last one of a person."""
    broadcasts = call.book(Broadcasts)
    if asked.video_id:
        video = broadcasts.video(call.world, asked.video_id)
    else:
        owner = known(call, asked.user_id or "", "user_id")
        own = [video for video in broadcasts.videos(call.world) if video.owner.id == owner.id]
        video = max(own, key=lambda video: video.created_at, default=None)
    if video is None:
        raise Refused(404, "The video was not found")
    return video


def _editing(call: Call, owner: User) -> None:
    if not call.book(Roles).edits(call.person.id, owner.id):
        raise Refused(403, "The user in the access token is not one of the channel's editors")


def _row(marker: Marker) -> Mapping[str, object]:
    return {
        "id": marker.id,
        "created_at": rfc3339(marker.created_at),
        "description": marker.description,
        "position_seconds": marker.position_s,
    }


ROUTES: Routes = {
    ("POST", "/helix/streams/markers"): Route(
        answer=create_stream_marker, tokens=USER, scopes=("channel:manage:broadcast",)
    ),
    ("GET", "/helix/streams/markers"): Route(
        answer=get_stream_markers, tokens=USER, scopes=("user:read:broadcast", "channel:manage:broadcast")
    ),
}
