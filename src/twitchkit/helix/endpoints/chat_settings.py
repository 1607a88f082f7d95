"""The modes of a chat room."""

from __future__ import annotations

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.facts import Grant
from twitchkit.helix.row import TidyRow
from twitchkit.helix.rules import Between, OneOf


class ChatSettings(TidyRow, frozen=True, kw_only=True):
    """The modes of a chat room.

    Args:
        follower_mode_duration: minutes; None when the mode is off.
        moderator_id: None unless it was asked with.
        non_moderator_chat_delay: None unless a moderator asks.
        non_moderator_chat_delay_duration: seconds; None when it is off, or nobody asks.
        slow_mode_wait_time: seconds; None when the mode is off.
    """

    blank_is_none = ("moderator_id",)

    broadcaster_id: str
    emote_mode: bool
    follower_mode: bool
    slow_mode: bool
    subscriber_mode: bool
    unique_chat_mode: bool
    follower_mode_duration: int | None = None
    moderator_id: str | None = None
    non_moderator_chat_delay: bool | None = None
    non_moderator_chat_delay_duration: int | None = None
    slow_mode_wait_time: int | None = None


class GetChatSettings(Endpoint[ChatSettings], frozen=True, kw_only=True):
    """The modes of a chat room.

    Args:
        broadcaster_id: the channel.
        moderator_id: adds the delay for those who do not moderate, with scope
            `moderator:read:chat_settings`; the token's user.

    Source: dev.twitch.tv/docs/api/reference#get-chat-settings
    """

    operation = "get_chat_settings"
    path = "/chat/settings"
    optional_scopes = ("moderator:read:chat_settings",)
    token_owner = "moderator_id"
    row = ChatSettings

    broadcaster_id: str
    moderator_id: str | None = None


class UpdateChatSettings(Endpoint[ChatSettings], frozen=True, kw_only=True):
    """Changes the modes of a chat room; what is not given stays.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        emote_mode: emotes only.
        follower_mode: followers only.
        follower_mode_duration: minutes that one has to have followed, 0 to 129,600, Twitch's default is 0.
        non_moderator_chat_delay: messages show up late, so that moderators can remove them before.
        non_moderator_chat_delay_duration: seconds: 2, 4 or 6.
        slow_mode: a wait between two messages of one user.
        slow_mode_wait_time: seconds, 3 to 120, Twitch's default is 30.
        subscriber_mode: subscribers only.
        unique_chat_mode: no message twice.

    Source: dev.twitch.tv/docs/api/reference#update-chat-settings
    """

    operation = "update_chat_settings"
    method = "PATCH"
    path = "/chat/settings"
    scopes = ("moderator:manage:chat_settings",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", any_of=("moderator:manage:chat_settings",)),)
    row = ChatSettings
    in_body = (
        "emote_mode",
        "follower_mode",
        "follower_mode_duration",
        "non_moderator_chat_delay",
        "non_moderator_chat_delay_duration",
        "slow_mode",
        "slow_mode_wait_time",
        "subscriber_mode",
        "unique_chat_mode",
    )
    rules = (
        Between("follower_mode_duration", 0, 129600),
        OneOf("non_moderator_chat_delay_duration", (2, 4, 6)),
        Between("slow_mode_wait_time", 3, 120),
    )

    broadcaster_id: str
    moderator_id: str
    emote_mode: bool | None = None
    follower_mode: bool | None = None
    follower_mode_duration: int | None = None
    non_moderator_chat_delay: bool | None = None
    non_moderator_chat_delay_duration: int | None = None
    slow_mode: bool | None = None
    slow_mode_wait_time: int | None = None
    subscriber_mode: bool | None = None
    unique_chat_mode: bool | None = None
