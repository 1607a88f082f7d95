"""Get Broadcaster Subscriptions, Check User Subscription."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import TwoWay, page
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import AppGrant, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world import User
from twitchkit.simulator.world.subscribers import POINTS, ChannelSubscription, Subscribers

LISTED, CHECKED = "channel:read:subscriptions", "user:read:subscriptions"


class _Listed(TwoWay, kw_only=True):
    broadcaster_id: str
    user_id: Annotated[tuple[str, ...], Meta(max_length=100)] = ()


class _Checked(msgspec.Struct):
    broadcaster_id: str
    user_id: str


def get_broadcaster_subscriptions(call: Call) -> Mapping[str, object]:
    """GET /helix/subscriptions; `points` counts tiers 1, 2 and 3 as 1, 2 and 6."""
    asked = call.query(_Listed)
    channel = known(call, asked.broadcaster_id)
    found = list(call.book(Subscribers).of_channel.get(channel.id, {}).values())
    chosen = [one for one in found if not asked.user_id or one.user_id in asked.user_id]
    rows, pagination = page(chosen, asked)
    return {
        "data": [_row(call, channel, one) for one in rows],
        "pagination": pagination,
        "points": sum(POINTS[one.tier] for one in found),
        "total": len(found),
    }


def check_user_subscription(call: Call) -> Mapping[str, object]:
    """GET /helix/subscriptions/user."""
    asked = call.query(_Checked)
    channel, user = known(call, asked.broadcaster_id), known(call, asked.user_id, "user_id")
    found = call.book(Subscribers).of_channel.get(channel.id, {}).get(user.id)
    if found is None:
        raise Refused(404, f"{user.display_name} has no subscription to {channel.display_name}")
    row = {**_channel(channel), "is_gift": found.gifter_id is not None, "tier": found.tier}
    return {"data": [{**row, **_gifter(call, found)} if found.gifter_id else row]}


def _row(call: Call, channel: User, one: ChannelSubscription) -> Mapping[str, object]:
    user = call.world.users[one.user_id]
    return {
        **_channel(channel),
        **_gifter(call, one),
        "is_gift": one.gifter_id is not None,
        "plan_name": f"Channel Subscription ({channel.login})",
        "tier": one.tier,
        "user_id": user.id,
        "user_name": user.display_name,
        "user_login": user.login,
    }


def _channel(channel: User) -> Mapping[str, object]:
    return {
        "broadcaster_id": channel.id,
        "broadcaster_login": channel.login,
        "broadcaster_name": channel.display_name,
    }


def _gifter(call: Call, one: ChannelSubscription) -> Mapping[str, object]:
    gifter = call.world.users.get(one.gifter_id or "")
    return {
        "gifter_id": gifter.id if gifter else "",
        "gifter_login": gifter.login if gifter else "",
        "gifter_name": gifter.display_name if gifter else "",
    }


ROUTES: Routes = {
    ("GET", "/helix/subscriptions"): Route(
        answer=get_broadcaster_subscriptions,
        scopes=(LISTED,),
        owner="broadcaster_id",
        app_grants=(AppGrant(user="broadcaster_id", any_of=(LISTED,)),),
    ),
    ("GET", "/helix/subscriptions/user"): Route(
        answer=check_user_subscription,
        scopes=(CHECKED,),
        owner="user_id",
        app_grants=(AppGrant(user="user_id", any_of=(CHECKED,)),),
    ),
}
