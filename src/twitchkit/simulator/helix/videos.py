"""Get Videos."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.cursor import cursor_at, offset_of
from twitchkit.simulator.helix.limits import page_size, rfc3339, values
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import Video, World

PERIODS = {"all": None, "day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=31)}
SORTS = ("time", "trending", "views")
KINDS = ("all", "archive", "highlight", "upload")


def get_videos(world: World, asked: Asked, _grant: Grant, links: Links) -> Mapping[str, object]:
    """GET /helix/videos."""
    ids, user_id, game_id = values(asked, "id", most=100), asked.first("user_id"), asked.first("game_id")
    chosen = sum(map(bool, (ids, user_id, game_id)))
    if chosen == 0:
        raise Refused(400, "Must provide one of: id, user_id, game_id")
    if chosen > 1:
        raise Refused(400, "The id, user_id and game_id query parameters are mutually exclusive")
    if ids:
        found = [video for video_id in ids if (video := world.videos.get(video_id))]
        if not found:
            raise Refused(404, "videos not found")
        return {"data": [encode(video, links) for video in found], "pagination": {}}
    if game_id and game_id not in world.games:
        raise Refused(404, "game not found")
    listed = _listed(world, asked, user_id)
    first, after = page_size(asked), asked.first("after") or asked.first("before")
    offset = offset_of(after) if after else 0
    ends = offset + first >= len(listed)
    return {
        "data": [encode(video, links) for video in listed[offset : offset + first]],
        "pagination": {} if ends else {"cursor": cursor_at(offset + first)},
    }


def _listed(world: World, asked: Asked, user_id: str | None) -> list[Video]:
    # The world's videos have no category, so a game has none.
    videos = [video for video in world.videos.values() if video.owner.id == user_id]
    kind = _one_of(asked, "type", KINDS)
    if kind != "all":
        videos = [video for video in videos if video.kind == kind]
    if age := PERIODS[_one_of(asked, "period", tuple(PERIODS))]:
        videos = [video for video in videos if video.created_at >= world.clock.now() - age]
    if language := asked.first("language"):
        videos = [video for video in videos if video.language == language.lower()]
    if _one_of(asked, "sort", SORTS) == "time":
        return sorted(videos, key=lambda video: video.created_at, reverse=True)
    return sorted(videos, key=lambda video: (-video.views, video.id))


def _one_of(asked: Asked, name: str, allowed: tuple[str, ...]) -> str:
    value = asked.first(name) or allowed[0]
    if value not in allowed:
        raise Refused(
            400, f'The parameter "{name}" was malformed: the value must be one of {", ".join(allowed)}'
        )
    return value


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
