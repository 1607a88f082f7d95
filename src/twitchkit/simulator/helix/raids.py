"""Start a Raid, Cancel a Raid."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import of_channel
from twitchkit.simulator.helix.reading import rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, USER, Limit, Route, Routes
from twitchkit.simulator.world.broadcasts import Broadcasts
from twitchkit.simulator.world.raids import Raid, Raids

MANAGE = "channel:manage:raids"


class _Start(msgspec.Struct):
    from_broadcaster_id: str
    to_broadcaster_id: str


class _Cancel(msgspec.Struct):
    broadcaster_id: str


def start_a_raid(call: Call) -> Mapping[str, object]:
    """POST /helix/raids: it begins 90 s later."""
    asked, raids = call.query(_Start), call.book(Raids)
    if asked.from_broadcaster_id == asked.to_broadcaster_id:
        raise Refused(400, "The IDs in from_broadcaster_id and to_broadcaster_id cannot be the same.")
    if call.world.user_with(asked.to_broadcaster_id) is None:
        raise Refused(404, "The targeted channel was not found.")
    if call.person.id not in call.book(Broadcasts).live:
        raise Refused(400, "The broadcaster must be streaming live to raid another channel.")
    if call.person.id in raids.pending:
        raise Refused(409, "The broadcaster is already in the process of raiding another channel.")
    raids.pending[call.person.id] = Raid(to_id=asked.to_broadcaster_id, created_at=call.now)
    return {"data": [{"created_at": rfc3339(call.now), "is_mature": False}]}


def cancel_a_raid(call: Call) -> Answer:
    """DELETE /helix/raids."""
    asked = call.query(_Cancel)
    if call.book(Raids).pending.pop(asked.broadcaster_id, None) is None:
        raise Refused(404, "The broadcaster doesn't have a pending raid to cancel.")
    return NO_CONTENT


def _raider(call: Call) -> str | None:
    return call.named("from_broadcaster_id")


ROUTES: Routes = {
    ("POST", "/helix/raids"): Route(
        answer=start_a_raid,
        tokens=USER,
        scopes=(MANAGE,),
        owner="from_broadcaster_id",
        limits=(Limit(points=10, per_s=600, key=_raider),),
    ),
    ("DELETE", "/helix/raids"): Route(
        answer=cancel_a_raid,
        tokens=USER,
        scopes=(MANAGE,),
        owner="broadcaster_id",
        limits=(Limit(points=10, per_s=600, key=of_channel),),
    ),
}
