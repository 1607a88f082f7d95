"""Get Clips (clips.md §4.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.cdn.addresses import helix_thumbnail
from twitchkit.simulator.helix.cursor import cursor_at, offset_of
from twitchkit.simulator.helix.limits import flag, moment, page_size, rfc3339, values
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import Clip, World

WINDOW = timedelta(days=7)
"""`started_at` without `ended_at` means one week."""
LAST_MOMENT = datetime.max.replace(tzinfo=UTC)
NEW_ADDRESS_FROM = datetime(2025, 1, 1, tzinfo=UTC)


def get_clips(world: World, asked: Asked, _grant: Grant, links: Links) -> Mapping[str, object]:
    """GET /helix/clips."""
    ids = values(asked, "id", most=100)
    broadcaster_id, game_id = asked.first("broadcaster_id"), asked.first("game_id")
    chosen = sum(map(bool, (ids, broadcaster_id, game_id)))
    if chosen == 0:
        raise Refused(400, "The id, broadcaster_id or game_id query parameter is required")
    if chosen > 1:
        raise Refused(400, "The id, broadcaster_id and game_id query parameters are mutually exclusive")
    first = page_size(asked)
    if asked.first("before"):
        # Twitch: documented, but every value is refused (twitchdev/issues#1012).
        raise Refused(400, "The cursor specified in the before parameter is not valid")
    if ids:
        found = [clip for slug in ids if (clip := world.clips.get(slug))]
        return {"data": [encode(clip, links) for clip in found], "pagination": {}}
    if game_id and game_id not in world.games:
        raise Refused(404, "The game specified in the game_id parameter was not found")
    ranked = world.clips_of_channel(broadcaster_id) if broadcaster_id else world.clips_of_game(game_id or "")
    listed = _windowed(asked, _featured(asked, ranked))
    after = asked.first("after")
    page, cursor = _page(
        listed, offset_of(after) if after else 0, first, world.depth(broadcaster_id or game_id or "")
    )
    return {
        "data": [encode(clip, links) for clip in page],
        "pagination": {"cursor": cursor} if cursor else {},
    }


def _featured(asked: Asked, clips: Sequence[Clip]) -> Sequence[Clip]:
    wanted = flag(asked, "is_featured")
    return clips if wanted is None else [clip for clip in clips if clip.featured is wanted]


def _windowed(asked: Asked, clips: Sequence[Clip]) -> Sequence[Clip]:
    started_at, ended_at = moment(asked, "started_at"), moment(asked, "ended_at")
    if started_at is None:
        return clips  # Twitch: `ended_at` alone is ignored
    if ended_at is None:
        ended_at = started_at + WINDOW if started_at < LAST_MOMENT - WINDOW else LAST_MOMENT
    if ended_at < started_at:
        raise Refused(400, "The ended_at parameter must not be earlier than started_at")
    return [clip for clip in clips if started_at <= clip.created_at < ended_at]


def _page(clips: Sequence[Clip], offset: int, first: int, depth: int) -> tuple[Sequence[Clip], str | None]:
    """Twitch: past about 1,000 the cursor goes on and the last page comes again (twitchdev/issues#1188)."""
    if len(clips) > depth:
        if offset >= depth:
            return clips[max(0, depth - first) : depth], cursor_at(offset + first)
        return clips[offset : min(offset + first, depth)], cursor_at(offset + first)
    ends = offset + first >= len(clips)
    return clips[offset : offset + first], None if ends else cursor_at(offset + first)


def encode(clip: Clip, links: Links) -> Mapping[str, object]:
    """A clip as Helix writes it."""
    channel, curator = clip.broadcaster, clip.curator
    new = clip.created_at >= NEW_ADDRESS_FROM and not channel.deleted
    duration_s = round(clip.duration_s, 1)
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
        "video_id": clip.video.id if clip.video else "",
        "game_id": clip.game.id if clip.game else "",
        "language": clip.language,
        "title": clip.title,
        "view_count": clip.views,
        "created_at": rfc3339(clip.created_at),
        "thumbnail_url": helix_thumbnail(clip, links),
        "duration": int(duration_s) if duration_s.is_integer() else duration_s,
        "vod_offset": clip.vod_offset_s,
        "is_featured": clip.featured,
    }
