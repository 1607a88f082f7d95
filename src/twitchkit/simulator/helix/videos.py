"""Get Videos, Delete Videos."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import TwoWay, page, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import Video
from twitchkit.simulator.world.broadcasts import Broadcasts

AGES: Final = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=31)}


class _Query(TwoWay):
    id: Annotated[tuple[str, ...], Meta(max_length=100)] = ()
    user_id: str | None = None
    game_id: str | None = None
    language: str | None = None
    period: Literal["all", "day", "month", "week"] = "all"
    sort: Literal["time", "trending", "views"] = "time"
    type: Literal["all", "archive", "highlight", "upload"] = "all"


class _Doomed(msgspec.Struct):
    id: Annotated[tuple[str, ...], Meta(max_length=5)]


def get_videos(call: Call) -> Mapping[str, object]:
    """GET /helix/videos."""
    world, asked, broadcasts = call.world, call.query(_Query), call.book(Broadcasts)
    chosen = sum(map(bool, (asked.id, asked.user_id, asked.game_id)))
    if chosen == 0:
        raise Refused(400, "Must provide one of: id, user_id, game_id")
    if chosen > 1:
        raise Refused(400, "The id, user_id and game_id query parameters are mutually exclusive")
    if asked.id:
        found = [video for video_id in asked.id if (video := broadcasts.video(world, video_id))]
        if not found:
            raise Refused(404, "videos not found")
        return {"data": [encode(video, call.links) for video in found], "pagination": {}}
    if asked.game_id and asked.game_id not in world.games:
        raise Refused(404, "game not found")
    rows, pagination = page(_listed(call, asked), asked)
    return {"data": [encode(video, call.links) for video in rows], "pagination": pagination}


def delete_videos(call: Call) -> Mapping[str, object]:
    """DELETE /helix/videos: all of them or none."""
    ids = call.query(_Doomed).id
    videos = [call.world.videos.get(video_id) for video_id in ids]
    if not all(videos):
        raise Refused(400, "A video specified in the id parameter was not found")
    if any(video and video.owner.id != call.person.id for video in videos):
        raise Refused(401, "The user is not authorized to delete one or more of the videos")
    for video_id in ids:
        call.world.remove_video(video_id)
    return {"data": list(ids)}


def _listed(call: Call, asked: _Query) -> list[Video]:
    # The world's videos have no category, so a game has none.
    videos = [video for video in call.book(Broadcasts).videos(call.world) if video.owner.id == asked.user_id]
    if asked.type != "all":
        videos = [video for video in videos if video.kind == asked.type]
    if age := AGES.get(asked.period):
        videos = [video for video in videos if video.created_at >= call.now - age]
    if asked.language:
        videos = [video for video in videos if video.language == asked.language.lower()]
    if asked.sort == "time":
        return sorted(videos, key=lambda video: video.created_at, reverse=True)
    return sorted(videos, key=lambda video: (-video.views, video.id))


def encode(video: Video, links: Links) -> Mapping[str, object]:
    """A video as Helix writes it."""
    return {
        "id": video.id,
        "stream_id": video.stream_id,
        "user_id": video.owner.id,
        "user_login": video.owner.login,
        "user_name": video.owner.display_name,
        "title": video.title,
        "description": "",
        "created_at": rfc3339(video.created_at),
        "published_at": rfc3339(video.created_at),
        "url": f"https://www.twitch.tv/videos/{video.id}",
        "thumbnail_url": links.to(PICTURES, f"/cf_vods/{video.id}/thumb/thumb0-%{{width}}x%{{height}}.jpg"),
        "viewable": "public",
        "view_count": video.views,
        "language": video.language,
        "type": video.kind,
        "duration": _go_duration(video.duration_s),
        "muted_segments": None,
    }


def _go_duration(seconds: int) -> str:
    """`3h8m33s`, leading zero units left out."""
    minutes, rest_s = divmod(seconds, 60)
    hours, rest_min = divmod(minutes, 60)
    if hours:
        return f"{hours}h{rest_min}m{rest_s}s"
    return f"{rest_min}m{rest_s}s" if rest_min else f"{rest_s}s"


ROUTES: Routes = {
    ("GET", "/helix/videos"): Route(answer=get_videos),
    ("DELETE", "/helix/videos"): Route(answer=delete_videos, tokens=USER, scopes=("channel:manage:videos",)),
}
