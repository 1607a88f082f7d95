"""Bans and timeouts."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.facts import Grant
from twitchkit.helix.row import BlankMoment, Moment, TidyRow
from twitchkit.helix.rules import AtMost, Between, Length


class BannedUser(TidyRow, frozen=True, kw_only=True):
    """A ban or a timeout.

    Args:
        expires_at: None for a ban.
        created_at: None in answers before 2022.
    """

    blank_is_none = ("reason",)
    moments = ("expires_at", "created_at")

    user_id: str
    user_login: str = ""
    user_name: str = ""
    expires_at: BlankMoment = None
    created_at: BlankMoment = None
    reason: str | None = None
    moderator_id: str = ""
    moderator_login: str = ""
    moderator_name: str = ""


class GetBannedUsers(Endpoint[BannedUser], frozen=True, kw_only=True):
    """Who is banned or timed out on a channel.

    Args:
        broadcaster_id: the channel; the token's user.
        user_id: only these.  More than 100 are split.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.
        before: cursor to go backwards from.

    Source: dev.twitch.tv/docs/api/reference#get-banned-users
    """

    operation = "get_banned_users"
    path = "/moderation/banned"
    scopes = ("moderation:read", "moderator:manage:banned_users")
    token_owner = "broadcaster_id"
    app_grants = (Grant("broadcaster_id", any_of=("moderation:read", "moderator:manage:banned_users")),)
    row = BannedUser
    repeated = ("user_id",)
    limit = AtMost(100, ("user_id",))
    rules = (Between("first", 1, 100),)
    paged = True

    broadcaster_id: str
    user_id: Sequence[str] | str = ()
    first: int | None = None
    after: str | None = None
    before: str | None = None


class Ban(TidyRow, frozen=True, kw_only=True):
    """A ban or a timeout that was just made.

    Args:
        end_time: None for a ban.
    """

    moments = ("end_time",)

    broadcaster_id: str
    created_at: Moment
    moderator_id: str = ""
    user_id: str = ""
    end_time: BlankMoment = None


class BanUser(Endpoint[Ban], frozen=True, kw_only=True):
    """Bans a user from a chat, or times it out.

    Args:
        broadcaster_id: the chat's channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        user_id: whom.
        duration: seconds, 1 to 1,209,600 (two weeks); None for good.
        reason: at most 500 characters.

    Source: dev.twitch.tv/docs/api/reference#ban-user
    """

    operation = "ban_user"
    method = "POST"
    path = "/moderation/bans"
    scopes = ("moderator:manage:banned_users",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", all_of=("moderator:manage:banned_users", "user:bot")),)
    row = Ban
    in_body = ("user_id", "duration", "reason")
    wrapped = True
    rules = (
        Between("duration", 1, 1209600),
        Length("reason", 0, 500),
    )

    broadcaster_id: str
    moderator_id: str
    user_id: str
    duration: int | None = None
    reason: str | None = None


class UnbanUser(Command, frozen=True, kw_only=True):
    """Lifts a ban or a timeout.

    Args:
        broadcaster_id: the chat's channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        user_id: whose.

    Source: dev.twitch.tv/docs/api/reference#unban-user
    """

    operation = "unban_user"
    method = "DELETE"
    path = "/moderation/bans"
    scopes = ("moderator:manage:banned_users",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", all_of=("moderator:manage:banned_users", "user:bot")),)

    broadcaster_id: str
    moderator_id: str
    user_id: str
