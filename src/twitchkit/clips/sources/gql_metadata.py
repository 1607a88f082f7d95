"""A `clip` object of Twitch's GraphQL → the metadata that Helix would give."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from twitchkit.helix.endpoints.clips import Clip
from twitchkit.shape import ready


def in_graphql(name: str) -> str:
    """Our spelling of a field → Twitch's: `source_url` → `sourceURL`."""
    first, *rest = name.split("_")
    return first + "".join("URL" if word == "url" else word.capitalize() for word in rest)


class _Person(msgspec.Struct, rename=in_graphql):
    id: str | int | None = None
    login: str | None = None
    display_name: str | None = None


class _Thing(msgspec.Struct):
    id: str | int | None = None


class _About(msgspec.Struct, rename=in_graphql):
    created_at: datetime
    title: str | None = None
    duration: float | None = None
    duration_seconds: float | None = None
    view_count: int | None = None
    language: str | None = None
    thumbnail_url: str | None = None
    broadcaster: _Person | None = None
    curator: _Person | None = None
    game: _Thing | None = None
    video: _Thing | None = None
    video_offset_seconds: int | None = None


def read_metadata(clip: object, slug: str) -> Clip | None:
    """The metadata as Helix would give it; None when the answer holds none (a persisted query, say).

    `duration` is cut to whole seconds here, unless the answer has the exact one.
    """
    try:
        about = msgspec.convert(clip, ready(_About), strict=False)
        created_at = about.created_at if about.created_at.tzinfo else about.created_at.replace(tzinfo=UTC)
        created_at = created_at.astimezone(UTC)
    except (msgspec.ValidationError, OverflowError):
        # Links are worth more than a field that changed its shape; metadata can come from Helix.
        return None
    broadcaster, curator = about.broadcaster or _Person(), about.curator or _Person()
    page = (
        f"https://www.twitch.tv/{broadcaster.login}/clip/{slug}"
        if broadcaster.login
        else f"https://clips.twitch.tv/{slug}"
    )
    return Clip(
        id=slug,
        url=page,
        embed_url=f"https://clips.twitch.tv/embed?clip={slug}",
        broadcaster_id=_id(broadcaster) or "",
        broadcaster_name=broadcaster.display_name or broadcaster.login or "",
        creator_id=_id(curator),
        creator_name=curator.display_name or curator.login,
        video_id=_id(about.video),
        game_id=_id(about.game),
        language=(about.language or "").lower(),
        title=about.title or "",
        view_count=about.view_count or 0,
        created_at=created_at,
        thumbnail_url=about.thumbnail_url or "",
        duration=about.duration or about.duration_seconds or 0.0,
        vod_offset=about.video_offset_seconds,
    )


def _id(thing: _Person | _Thing | None) -> str | None:
    return str(thing.id) if thing and thing.id not in (None, "") else None
