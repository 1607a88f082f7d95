"""Get, create and end polls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Given, Paged, page, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.helix.standing import partnered
from twitchkit.simulator.world import User
from twitchkit.simulator.world.polls import Poll, Polls

READ = ("channel:read:polls", "channel:manage:polls")
MANAGE = ("channel:manage:polls",)


class _Query(Paged, kw_only=True):
    broadcaster_id: str
    id: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    first: Annotated[int, Meta(ge=1, le=20)] = 20


class _Choice(msgspec.Struct):
    title: Annotated[str, Meta(min_length=1, max_length=25)]


class _NewPoll(msgspec.Struct):
    broadcaster_id: Given
    title: Annotated[str, Meta(min_length=1, max_length=60)]
    choices: Annotated[tuple[_Choice, ...], Meta(min_length=2, max_length=5)]
    duration: Annotated[int, Meta(ge=15, le=1800)]
    channel_points_voting_enabled: bool = False
    channel_points_per_vote: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None


class _End(msgspec.Struct):
    broadcaster_id: Given
    id: Given
    status: Literal["TERMINATED", "ARCHIVED"]


def get_polls(call: Call) -> Mapping[str, object]:
    """GET /helix/polls: the newest first, or those asked for in the order they are asked for."""
    asked, channel = call.query(_Query), call.person
    polls = call.book(Polls).of(channel.id, call.now)
    if asked.id:
        named = {poll.id: poll for poll in polls}
        polls = [named[poll_id] for poll_id in asked.id if poll_id in named]
        if not polls:
            raise Refused(404, "The poll specified in the id parameter was not found")
    rows, pagination = page(polls, asked)
    return {"data": [encode(poll, channel, call.now) for poll in rows], "pagination": pagination}


def create_poll(call: Call) -> Mapping[str, object]:
    """POST /helix/polls: one at a time."""
    new, channel = call.body(_NewPoll), partnered(call.person, status=400)
    for_sale = new.channel_points_voting_enabled
    if for_sale and new.channel_points_per_vote is None:
        raise Refused(400, 'Missing required parameter "channel_points_per_vote"')
    polls = call.book(Polls)
    if any(poll.status == "ACTIVE" for poll in polls.of(channel.id, call.now)):
        raise Refused(400, "The broadcaster already has a poll that is running")
    poll = polls.start(
        channel.id,
        new.title,
        [choice.title for choice in new.choices],
        duration_s=new.duration,
        points_per_vote=new.channel_points_per_vote if for_sale else None,
        now=call.now,
    )
    return {"data": [encode(poll, channel, call.now)]}


def end_poll(call: Call) -> Mapping[str, object]:
    """PATCH /helix/polls: an active one is terminated or archived, one that is over can be archived."""
    end, channel = call.body(_End), call.person
    polls = call.book(Polls).of(channel.id, call.now)
    poll = next((poll for poll in polls if poll.id == end.id), None)
    if poll is None:
        raise Refused(400, "The poll specified in the id parameter was not found")
    allowed = ("ACTIVE",) if end.status == "TERMINATED" else ("ACTIVE", "COMPLETED", "TERMINATED")
    if poll.status not in allowed:
        raise Refused(400, "The poll is not active")
    poll.end(end.status, call.now)
    return {"data": [encode(poll, channel, call.now)]}


def encode(poll: Poll, channel: User, now: datetime) -> Mapping[str, object]:
    """A poll as Helix writes it; votes for Bits ended in 2022."""
    turnout = poll.turnout(now)
    return {
        "id": poll.id,
        "broadcaster_id": channel.id,
        "broadcaster_name": channel.display_name,
        "broadcaster_login": channel.login,
        "title": poll.title,
        "choices": [
            {
                "id": choice.id,
                "title": choice.title,
                "votes": int(choice.crowd * turnout),
                "channel_points_votes": int(choice.bought * turnout),
                "bits_votes": 0,
            }
            for choice in poll.choices
        ],
        "bits_voting_enabled": False,
        "bits_per_vote": 0,
        "channel_points_voting_enabled": poll.points_per_vote is not None,
        "channel_points_per_vote": poll.points_per_vote or 0,
        "status": poll.status,
        "duration": poll.duration_s,
        "started_at": rfc3339(poll.started_at),
        "ended_at": rfc3339(poll.ended_at) if poll.ended_at else None,
    }


ROUTES: Routes = {
    ("GET", "/helix/polls"): Route(answer=get_polls, tokens=USER, scopes=READ, owner="broadcaster_id"),
    ("POST", "/helix/polls"): Route(answer=create_poll, tokens=USER, scopes=MANAGE, owner="broadcaster_id"),
    ("PATCH", "/helix/polls"): Route(answer=end_poll, tokens=USER, scopes=MANAGE, owner="broadcaster_id"),
}
