"""Requests to be let in again."""

from __future__ import annotations

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import BlankMoment, Moment, TidyRow
from twitchkit.helix.rules import Length, OneOf


class UnbanRequest(TidyRow, frozen=True, kw_only=True):
    """A request to be unbanned.

    Args:
        text: what the user wrote.
        status: pending, approved, denied, acknowledged or canceled.
        resolved_at: None while it is open, as are the moderator and the text of the answer.
    """

    blank_is_none = ("moderator_id", "moderator_login", "moderator_name", "resolution_text")
    moments = ("resolved_at",)

    id: str
    created_at: Moment
    broadcaster_id: str = ""
    broadcaster_name: str = ""
    broadcaster_login: str = ""
    moderator_id: str | None = None
    moderator_login: str | None = None
    moderator_name: str | None = None
    user_id: str = ""
    user_login: str = ""
    user_name: str = ""
    text: str = ""
    status: str = ""
    resolved_at: BlankMoment = None
    resolution_text: str | None = None


class GetUnbanRequests(Endpoint[UnbanRequest], frozen=True, kw_only=True):
    """Requests to be unbanned, by their state.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        status: pending, approved, denied, acknowledged or canceled.
        user_id: only this user's.
        after: cursor of the page before.
        first: rows a page; Twitch states no limits.

    Source: dev.twitch.tv/docs/api/reference#get-unban-requests
    """

    operation = "get_unban_requests"
    path = "/moderation/unban_requests"
    tokens = ("user",)
    scopes = ("moderator:read:unban_requests", "moderator:manage:unban_requests")
    token_owner = "moderator_id"
    row = UnbanRequest
    rules = (OneOf("status", ("pending", "approved", "denied", "acknowledged", "canceled")),)
    paged = True

    broadcaster_id: str
    moderator_id: str
    status: str
    user_id: str | None = None
    after: str | None = None
    first: int | None = None


class ResolveUnbanRequests(Endpoint[UnbanRequest], frozen=True, kw_only=True):
    """Approves or denies a request to be unbanned.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        unban_request_id: the request.
        status: approved or denied.
        resolution_text: a word to the user, at most 500 characters.

    Source: dev.twitch.tv/docs/api/reference#resolve-unban-requests
    """

    operation = "resolve_unban_requests"
    method = "PATCH"
    path = "/moderation/unban_requests"
    tokens = ("user",)
    scopes = ("moderator:manage:unban_requests",)
    token_owner = "moderator_id"
    row = UnbanRequest
    rules = (
        OneOf("status", ("approved", "denied")),
        Length("resolution_text", 0, 500),
    )

    broadcaster_id: str
    moderator_id: str
    unban_request_id: str
    status: str
    resolution_text: str | None = None
