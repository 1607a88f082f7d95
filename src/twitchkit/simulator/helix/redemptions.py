"""Get and update redemptions of rewards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.custom_rewards import MANAGE, READ, own_reward
from twitchkit.simulator.helix.reading import Paged, missing, page, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.world.rewards import Redemption, Reward

Ids = Annotated[tuple[str, ...], Meta(min_length=1, max_length=50)]


class _Query(Paged, kw_only=True):
    broadcaster_id: str
    reward_id: str
    status: Literal["CANCELED", "FULFILLED", "UNFULFILLED"] | None = None
    id: Annotated[tuple[str, ...], Meta(max_length=50)] = ()
    sort: Literal["OLDEST", "NEWEST"] = "OLDEST"
    first: Annotated[int, Meta(ge=1, le=50)] = 20


class _Named(msgspec.Struct):
    id: Ids
    broadcaster_id: str
    reward_id: str


class _Change(msgspec.Struct):
    status: Literal["CANCELED", "FULFILLED"]


def get_redemptions(call: Call) -> Mapping[str, object]:
    """GET /helix/channel_points/custom_rewards/redemptions: of one reward and status, or those of the ids."""
    asked = call.query(_Query)
    reward = own_reward(call, asked.reward_id)
    if not asked.id and asked.status is None:
        raise missing("status")
    if asked.id:
        found = [one for one in reward.redemptions if one.id in asked.id]
        if not found:
            raise Refused(404, "The redemptions specified in the id parameter were not found")
    else:
        found = [one for one in reward.redemptions if one.status == asked.status]
    rows, pagination = page(found if asked.sort == "OLDEST" else found[::-1], asked)
    return {"data": [_encode(one, reward, call) for one in rows], "pagination": pagination}


def update_redemptions(call: Call) -> Mapping[str, object]:
    """PATCH /helix/channel_points/custom_rewards/redemptions: only those not yet fulfilled change."""
    asked, change = call.query(_Named), call.body(_Change)
    reward = own_reward(call, asked.reward_id)
    waiting = [one for one in reward.redemptions if one.id in asked.id and one.status == "UNFULFILLED"]
    if not waiting:
        raise Refused(
            404, "The redemptions specified in the id parameter were not found or are not UNFULFILLED"
        )
    for one in waiting:
        one.status = change.status
    return {"data": [_encode(one, reward, call) for one in waiting]}


def _encode(one: Redemption, reward: Reward, call: Call) -> Mapping[str, object]:
    channel, viewer = call.person, call.world.users[one.viewer_id]
    return {
        "broadcaster_id": channel.id,
        "broadcaster_login": channel.login,
        "broadcaster_name": channel.display_name,
        "id": one.id,
        "user_id": viewer.id,
        "user_name": viewer.display_name,
        "user_login": viewer.login,
        "reward": {"id": reward.id, "title": one.title, "prompt": one.prompt, "cost": one.cost},
        "user_input": one.user_input,
        "status": one.status,
        "redeemed_at": rfc3339(one.redeemed_at),
    }


PATH = "/helix/channel_points/custom_rewards/redemptions"
ROUTES: Routes = {
    ("GET", PATH): Route(answer=get_redemptions, tokens=USER, scopes=READ, owner="broadcaster_id"),
    ("PATCH", PATH): Route(answer=update_redemptions, tokens=USER, scopes=MANAGE, owner="broadcaster_id"),
}
