"""Chat: who is there, colours, sending messages."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.facts import Grant, Quota
from twitchkit.helix.row import Moment, Row, Several, TidyRow
from twitchkit.helix.rules import AtMost, Between, Length, NotWith, OneOf


class Chatter(Row, frozen=True, kw_only=True):
    """Somebody in a chat."""

    user_id: str
    user_login: str = ""
    user_name: str = ""


class GetChatters(Endpoint[Chatter], frozen=True, kw_only=True):
    """Who is connected to a channel's chat; a minute or more behind.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        first: rows a page, 1 to 1000, Twitch's default is 100.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-chatters
    """

    operation = "get_chatters"
    path = "/chat/chatters"
    scopes = ("moderator:read:chatters",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", any_of=("moderator:read:chatters",)),)
    row = Chatter
    rules = (Between("first", 1, 1000),)
    paged = True

    broadcaster_id: str
    moderator_id: str
    first: int | None = None
    after: str | None = None


class SharedChatParticipant(Row, frozen=True, kw_only=True):
    """A channel in a shared chat."""

    broadcaster_id: str


class SharedChatSession(TidyRow, frozen=True, kw_only=True):
    """Chats that were joined."""

    null_is_empty = ("participants",)

    session_id: str
    created_at: Moment
    updated_at: Moment
    host_broadcaster_id: str = ""
    participants: Several[SharedChatParticipant] = ()


class GetSharedChatSession(Endpoint[SharedChatSession], frozen=True, kw_only=True):
    """The shared chat that a channel takes part in; no row when it is in none.

    Args:
        broadcaster_id: the channel.

    Source: dev.twitch.tv/docs/api/reference#get-shared-chat-session
    """

    operation = "get_shared_chat_session"
    path = "/shared_chat/session"
    row = SharedChatSession

    broadcaster_id: str


class SendChatAnnouncement(Command, frozen=True, kw_only=True):
    """Posts a highlighted announcement in chat.

    Limits of its own: 1 in 2 seconds for each channel.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        message: at most 500 characters.
        color: blue, green, orange, purple or primary, which is the channel's own and Twitch's default.
        for_source_only: in a shared chat: for this channel alone.  With app tokens only, where it is
            Twitch's default.

    Source: dev.twitch.tv/docs/api/reference#send-chat-announcement
    """

    operation = "send_chat_announcement"
    path = "/chat/announcements"
    scopes = ("moderator:manage:announcements",)
    token_owner = "moderator_id"
    app_grants = (
        Grant("moderator_id", all_of=("moderator:manage:announcements", "user:bot")),
        Grant("broadcaster_id", all_of=("channel:bot",)),
    )
    rate_limits = (Quota(1, 2, "channel", ("broadcaster_id",)),)
    in_body = ("message", "color", "for_source_only")
    rules = (
        Length("message", 0, 500),
        OneOf("color", ("blue", "green", "orange", "purple", "primary")),
    )

    broadcaster_id: str
    moderator_id: str
    message: str
    color: str | None = None
    for_source_only: bool | None = None


class SendAShoutout(Command, frozen=True, kw_only=True):
    """Shouts another channel out to one's viewers, while live.

    Limits of its own: 1 in 2 minutes for each broadcaster; 1 in an hour for each broadcaster and target.

    Args:
        from_broadcaster_id: the channel whose viewers see it.
        to_broadcaster_id: the channel that is praised.
        moderator_id: who acts: the token's user, owner or moderator of the first channel.

    Source: dev.twitch.tv/docs/api/reference#send-a-shoutout
    """

    operation = "send_a_shoutout"
    path = "/chat/shoutouts"
    scopes = ("moderator:manage:shoutouts",)
    token_owner = "moderator_id"
    app_grants = (
        Grant("moderator_id", all_of=("moderator:manage:shoutouts", "user:bot")),
        Grant("from_broadcaster_id", all_of=("channel:bot",)),
    )
    rate_limits = (
        Quota(1, 120, "broadcaster", ("from_broadcaster_id",)),
        Quota(1, 3600, "broadcaster and target", ("from_broadcaster_id", "to_broadcaster_id")),
    )

    from_broadcaster_id: str
    to_broadcaster_id: str
    moderator_id: str


class DropReason(Row, frozen=True, kw_only=True):
    """Why a message was dropped.

    Args:
        code: an open set of words.
        message: the reason in words.
    """

    code: str = ""
    message: str = ""


class SentChatMessage(TidyRow, frozen=True, kw_only=True):
    """What became of a message.

    Args:
        message_id: None when it was not sent.
        is_sent: False when Twitch or the channel's AutoMod dropped it.
        drop_reason: None when it was sent.
    """

    blank_is_none = ("message_id",)

    is_sent: bool
    message_id: str | None = None
    drop_reason: DropReason | None = None


class SendChatMessage(Endpoint[SentChatMessage], frozen=True, kw_only=True):
    """Posts one message in chat.

    Twitch answers 200 also when it drops the message: look at `is_sent`.

    Args:
        broadcaster_id: the chat's channel.
        sender_id: who speaks: the token's user.
        message: at most 500 characters.
        reply_parent_message_id: the message that this answers.
        for_source_only: in a shared chat: for this channel alone.  With app tokens only, where it is
            Twitch's default; not with `pin`.
        pin: pins it for 20 minutes; not with a reply or `for_source_only`.

    Source: dev.twitch.tv/docs/api/reference#send-chat-message
    """

    operation = "send_chat_message"
    method = "POST"
    path = "/chat/messages"
    scopes = ("user:write:chat",)
    optional_scopes = ("moderator:manage:chat_messages",)
    token_owner = "sender_id"
    app_grants = (
        Grant("sender_id", all_of=("user:write:chat", "user:bot")),
        Grant("broadcaster_id", all_of=("channel:bot",), unless="sender_id is a moderator of the channel"),
    )
    row = SentChatMessage
    in_body = ("broadcaster_id", "sender_id", "message", "reply_parent_message_id", "for_source_only", "pin")
    rules = (
        Length("message", 0, 500),
        NotWith("pin", ("reply_parent_message_id", "for_source_only")),
    )

    broadcaster_id: str
    sender_id: str
    message: str
    reply_parent_message_id: str | None = None
    for_source_only: bool | None = None
    pin: bool | None = None


class UserChatColor(TidyRow, frozen=True, kw_only=True):
    """The colour of a user's name.

    Args:
        color: `#RRGGBB`, None when the user chose none.
    """

    blank_is_none = ("color",)

    user_id: str
    user_login: str = ""
    user_name: str = ""
    color: str | None = None


class GetUserChatColor(Endpoint[UserChatColor], frozen=True, kw_only=True):
    """The colours of users' names in chat.

    Args:
        user_id: users.  More than 100 are split.

    Source: dev.twitch.tv/docs/api/reference#get-user-chat-color
    """

    operation = "get_user_chat_color"
    path = "/chat/color"
    row = UserChatColor
    repeated = ("user_id",)
    limit = AtMost(100, ("user_id",))

    user_id: Sequence[str] | str


class UpdateUserChatColor(Command, frozen=True, kw_only=True):
    """Sets the colour of one's own name in chat.

    Args:
        user_id: the token's user.
        color: a name such as `dodger_blue`; with Turbo or Prime also `#RRGGBB`.

    Source: dev.twitch.tv/docs/api/reference#update-user-chat-color
    """

    operation = "update_user_chat_color"
    method = "PUT"
    path = "/chat/color"
    tokens = ("user",)
    scopes = ("user:manage:chat_color",)
    token_owner = "user_id"

    user_id: str
    color: str
