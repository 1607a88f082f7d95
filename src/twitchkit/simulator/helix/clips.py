"""Get Clips (clips.md §4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from msgspec import Meta

from twitchkit.simulator.cdn.addresses import helix_thumbnail
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.clip_listing import listed, window
from twitchkit.simulator.helix.cursor import offset_of
from twitchkit.simulator.helix.reading import Paged, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import Route, Routes
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import Clip, World

NEW_ADDRESS_FROM = datetime(2025, 1, 1, tzinfo=UTC)


class _Query(Paged):
    id: Annotated[tuple[str, ...], Meta(max_length=100)] = ()
    broadcaster_id: str | None = None
    game_id: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    before: str | None = None
    is_featured: bool | None = None


def get_clips(call: Call) -> Mapping[str, object]:
    """GET /helix/clips."""
    world, links, asked = call.world, call.links, call.query(_Query)
    chosen = sum(map(bool, (asked.id, asked.broadcaster_id, asked.game_id)))
    if chosen == 0:
        raise Refused(400, "The id, broadcaster_id or game_id query parameter is required")
    if chosen > 1:
        raise Refused(400, "The id, broadcaster_id and game_id query parameters are mutually exclusive")
    if asked.before:
        # Twitch: documented, but every value is refused (twitchdev/issues#1012).
        raise Refused(400, "The cursor specified in the before parameter is not valid")
    if asked.id:
        found = [clip for slug in asked.id if (clip := world.clip_called(slug))]
        return {"data": [encode(clip, world, links) for clip in found], "pagination": {}}
    if asked.game_id and asked.game_id not in world.games:
        raise Refused(404, "The game specified in the game_id parameter was not found")
    listing = asked.broadcaster_id or asked.game_id or ""
    page, cursor = listed(
        world,
        listing,
        of_game=bool(asked.game_id),
        window=window(world.ledger.quirks, asked.started_at, asked.ended_at),
        featured=asked.is_featured,
        offset=offset_of(asked.after) if asked.after else 0,
        first=asked.first,
    )
    return {
        "data": [encode(clip, world, links) for clip in page],
        "pagination": {"cursor": cursor} if cursor else {},
    }


def encode(clip: Clip, world: World, links: Links) -> Mapping[str, object]:
    """A clip as Helix writes it."""
    channel, curator = clip.broadcaster, clip.curator
    new = clip.created_at >= NEW_ADDRESS_FROM and not channel.deleted
    duration_s = round(clip.duration_s, 1)
    video, offset_s = world.origin(clip)
    return {
        "id": clip.slug,
        "url": f"https://www.twitch.tv/{channel.login}/clip/{clip.slug}"
        if new
        else f"https://clips.twitch.tv/{clip.slug}",
        "embed_url": f"https://clips.twitch.tv/embed?clip={clip.slug}",
        "broadcaster_id": channel.id,
        "broadcaster_name": "" if channel.deleted else channel.display_name,
        "creator_id": curator.id if curator else "",
        "creator_name": curator.display_name if curator else "",
        "video_id": video.id if video else "",
        "game_id": clip.game.id if clip.game else "",
        "language": clip.language,
        "title": clip.title,
        "view_count": clip.views,
        "created_at": rfc3339(clip.created_at),
        "thumbnail_url": helix_thumbnail(clip, links),
        "duration": int(duration_s) if duration_s.is_integer() else duration_s,
        "vod_offset": offset_s,
        "is_featured": clip.featured,
    }


ROUTES: Routes = {("GET", "/helix/clips"): Route(answer=get_clips)}
