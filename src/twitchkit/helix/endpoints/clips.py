"""Clips: listing them, making them, and their files for those who own or edit the channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.facts import Grant, Quota
from twitchkit.helix.row import Moment, Row, TidyRow
from twitchkit.helix.rules import AtMost, Between, ExactlyOne, Needs, NotAbove, Ordered


class Clip(TidyRow, frozen=True, kw_only=True):
    """A clip's metadata.  Source: dev.twitch.tv/docs/api/reference#get-clips.

    Args:
        id: the slug; case counts.
        url: its page.
        created_at: when it was made.
        duration: seconds, one decimal.
        thumbnail_url: an image; can point nowhere for a new clip.
        video_id: the VOD, None when there is none; fills in late for new clips.
        vod_offset: seconds into the VOD, None until it is known or when the VOD is gone.
        creator_id: who made it, None for a deleted account.
        language: ISO 639-1, with a region at times (`pt-br`), or `other`.
        view_count: views, as of the answer.
        is_featured: None when the answer does not say.
    """

    fraction = attrgetter("created_at.microsecond")
    blank_is_none = ("creator_id", "creator_name", "video_id", "game_id")

    id: str
    url: str = ""
    embed_url: str = ""
    broadcaster_id: str = ""
    broadcaster_name: str = ""
    creator_id: str | None = None
    creator_name: str | None = None
    video_id: str | None = None
    game_id: str | None = None
    language: str = ""
    title: str = ""
    view_count: int = 0
    created_at: Moment
    thumbnail_url: str = ""
    duration: float = 0.0
    vod_offset: int | None = None
    is_featured: bool | None = None


class GetClips(Endpoint[Clip], frozen=True, kw_only=True):
    """Clips by id, or of one channel or one game, most viewed first.

    A listing stops being useful after about 1,000 clips; split it by `started_at` and `ended_at`.

    Args:
        broadcaster_id: clips of this channel.
        game_id: clips of this category.
        id: slugs; the answer keeps their order and leaves out unknown ones.  More than 100 are split.
        started_at: earliest creation; Twitch cuts it down to ten minutes.  Alone: one week from it.
        ended_at: latest creation; needs `started_at`, Twitch ignores it otherwise.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.
        is_featured: only featured ones, or only others; None for both.

    Source: dev.twitch.tv/docs/api/reference#get-clips
    """

    operation = "get_clips"
    path = "/clips"
    row = Clip
    repeated = ("id",)
    limit = AtMost(100, ("id",))
    rules = (
        ExactlyOne(("broadcaster_id", "game_id", "id")),
        Between("first", 1, 100),
        Needs("ended_at", "started_at"),
        Ordered("started_at", "ended_at"),
    )
    paged = True

    broadcaster_id: str | None = None
    game_id: str | None = None
    id: Sequence[str] | str = ()
    started_at: datetime | None = None
    ended_at: datetime | None = None
    first: int | None = None
    # `before` is documented, but answers 400 (twitchdev/issues#1012): forward paging only.
    after: str | None = None
    is_featured: bool | None = None


class ClipDownload(TidyRow, frozen=True, kw_only=True):
    """Temporary links to a clip's files.  Source: dev.twitch.tv/docs/api/reference#get-clips-download.

    Args:
        clip_id: the slug.
        landscape_download_url: None when not available.
        portrait_download_url: None when not available.
    """

    blank_is_none = ("landscape_download_url", "portrait_download_url")

    clip_id: str
    landscape_download_url: str | None = None
    portrait_download_url: str | None = None


class GetClipsDownload(Endpoint[ClipDownload], frozen=True, kw_only=True):
    """Temporary MP4 links for clips of a channel that the editor owns or edits.

    100 calls a minute, in a bucket of its own.  Match rows by `clip_id`; missing ones are not available.

    Args:
        editor_id: whose right it is: the user of the token, or with an app token a user who granted the app
            one of the scopes.  For the channel's owner the same as `broadcaster_id`.
        broadcaster_id: the channel.
        clip_id: slugs.  More than 10 are split.

    Source: dev.twitch.tv/docs/api/reference#get-clips-download
    """

    operation = "get_clips_download"
    path = "/clips/downloads"
    scopes = ("editor:manage:clips", "channel:manage:clips")
    token_owner = "editor_id"
    app_grants = (Grant("editor_id", any_of=("editor:manage:clips", "channel:manage:clips")),)
    rate_limits = (Quota(100, 60, "client", ()),)
    row = ClipDownload
    repeated = ("clip_id",)
    limit = AtMost(10, ("clip_id",))

    editor_id: str
    broadcaster_id: str
    clip_id: Sequence[str] | str


class CreatedClip(Row, frozen=True, kw_only=True):
    """A clip that is being made.

    Args:
        id: its slug.
        edit_url: where it can be edited, for a day.
    """

    id: str
    edit_url: str = ""


class CreateClip(Endpoint[CreatedClip], frozen=True, kw_only=True):
    """Clips a live stream: 85 seconds before the call and 5 after, of which `duration` is published.

    Twitch answers at once, the clip comes later: ask GetClips for its id.  It can take more than a minute,
    or never come.

    Args:
        broadcaster_id: the live channel.
        title: None for the stream's.
        duration: seconds, 5 to 60 in steps of 0.1, Twitch's default is 30.

    Source: dev.twitch.tv/docs/api/reference#create-clip
    """

    operation = "create_clip"
    method = "POST"
    path = "/clips"
    tokens = ("user",)
    scopes = ("clips:edit",)
    row = CreatedClip
    rules = (Between("duration", 5, 60, step=0.1),)

    broadcaster_id: str
    title: str | None = None
    duration: float | None = None


class CreateClipFromVod(Endpoint[CreatedClip], frozen=True, kw_only=True):
    """Clips a past or running broadcast.

    Twitch answers at once, the clip comes later: ask GetClips for its id.

    Args:
        editor_id: who acts: the token's user, owner or editor of the channel.
        broadcaster_id: the channel.
        vod_id: the video.
        vod_offset: where the clip ends, in seconds; at least `duration`.
        duration: seconds, 5 to 60 in steps of 0.1, Twitch's default is 30.
        title: the clip's.

    Source: dev.twitch.tv/docs/api/reference#create-clip-from-vod
    """

    operation = "create_clip_from_vod"
    method = "POST"
    path = "/videos/clips"
    scopes = ("editor:manage:clips", "channel:manage:clips")
    token_owner = "editor_id"
    app_grants = (Grant("editor_id", any_of=("editor:manage:clips", "channel:manage:clips")),)
    row = CreatedClip
    rules = (
        Between("duration", 5, 60, step=0.1),
        NotAbove("duration", "vod_offset", 30),
    )

    editor_id: str
    broadcaster_id: str
    vod_id: str
    vod_offset: int
    duration: float | None = None
    title: str
