"""Videos: past broadcasts, highlights and uploads."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import BlankMoment, Moment, Row, Several, TidyRow
from twitchkit.helix.rules import AtMost, Between, Count, ExactlyOne, OneOf


class MutedSegment(Row, frozen=True, kw_only=True):
    """A silenced part of a video; both in seconds."""

    duration: int
    offset: int


class Video(TidyRow, frozen=True, kw_only=True):
    """A video.  Source: dev.twitch.tv/docs/api/reference#get-videos.

    Args:
        stream_id: the broadcast it was, None for highlights and uploads.
        duration: in Twitch's spelling, such as `3h8m33s`.
        thumbnail_url: a template with `%{width}` and `%{height}`; empty while the video is processed.
        muted_segments: empty when nothing is muted.
        viewable, type: open sets of words.
    """

    blank_is_none = ("stream_id",)
    null_is_empty = ("muted_segments",)
    moments = ("published_at",)

    id: str
    user_id: str
    created_at: Moment
    stream_id: str | None = None
    user_login: str = ""
    user_name: str = ""
    title: str = ""
    description: str = ""
    published_at: BlankMoment = None
    url: str = ""
    thumbnail_url: str = ""
    viewable: str = ""
    view_count: int = 0
    language: str = ""
    type: str = ""
    duration: str = ""
    muted_segments: Several[MutedSegment] = ()


class GetVideos(Endpoint[Video], frozen=True, kw_only=True):
    """Videos by id, or of one channel or one category.

    Args:
        id: video ids; an unknown one among them makes Twitch answer 404.  More than 100 are split.
        user_id: videos of this channel.
        game_id: videos of this category; at most about 500.
        language: ISO 639-1, or `other`.
        period: all, day, month or week.
        sort: time, trending or views.
        type: all, archive, highlight or upload.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after, before: cursors.

    Source: dev.twitch.tv/docs/api/reference#get-videos
    """

    operation = "get_videos"
    path = "/videos"
    row = Video
    repeated = ("id",)
    limit = AtMost(100, ("id",))
    rules = (
        ExactlyOne(("id", "user_id", "game_id")),
        OneOf("period", ("all", "day", "month", "week")),
        OneOf("sort", ("time", "trending", "views")),
        OneOf("type", ("all", "archive", "highlight", "upload")),
        Between("first", 1, 100),
    )
    paged = True

    id: Sequence[str] | str = ()
    user_id: str | None = None
    game_id: str | None = None
    language: str | None = None
    period: str | None = None
    sort: str | None = None
    type: str | None = None
    first: int | None = None
    after: str | None = None
    before: str | None = None


class DeleteVideos(Endpoint[str], frozen=True, kw_only=True):
    """Deletes videos of the token's user; the answer names those that are gone.

    When one of them cannot be deleted, none is.

    Args:
        id: videos, at most 5.

    Source: dev.twitch.tv/docs/api/reference#delete-videos
    """

    operation = "delete_videos"
    method = "DELETE"
    path = "/videos"
    tokens = ("user",)
    scopes = ("channel:manage:videos",)
    row = str
    repeated = ("id",)
    rules = (Count("id", 1, 5),)

    id: Sequence[str] | str
