"""The message pinned in a chat."""

from __future__ import annotations

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.facts import Grant
from twitchkit.helix.row import BlankMoment, Moment, Row, Several, TidyRow
from twitchkit.helix.rules import Between


class FragmentCheermote(Row, frozen=True, kw_only=True):
    """A Cheermote in a message."""

    prefix: str = ""
    bits: int = 0
    tier: int = 0


class FragmentEmote(TidyRow, frozen=True, kw_only=True):
    """An emote in a message.

    Args:
        format: static, animated.
    """

    null_is_empty = ("format",)

    id: str
    emote_set_id: str = ""
    owner_id: str = ""
    format: Several[str] = ()


class FragmentMention(Row, frozen=True, kw_only=True):
    """Somebody's name in a message."""

    user_id: str
    user_name: str = ""
    user_login: str = ""


class MessageFragment(Row, frozen=True, kw_only=True):
    """A piece of a message.

    Args:
        type: text, cheermote, emote or mention; an open set.
    """

    type: str = ""
    text: str = ""
    cheermote: FragmentCheermote | None = None
    emote: FragmentEmote | None = None
    mention: FragmentMention | None = None


class PinnedText(TidyRow, frozen=True, kw_only=True):
    """What it says, whole and in pieces."""

    null_is_empty = ("fragments",)

    text: str = ""
    fragments: Several[MessageFragment] = ()


class PinnedChatMessage(TidyRow, frozen=True, kw_only=True):
    """A pinned message.

    Args:
        ends_at: None when it stays until the stream ends.
    """

    moments = ("ends_at",)

    message_id: str
    message: PinnedText
    starts_at: Moment
    updated_at: Moment
    broadcaster_id: str = ""
    sender_user_id: str = ""
    sender_user_login: str = ""
    sender_user_name: str = ""
    pinned_by_user_id: str = ""
    pinned_by_user_login: str = ""
    pinned_by_user_name: str = ""
    ends_at: BlankMoment = None


class GetPinnedChatMessage(Endpoint[PinnedChatMessage], frozen=True, kw_only=True):
    """The message that moderators pinned; no row when there is none.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.

    Source: dev.twitch.tv/docs/api/reference#get-pinned-chat-message
    """

    operation = "get_pinned_chat_message"
    path = "/chat/pins"
    scopes = ("moderator:read:chat_messages", "moderator:manage:chat_messages")
    token_owner = "moderator_id"
    app_grants = (
        Grant(
            "moderator_id",
            any_of=("moderator:read:chat_messages", "moderator:manage:chat_messages"),
            all_of=("user:bot",),
        ),
        Grant("broadcaster_id", all_of=("channel:bot",)),
    )
    row = PinnedChatMessage

    broadcaster_id: str
    moderator_id: str


class PinChatMessage(Command, frozen=True, kw_only=True):
    """Pins a message to the top of a chat.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        message_id: the message.
        duration_seconds: 30 to 1,800; None until the stream ends.

    Source: dev.twitch.tv/docs/api/reference#pin-chat-message
    """

    operation = "pin_chat_message"
    method = "PUT"
    path = "/chat/pins"
    scopes = ("moderator:manage:chat_messages",)
    token_owner = "moderator_id"
    app_grants = (
        Grant("moderator_id", all_of=("moderator:manage:chat_messages", "user:bot")),
        Grant("broadcaster_id", all_of=("channel:bot",)),
    )
    rules = (Between("duration_seconds", 30, 1800),)

    broadcaster_id: str
    moderator_id: str
    message_id: str
    duration_seconds: int | None = None


class UpdatePinnedChatMessage(Command, frozen=True, kw_only=True):
    """Changes how long a message stays pinned.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        message_id: the pinned message.
        duration_seconds: 30 to 1,800; None until the stream ends.

    Source: dev.twitch.tv/docs/api/reference#update-pinned-chat-message
    """

    operation = "update_pinned_chat_message"
    method = "PATCH"
    path = "/chat/pins"
    scopes = ("moderator:manage:chat_messages",)
    token_owner = "moderator_id"
    app_grants = (
        Grant("moderator_id", all_of=("moderator:manage:chat_messages", "user:bot")),
        Grant("broadcaster_id", all_of=("channel:bot",)),
    )
    rules = (Between("duration_seconds", 30, 1800),)

    broadcaster_id: str
    moderator_id: str
    message_id: str
    duration_seconds: int | None = None


class UnpinChatMessage(Command, frozen=True, kw_only=True):
    """Takes the pinned message down.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        message_id: the pinned message.

    Source: dev.twitch.tv/docs/api/reference#unpin-chat-message
    """

    operation = "unpin_chat_message"
    method = "DELETE"
    path = "/chat/pins"
    scopes = ("moderator:manage:chat_messages",)
    token_owner = "moderator_id"
    app_grants = (
        Grant("moderator_id", all_of=("moderator:manage:chat_messages", "user:bot")),
        Grant("broadcaster_id", all_of=("channel:bot",)),
    )

    broadcaster_id: str
    moderator_id: str
    message_id: str
