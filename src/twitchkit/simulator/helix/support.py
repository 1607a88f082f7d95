"""Get Creator Goals, Hype Train Status, Charity Campaign and its Donations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import msgspec

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Paged, in_nanoseconds, page, rfc3339
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world import User
from twitchkit.simulator.world.broadcasts import Broadcasts
from twitchkit.simulator.world.follows import Follows
from twitchkit.simulator.world.subscribers import Subscribers
from twitchkit.simulator.world.support import Goal, Support

TRAIN_RUNS_FOR = timedelta(minutes=5)


class _Channel(msgspec.Struct):
    broadcaster_id: str


class _Donations(Paged, kw_only=True):
    broadcaster_id: str


def get_creator_goals(call: Call) -> Mapping[str, object]:
    """GET /helix/goals: what is reached is counted now."""
    channel = known(call, call.query(_Channel).broadcaster_id)
    rows = [
        {
            "id": goal.id,
            **_channel(channel),
            "type": goal.kind,
            "description": goal.description,
            "current_amount": _reached(call, channel, goal),
            "target_amount": goal.target,
            "created_at": rfc3339(goal.created_at),
        }
        for goal in call.book(Support).goals.get(channel.id, ())
    ]
    return {"data": rows}


def _reached(call: Call, channel: User, goal: Goal) -> int:
    if goal.kind == "follower":
        return len(call.book(Follows).by_channel.get(channel.id, ()))
    return len(call.book(Subscribers).of_channel.get(channel.id, ()))


def get_hype_train_status(call: Call) -> Mapping[str, object]:
    """GET /helix/hypetrain/status."""
    channel = known(call, call.query(_Channel).broadcaster_id)
    train = call.book(Support).trains.get(channel.id)
    running = train is not None and channel.id in call.book(Broadcasts).live
    current = None
    if train is not None and running:
        givers = [(call.world.users[user_id], total) for user_id, total in train.givers]
        current = {
            "id": train.id,
            "broadcaster_user_id": channel.id,
            "broadcaster_user_login": channel.login,
            "broadcaster_user_name": channel.display_name,
            "level": train.level,
            "total": train.total,
            "progress": train.progress,
            "goal": train.goal,
            "top_contributions": [
                {
                    "user_id": user.id,
                    "user_login": user.login,
                    "user_name": user.display_name,
                    "type": "bits",
                    "total": total,
                }
                for user, total in givers
            ],
            "shared_train_participants": None,
            "started_at": in_nanoseconds(call.now - TRAIN_RUNS_FOR / 2),
            "expires_at": in_nanoseconds(call.now + TRAIN_RUNS_FOR / 2),
            "type": "regular",
            "is_shared_train": False,
        }
    best = {
        "level": 5,
        "total": 12_700,
        "achieved_at": in_nanoseconds(channel.created_at + timedelta(days=90)),
    }
    row = {"current": current, "all_time_high": best if train else None, "shared_all_time_high": None}
    return {"data": [row]}


def get_charity_campaign(call: Call) -> Mapping[str, object]:
    """GET /helix/charity/campaigns: empty when none runs."""
    channel = known(call, call.query(_Channel).broadcaster_id)
    campaign = call.book(Support).campaigns.get(channel.id)
    if campaign is None:
        return {"data": []}
    row = {
        "id": campaign.id,
        **_channel(channel),
        "charity_name": campaign.charity,
        "charity_description": "Keeps lamps burning on every coast.",
        "charity_logo": "https://example.com/lighthouse.png",
        "charity_website": "https://example.com/lighthouses",
        "current_amount": _money(sum(cents for _, _, cents in campaign.donations)),
        "target_amount": None if campaign.target_cents is None else _money(campaign.target_cents),
    }
    return {"data": [row]}


def get_charity_donations(call: Call) -> Mapping[str, object]:
    """GET /helix/charity/donations."""
    asked = call.query(_Donations)
    campaign = call.book(Support).campaigns.get(known(call, asked.broadcaster_id).id)
    rows, pagination = page(campaign.donations if campaign else (), asked)
    people = [(donation_id, call.world.users[user_id], cents) for donation_id, user_id, cents in rows]
    data = [
        {
            "id": donation_id,
            "campaign_id": campaign.id if campaign else "",
            "user_id": user.id,
            "user_login": user.login,
            "user_name": user.display_name,
            "amount": _money(cents),
        }
        for donation_id, user, cents in people
    ]
    return {"data": data, "pagination": pagination}


def _channel(channel: User) -> Mapping[str, object]:
    return {
        "broadcaster_id": channel.id,
        "broadcaster_login": channel.login,
        "broadcaster_name": channel.display_name,
    }


def _money(cents: int) -> Mapping[str, object]:
    return {"value": cents, "decimal_places": 2, "currency": "USD"}


ROUTES: Routes = {
    ("GET", "/helix/goals"): Route(
        answer=get_creator_goals, tokens=USER, scopes=("channel:read:goals",), owner="broadcaster_id"
    ),
    ("GET", "/helix/hypetrain/status"): Route(
        answer=get_hype_train_status,
        tokens=USER,
        scopes=("channel:read:hype_train",),
        owner="broadcaster_id",
        stateful=False,
    ),
    ("GET", "/helix/charity/campaigns"): Route(
        answer=get_charity_campaign,
        tokens=USER,
        scopes=("channel:read:charity",),
        owner="broadcaster_id",
        stateful=False,
    ),
    ("GET", "/helix/charity/donations"): Route(
        answer=get_charity_donations,
        tokens=USER,
        scopes=("channel:read:charity",),
        owner="broadcaster_id",
        stateful=False,
    ),
}
