"""Moderating a chat: messages, Shield Mode, warnings, suspicious users."""

from __future__ import annotations

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.facts import Grant
from twitchkit.helix.row import BlankMoment, Moment, Row, Several, TidyRow
from twitchkit.helix.rules import Length, OneOf


class DeleteChatMessages(Command, frozen=True, kw_only=True):
    """Deletes one message, or all of a chat.

    Twitch deletes single messages of the last six hours only, and not those of the owner or of moderators.

    Args:
        broadcaster_id: the chat's channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        message_id: the message; None clears the chat.

    Source: dev.twitch.tv/docs/api/reference#delete-chat-messages
    """

    operation = "delete_chat_messages"
    method = "DELETE"
    path = "/moderation/chat"
    scopes = ("moderator:manage:chat_messages",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", any_of=("moderator:manage:chat_messages",)),)

    broadcaster_id: str
    moderator_id: str
    message_id: str | None = None


class ShieldModeStatus(TidyRow, frozen=True, kw_only=True):
    """Shield Mode of a channel.

    Args:
        moderator_id: who turned it on last; None if nobody ever did.
        last_activated_at: None if it never was.
    """

    blank_is_none = ("moderator_id", "moderator_login", "moderator_name")
    moments = ("last_activated_at",)

    is_active: bool
    moderator_id: str | None = None
    moderator_login: str | None = None
    moderator_name: str | None = None
    last_activated_at: BlankMoment = None


class UpdateShieldModeStatus(Endpoint[ShieldModeStatus], frozen=True, kw_only=True):
    """Turns Shield Mode on or off.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        is_active: on or off.

    Source: dev.twitch.tv/docs/api/reference#update-shield-mode-status
    """

    operation = "update_shield_mode_status"
    method = "PUT"
    path = "/moderation/shield_mode"
    scopes = ("moderator:manage:shield_mode",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", any_of=("moderator:manage:shield_mode",)),)
    row = ShieldModeStatus
    in_body = ("is_active",)

    broadcaster_id: str
    moderator_id: str
    is_active: bool


class GetShieldModeStatus(Endpoint[ShieldModeStatus], frozen=True, kw_only=True):
    """Whether Shield Mode is on, and who turned it on last.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.

    Source: dev.twitch.tv/docs/api/reference#get-shield-mode-status
    """

    operation = "get_shield_mode_status"
    path = "/moderation/shield_mode"
    scopes = ("moderator:read:shield_mode", "moderator:manage:shield_mode")
    token_owner = "moderator_id"
    app_grants = (
        Grant("moderator_id", any_of=("moderator:read:shield_mode", "moderator:manage:shield_mode")),
    )
    row = ShieldModeStatus

    broadcaster_id: str
    moderator_id: str


class ChatWarning(Row, frozen=True, kw_only=True):
    """A warning."""

    broadcaster_id: str
    user_id: str = ""
    moderator_id: str = ""
    reason: str = ""


class WarnChatUser(Endpoint[ChatWarning], frozen=True, kw_only=True):
    """Warns a chatter, who cannot write until the warning is acknowledged.

    Args:
        broadcaster_id: the chat's channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        user_id: whom.
        reason: what the user reads, at most 500 characters.

    Source: dev.twitch.tv/docs/api/reference#warn-chat-user
    """

    operation = "warn_chat_user"
    method = "POST"
    path = "/moderation/warnings"
    scopes = ("moderator:manage:warnings",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", any_of=("moderator:manage:warnings",)),)
    row = ChatWarning
    in_body = ("user_id", "reason")
    wrapped = True
    rules = (Length("reason", 0, 500),)

    broadcaster_id: str
    moderator_id: str
    user_id: str
    reason: str


class SuspiciousUser(TidyRow, frozen=True, kw_only=True):
    """How a chatter is treated.

    Args:
        status: ACTIVE_MONITORING, RESTRICTED or NO_TREATMENT.
        types: why; an open set.
    """

    null_is_empty = ("types",)

    user_id: str
    updated_at: Moment
    broadcaster_id: str = ""
    moderator_id: str = ""
    status: str = ""
    types: Several[str] = ()


class AddSuspiciousStatusToChatUser(Endpoint[SuspiciousUser], frozen=True, kw_only=True):
    """Has a chatter watched, or holds its messages back.

    Args:
        broadcaster_id: the chat's channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        user_id: whom.
        status: ACTIVE_MONITORING or RESTRICTED.

    Source: dev.twitch.tv/docs/api/reference#add-suspicious-status-to-chat-user
    """

    operation = "add_suspicious_status_to_chat_user"
    method = "POST"
    path = "/moderation/suspicious_users"
    scopes = ("moderator:manage:suspicious_users",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", any_of=("moderator:manage:suspicious_users",)),)
    row = SuspiciousUser
    in_body = ("user_id", "status")
    rules = (OneOf("status", ("ACTIVE_MONITORING", "RESTRICTED")),)

    broadcaster_id: str
    moderator_id: str
    user_id: str
    status: str


class RemoveSuspiciousStatusFromChatUser(Endpoint[SuspiciousUser], frozen=True, kw_only=True):
    """Stops treating a chatter as suspicious.

    Args:
        broadcaster_id: the chat's channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        user_id: whom.

    Source: dev.twitch.tv/docs/api/reference#remove-suspicious-status-from-chat-user
    """

    operation = "remove_suspicious_status_from_chat_user"
    method = "DELETE"
    path = "/moderation/suspicious_users"
    scopes = ("moderator:manage:suspicious_users",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", any_of=("moderator:manage:suspicious_users",)),)
    row = SuspiciousUser

    broadcaster_id: str
    moderator_id: str
    user_id: str
