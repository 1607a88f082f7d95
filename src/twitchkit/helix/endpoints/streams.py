"""Streams: who is live, and the key to go live with."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Moment, Row, Several, TidyRow
from twitchkit.helix.rules import AtMost, Between, Count, OneOf
from twitchkit.secret import Secret


class StreamKey(Row, frozen=True, kw_only=True):
    """A stream key.

    Args:
        stream_key: secret: who has it can go live as the channel.
    """

    stream_key: Secret


class GetStreamKey(Endpoint[StreamKey], frozen=True, kw_only=True):
    """The key that a channel goes live with.

    Args:
        broadcaster_id: the channel; the token's user.

    Source: dev.twitch.tv/docs/api/reference#get-stream-key
    """

    operation = "get_stream_key"
    path = "/streams/key"
    tokens = ("user",)
    scopes = ("channel:read:stream_key",)
    token_owner = "broadcaster_id"
    row = StreamKey

    broadcaster_id: str


class Stream(TidyRow, frozen=True, kw_only=True):
    """A live stream.

    Args:
        game_id: None without a category, as is `game_name`.
        type: `live`; None on an error at Twitch.
        thumbnail_url: a template with `{width}` and `{height}`.
        tag_ids: dead: empty since 2023.
        is_mature: False, always; None when the answer does not say.
    """

    blank_is_none = ("game_id", "game_name", "title")
    null_is_empty = ("tag_ids", "tags")

    id: str
    started_at: Moment
    user_id: str = ""
    user_login: str = ""
    user_name: str = ""
    game_id: str | None = None
    game_name: str | None = None
    type: str = ""
    title: str | None = None
    viewer_count: int = 0
    language: str = ""
    thumbnail_url: str = ""
    tag_ids: Several[str] = ()
    tags: Several[str] = ()
    is_mature: bool | None = None


class GetStreams(Endpoint[Stream], frozen=True, kw_only=True):
    """Who is live, most viewers first; a start or a stop shows up late.

    The order moves while one pages: rows can repeat or be missed.  A single user's answer can carry a
    cursor that leads back to the start.

    Args:
        user_id: only these.  More than 100 are split.
        user_login: only these.  More than 100 are split.
        game_id: only in these categories.  More than 100 are split.
        type: all, which is Twitch's default, or live.
        language: only in these languages, at most 100; ISO 639-1, or `other`.
        first: rows a page, 1 to 100, Twitch's default is 20.
        before: cursor to go backwards from; Twitch loops on one page (twitchdev/issues#1172).
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-streams
    """

    operation = "get_streams"
    path = "/streams"
    row = Stream
    repeated = ("user_id", "user_login", "game_id", "language")
    limit = AtMost(100, ("user_id", "user_login", "game_id"), each=True)
    rules = (
        OneOf("type", ("all", "live")),
        Count("language", 1, 100),
        Between("first", 1, 100),
    )
    paged = True

    user_id: Sequence[str] | str = ()
    user_login: Sequence[str] | str = ()
    game_id: Sequence[str] | str = ()
    type: str | None = None
    language: Sequence[str] | str = ()
    first: int | None = None
    before: str | None = None
    after: str | None = None


class GetFollowedStreams(Endpoint[Stream], frozen=True, kw_only=True):
    """Who is live of those a user follows, most viewers first.

    Args:
        user_id: the token's user.
        first: rows a page, 1 to 100, Twitch's default is 100.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-followed-streams
    """

    operation = "get_followed_streams"
    path = "/streams/followed"
    tokens = ("user",)
    scopes = ("user:read:follows",)
    token_owner = "user_id"
    row = Stream
    rules = (Between("first", 1, 100),)
    paged = True

    user_id: str
    first: int | None = None
    after: str | None = None
