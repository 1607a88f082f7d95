"""Channels: title, category and labels, editors, followers."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.row import Moment, Row, Several, TidyRow
from twitchkit.helix.rules import AtLeastOne, AtMost, Between, Count, Length, OneOf
from twitchkit.helix.values import Part


class ChannelInformation(TidyRow, frozen=True, kw_only=True):
    """A channel, live or not.

    Args:
        broadcaster_language: ISO 639-1, or `other`.
        game_id: None without a category.
        delay: seconds; 0 unless the token's user is the partner who owns the channel.
        is_branded_content: None when the answer does not say.
    """

    blank_is_none = ("game_name", "game_id", "title")
    null_is_empty = ("tags", "content_classification_labels")

    broadcaster_id: str
    broadcaster_login: str = ""
    broadcaster_name: str = ""
    broadcaster_language: str = ""
    game_name: str | None = None
    game_id: str | None = None
    title: str | None = None
    delay: int = 0
    tags: Several[str] = ()
    content_classification_labels: Several[str] = ()
    is_branded_content: bool | None = None


class GetChannelInformation(Endpoint[ChannelInformation], frozen=True, kw_only=True):
    """Title, category, tags and labels of channels, live or not.

    Args:
        broadcaster_id: channels.  More than 100 are split.

    Source: dev.twitch.tv/docs/api/reference#get-channel-information
    """

    operation = "get_channel_information"
    path = "/channels"
    row = ChannelInformation
    repeated = ("broadcaster_id",)
    limit = AtMost(100, ("broadcaster_id",))

    broadcaster_id: Sequence[str] | str


class LabelChange(Part, frozen=True, kw_only=True):
    """A label to set or to take away.

    Args:
        id: such as `Gambling`.
        is_enabled: True sets it.
    """

    rules = (
        OneOf(
            "id",
            (
                "DebatedSocialIssuesAndPolitics",
                "DrugsIntoxication",
                "SexualThemes",
                "ViolentGraphic",
                "Gambling",
                "ProfanityVulgarity",
            ),
        ),
    )

    id: str
    is_enabled: bool


class ModifyChannelInformation(Command, frozen=True, kw_only=True):
    """Changes title, category, language, tags, labels or delay of a channel.

    At least one of them has to be given.

    Args:
        broadcaster_id: the channel; the token's user.
        game_id: the category; `"0"` or `""` for none.
        broadcaster_language: ISO 639-1, or `other`.
        title: 1 to 140 characters.
        delay: seconds, at most 900; partners only, with their own token.
        tags: replace the old ones: at most 10, of at most 25 characters; `()` removes all.
        content_classification_labels: labels to set or to take away; others stay.
        is_branded_content: whether it is advertising.

    Source: dev.twitch.tv/docs/api/reference#modify-channel-information
    """

    operation = "modify_channel_information"
    method = "PATCH"
    path = "/channels"
    tokens = ("user",)
    scopes = ("channel:manage:broadcast",)
    token_owner = "broadcaster_id"
    in_body = (
        "game_id",
        "broadcaster_language",
        "title",
        "delay",
        "tags",
        "content_classification_labels",
        "is_branded_content",
    )
    rules = (
        Length("title", 1, 140),
        Between("delay", 0, 900),
        Count("tags", 0, 10),
        Length("tags", 1, 25),
        AtLeastOne(
            (
                "game_id",
                "broadcaster_language",
                "title",
                "delay",
                "tags",
                "content_classification_labels",
                "is_branded_content",
            ),
            empty_counts=True,
        ),
    )

    broadcaster_id: str
    game_id: str | None = None
    broadcaster_language: str | None = None
    title: str | None = None
    delay: int | None = None
    tags: Sequence[str] | str | None = None
    content_classification_labels: Sequence[LabelChange] | None = None
    is_branded_content: bool | None = None


class ChannelEditor(Row, frozen=True, kw_only=True):
    """Somebody who may edit a channel.

    Args:
        created_at: since when.
    """

    user_id: str
    created_at: Moment
    user_name: str = ""


class GetChannelEditors(Endpoint[ChannelEditor], frozen=True, kw_only=True):
    """Who may edit a channel.

    Args:
        broadcaster_id: the channel; the token's user.

    Source: dev.twitch.tv/docs/api/reference#get-channel-editors
    """

    operation = "get_channel_editors"
    path = "/channels/editors"
    tokens = ("user",)
    scopes = ("channel:read:editors",)
    token_owner = "broadcaster_id"
    row = ChannelEditor

    broadcaster_id: str


class FollowedChannel(Row, frozen=True, kw_only=True):
    """A channel that a user follows.

    Args:
        followed_at: since when.
    """

    broadcaster_id: str
    followed_at: Moment
    broadcaster_login: str = ""
    broadcaster_name: str = ""


class GetFollowedChannels(Endpoint[FollowedChannel], frozen=True, kw_only=True):
    """Channels that a user follows, the newest first.

    Args:
        user_id: who follows; the token's user.
        broadcaster_id: only this channel: is it followed?
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-followed-channels
    """

    operation = "get_followed_channels"
    path = "/channels/followed"
    tokens = ("user",)
    scopes = ("user:read:follows",)
    token_owner = "user_id"
    row = FollowedChannel
    rules = (Between("first", 1, 100),)
    paged = True

    user_id: str
    broadcaster_id: str | None = None
    first: int | None = None
    after: str | None = None


class ChannelFollower(Row, frozen=True, kw_only=True):
    """Somebody who follows a channel.

    Args:
        followed_at: since when.
    """

    followed_at: Moment
    user_id: str
    user_login: str = ""
    user_name: str = ""


class GetChannelFollowers(Endpoint[ChannelFollower], frozen=True, kw_only=True):
    """Who follows a channel, the newest first.

    Without the scope, or without being the channel's owner or moderator, Twitch answers 200 with `total`
    alone: compare it with the number of rows.

    Args:
        user_id: only this user: does it follow?
        broadcaster_id: the channel.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-channel-followers
    """

    operation = "get_channel_followers"
    path = "/channels/followers"
    tokens = ("user",)
    scopes = ("moderator:read:followers",)
    optional_scopes = ("moderator:read:followers",)
    token_owner = "broadcaster_id"
    row = ChannelFollower
    rules = (Between("first", 1, 100),)
    paged = True

    user_id: str | None = None
    broadcaster_id: str
    first: int | None = None
    after: str | None = None
