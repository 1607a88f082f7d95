"""Polls."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import BlankMoment, Moment, Row, Several, TidyRow
from twitchkit.helix.rules import AtMost, Between, Count, Length, OneOf
from twitchkit.helix.values import Part


class PollChoice(Row, frozen=True, kw_only=True):
    """A choice of a poll.

    Args:
        votes: all of them.
        channel_points_votes: those paid for with channel points.
    """

    id: str
    title: str = ""
    votes: int = 0
    channel_points_votes: int = 0
    bits_votes: int = 0


class Poll(TidyRow, frozen=True, kw_only=True):
    """A poll.

    Args:
        bits_voting_enabled: dead since 2022, as is `bits_per_vote`.
        status: ACTIVE, COMPLETED, TERMINATED, ARCHIVED, MODERATED or INVALID.
        duration: seconds.
        ended_at: None while it runs.
    """

    null_is_empty = ("choices",)
    moments = ("ended_at",)

    id: str
    channel_points_voting_enabled: bool
    started_at: Moment
    bits_voting_enabled: bool = False
    broadcaster_id: str = ""
    broadcaster_name: str = ""
    broadcaster_login: str = ""
    title: str = ""
    choices: Several[PollChoice] = ()
    bits_per_vote: int = 0
    channel_points_per_vote: int = 0
    status: str = ""
    duration: int = 0
    ended_at: BlankMoment = None


class GetPolls(Endpoint[Poll], frozen=True, kw_only=True):
    """A channel's polls of the last 90 days, the newest first.

    Args:
        broadcaster_id: the channel; the token's user.
        id: only these, in this order.  More than 20 are split.
        first: rows a page, 1 to 20, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-polls
    """

    operation = "get_polls"
    path = "/polls"
    tokens = ("user",)
    scopes = ("channel:read:polls", "channel:manage:polls")
    token_owner = "broadcaster_id"
    row = Poll
    repeated = ("id",)
    limit = AtMost(20, ("id",))
    rules = (Between("first", 1, 20),)
    paged = True

    broadcaster_id: str
    id: Sequence[str] | str = ()
    first: int | None = None
    after: str | None = None


class PollOption(Part, frozen=True, kw_only=True):
    """A choice to vote for.

    Args:
        title: at most 25 characters.
    """

    rules = (Length("title", 0, 25),)

    title: str


class CreatePoll(Endpoint[Poll], frozen=True, kw_only=True):
    """Starts a poll; one at a time.

    Args:
        broadcaster_id: the channel; the token's user.
        title: the question, at most 60 characters.
        choices: 2 to 5, as texts of at most 25 characters or as PollOption.
        duration: seconds, 15 to 1,800.
        channel_points_voting_enabled: whether viewers may buy more votes.
        channel_points_per_vote: 1 to 1,000,000.

    Source: dev.twitch.tv/docs/api/reference#create-poll
    """

    operation = "create_poll"
    method = "POST"
    path = "/polls"
    tokens = ("user",)
    scopes = ("channel:manage:polls",)
    token_owner = "broadcaster_id"
    row = Poll
    in_body = (
        "broadcaster_id",
        "title",
        "choices",
        "duration",
        "channel_points_voting_enabled",
        "channel_points_per_vote",
    )
    rules = (
        Length("title", 0, 60),
        Count("choices", 2, 5),
        Between("duration", 15, 1800),
        Between("channel_points_per_vote", 1, 1000000),
    )

    broadcaster_id: str
    title: str
    choices: Sequence[PollOption | str]
    duration: int
    channel_points_voting_enabled: bool | None = None
    channel_points_per_vote: int | None = None


class EndPoll(Endpoint[Poll], frozen=True, kw_only=True):
    """Ends a poll early.

    Args:
        broadcaster_id: the channel; the token's user.
        id: the poll.
        status: TERMINATED, with the result shown, or ARCHIVED, with it hidden.

    Source: dev.twitch.tv/docs/api/reference#end-poll
    """

    operation = "end_poll"
    method = "PATCH"
    path = "/polls"
    tokens = ("user",)
    scopes = ("channel:manage:polls",)
    token_owner = "broadcaster_id"
    row = Poll
    in_body = ("broadcaster_id", "id", "status")
    rules = (OneOf("status", ("TERMINATED", "ARCHIVED")),)

    broadcaster_id: str
    id: str
    status: str
