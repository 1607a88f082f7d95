"""Get, Add and Remove VIPs."""

from __future__ import annotations

from collections.abc import Mapping

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderators import Listed, Named, people
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, USER, Limit, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world.bans import Bans
from twitchkit.simulator.world.roles import Roles

MANAGE = "channel:manage:vips"
SLOTS = 10
"""A channel begins with so many; more come with its size."""


def get_vips(call: Call) -> Mapping[str, object]:
    """GET /helix/channels/vips."""
    asked = call.query(Listed)
    return people(call, call.book(Roles).vips.get(asked.broadcaster_id, {}), asked)


def add_channel_vip(call: Call) -> Answer:
    """POST /helix/channels/vips."""
    asked, roles = call.query(Named), call.book(Roles)
    user = known(call, asked.user_id, "user_id")
    vips = roles.vips.setdefault(asked.broadcaster_id, {})
    if user.id == asked.broadcaster_id:
        raise Refused(400, "The broadcaster cannot be a VIP in their own channel.")
    if user.id in vips:
        raise Refused(422, "The user in the user_id query parameter is already a VIP.")
    if roles.moderates(user.id, asked.broadcaster_id):
        raise Refused(
            422,
            "The user in the user_id query parameter is a moderator. To make them a VIP, you must first "
            "remove them as a moderator.",
        )
    if call.book(Bans).standing(asked.broadcaster_id, user.id, call.now):
        raise Refused(
            400, "The user in the user_id query parameter is blocked from the broadcaster's channel."
        )
    if len(vips) >= SLOTS:
        raise Refused(409, "The broadcaster doesn't have available VIP slots.")
    vips[user.id] = call.now
    return NO_CONTENT


def remove_channel_vip(call: Call) -> Answer:
    """DELETE /helix/channels/vips: the broadcaster takes the role away, or the VIP gives it up."""
    asked = call.query(Named)
    if call.person.id not in {asked.broadcaster_id, asked.user_id}:
        raise Refused(
            401,
            "The ID in broadcaster_id or user_id must match the user ID found in the request's OAuth token.",
        )
    user = known(call, asked.user_id, "user_id")
    if call.book(Roles).vips.get(asked.broadcaster_id, {}).pop(user.id, None) is None:
        raise Refused(
            422, "The user in the user_id query parameter is not a VIP in the broadcaster's channel."
        )
    return NO_CONTENT


def _channel(call: Call) -> str | None:
    return call.named("broadcaster_id")


ROUTES: Routes = {
    ("GET", "/helix/channels/vips"): Route(
        answer=get_vips, tokens=USER, scopes=("channel:read:vips", MANAGE), owner="broadcaster_id"
    ),
    ("POST", "/helix/channels/vips"): Route(
        answer=add_channel_vip,
        tokens=USER,
        scopes=(MANAGE,),
        owner="broadcaster_id",
        limits=(Limit(points=10, per_s=10, key=_channel),),
    ),
    ("DELETE", "/helix/channels/vips"): Route(
        answer=remove_channel_vip,
        tokens=USER,
        scopes=(MANAGE,),
        limits=(Limit(points=10, per_s=10, key=_channel),),
    ),
}
