"""Users that a user has blocked."""

from __future__ import annotations

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.row import Row
from twitchkit.helix.rules import Between, OneOf


class BlockedUser(Row, frozen=True, kw_only=True):
    """Somebody who is blocked."""

    user_id: str
    user_login: str = ""
    display_name: str = ""


class GetUserBlockList(Endpoint[BlockedUser], frozen=True, kw_only=True):
    """Users that a user has blocked, the newest first.

    Args:
        broadcaster_id: who blocks; the token's user.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-user-block-list
    """

    operation = "get_user_block_list"
    path = "/users/blocks"
    tokens = ("user",)
    scopes = ("user:read:blocked_users",)
    token_owner = "broadcaster_id"
    row = BlockedUser
    rules = (Between("first", 1, 100),)
    paged = True

    broadcaster_id: str
    first: int | None = None
    after: str | None = None


class BlockUser(Command, frozen=True, kw_only=True):
    """Blocks a user for the token's own one.

    Args:
        target_user_id: whom.
        source_context: where it happened: chat or whisper.
        reason: harassment, spam or other.

    Source: dev.twitch.tv/docs/api/reference#block-user
    """

    operation = "block_user"
    method = "PUT"
    path = "/users/blocks"
    tokens = ("user",)
    scopes = ("user:manage:blocked_users",)
    rules = (
        OneOf("source_context", ("chat", "whisper")),
        OneOf("reason", ("harassment", "spam", "other")),
    )

    target_user_id: str
    source_context: str | None = None
    reason: str | None = None


class UnblockUser(Command, frozen=True, kw_only=True):
    """Ends the blocking of a user.

    Args:
        target_user_id: whom.

    Source: dev.twitch.tv/docs/api/reference#unblock-user
    """

    operation = "unblock_user"
    method = "DELETE"
    path = "/users/blocks"
    tokens = ("user",)
    scopes = ("user:manage:blocked_users",)

    target_user_id: str
