"""Words that a chat does not let through."""

from __future__ import annotations

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.facts import Grant
from twitchkit.helix.row import BlankMoment, Moment, TidyRow
from twitchkit.helix.rules import Between, Length


class BlockedTerm(TidyRow, frozen=True, kw_only=True):
    """A blocked word or phrase.

    Args:
        expires_at: None when it stays.
    """

    moments = ("expires_at",)

    id: str
    created_at: Moment
    updated_at: Moment
    broadcaster_id: str = ""
    moderator_id: str = ""
    text: str = ""
    expires_at: BlankMoment = None


class GetBlockedTerms(Endpoint[BlockedTerm], frozen=True, kw_only=True):
    """Words and phrases that a chat does not let through.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-blocked-terms
    """

    operation = "get_blocked_terms"
    path = "/moderation/blocked_terms"
    scopes = ("moderator:read:blocked_terms", "moderator:manage:blocked_terms")
    token_owner = "moderator_id"
    app_grants = (
        Grant("moderator_id", any_of=("moderator:read:blocked_terms", "moderator:manage:blocked_terms")),
    )
    row = BlockedTerm
    rules = (Between("first", 1, 100),)
    paged = True

    broadcaster_id: str
    moderator_id: str
    first: int | None = None
    after: str | None = None


class AddBlockedTerm(Endpoint[BlockedTerm], frozen=True, kw_only=True):
    """Blocks a word or a phrase.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        text: 2 to 500 characters; `*` stands for anything.

    Source: dev.twitch.tv/docs/api/reference#add-blocked-term
    """

    operation = "add_blocked_term"
    method = "POST"
    path = "/moderation/blocked_terms"
    scopes = ("moderator:manage:blocked_terms",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", any_of=("moderator:manage:blocked_terms",)),)
    row = BlockedTerm
    in_body = ("text",)
    rules = (Length("text", 2, 500),)

    broadcaster_id: str
    moderator_id: str
    text: str


class RemoveBlockedTerm(Command, frozen=True, kw_only=True):
    """Lets a word or a phrase through again.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        id: the term's id.

    Source: dev.twitch.tv/docs/api/reference#remove-blocked-term
    """

    operation = "remove_blocked_term"
    method = "DELETE"
    path = "/moderation/blocked_terms"
    scopes = ("moderator:manage:blocked_terms",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", any_of=("moderator:manage:blocked_terms",)),)

    broadcaster_id: str
    moderator_id: str
    id: str
