"""Markers that point at a moment of a stream."""

from __future__ import annotations

from msgspec import field

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Moment, Row, Several, TidyRow
from twitchkit.helix.rules import Between, ExactlyOne, Length


class StreamMarker(Row, frozen=True, kw_only=True):
    """A marker that was just set.

    Args:
        position_seconds: seconds into the stream.
    """

    id: str
    created_at: Moment
    position_seconds: int = 0
    description: str = ""


class CreateStreamMarker(Endpoint[StreamMarker], frozen=True, kw_only=True):
    """Marks this moment of a live stream.

    The token's user is the channel's owner or one of its editors.

    Args:
        user_id: the channel.
        description: at most 140 characters.

    Source: dev.twitch.tv/docs/api/reference#create-stream-marker
    """

    operation = "create_stream_marker"
    method = "POST"
    path = "/streams/markers"
    tokens = ("user",)
    scopes = ("channel:manage:broadcast",)
    token_owner = "user_id"
    row = StreamMarker
    in_body = ("user_id", "description")
    rules = (Length("description", 0, 140),)

    user_id: str
    description: str | None = None


class VideoMarker(TidyRow, frozen=True, kw_only=True):
    """A marker.

    Args:
        position_seconds: seconds into the video.
        url: the video from there on; `URL` in Twitch's answer.
    """

    blank_is_none = ("description", "url")

    id: str
    created_at: Moment
    description: str | None = None
    position_seconds: int = 0
    url: str | None = field(name="URL", default=None)


class MarkedVideo(TidyRow, frozen=True, kw_only=True):
    """A video with its markers."""

    null_is_empty = ("markers",)

    video_id: str
    markers: Several[VideoMarker] = ()


class StreamMarkers(TidyRow, frozen=True, kw_only=True):
    """Somebody's markers, by video."""

    has_other_names = True
    null_is_empty = ("videos",)

    user_id: str
    user_name: str = ""
    user_login: str = ""
    videos: Several[MarkedVideo] = ()


class GetStreamMarkers(Endpoint[StreamMarkers], frozen=True, kw_only=True):
    """Markers of a video, or of a channel's newest one.

    The token's user is the video's owner or one of its editors.

    Args:
        user_id: the channel whose newest video is meant.
        video_id: the video.
        first: rows a page, 1 to 100, Twitch's default is 20.
        before: cursor to go backwards from.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-stream-markers
    """

    operation = "get_stream_markers"
    path = "/streams/markers"
    tokens = ("user",)
    scopes = ("user:read:broadcast", "channel:manage:broadcast")
    token_owner = "user_id"
    row = StreamMarkers
    rules = (
        ExactlyOne(("user_id", "video_id")),
        Between("first", 1, 100),
    )
    paged = True

    user_id: str | None = None
    video_id: str | None = None
    first: int | None = None
    before: str | None = None
    after: str | None = None
