"""Start Commercial, Get Ad Schedule, Snooze Next Ad."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import AppGrant, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world.ads import BREAK_S, COOLDOWN, EVERY, Ads, AdSchedule
from twitchkit.simulator.world.broadcasts import Broadcasts

RUN, READ, MANAGE = "channel:edit:commercial", "channel:read:ads", "channel:manage:ads"
LENGTHS_S = (30, 60, 90, 120, 150, 180)


class _Body(msgspec.Struct):
    broadcaster_id: str
    length: Annotated[int, Meta(ge=1, le=180)]


class _Channel(msgspec.Struct):
    broadcaster_id: str


def start_commercial(call: Call) -> Mapping[str, object]:
    """POST /helix/channels/commercial."""
    asked = call.body(_Body)
    schedule = _schedule(call, asked.broadcaster_id)
    if schedule is None:
        raise Refused(400, "To start a commercial, the broadcaster must be streaming live.")
    if schedule.last_at is not None and call.now < schedule.last_at + COOLDOWN:
        raise Refused(
            429, "The broadcaster may not run another commercial until the cooldown period expires."
        )
    schedule.last_at, schedule.next_at = call.now, call.now + EVERY
    length_s = next(length for length in LENGTHS_S if length >= asked.length)
    return {"data": [{"length": length_s, "message": "", "retry_after": int(COOLDOWN.total_seconds())}]}


def get_ad_schedule(call: Call) -> Mapping[str, object]:
    """GET /helix/channels/ads: zeros when the channel is off line."""
    schedule = _schedule(call, call.query(_Channel).broadcaster_id)
    free_s = 0
    if schedule is not None and schedule.last_at is not None:
        free_s = max(0, int((schedule.last_at + EVERY - call.now).total_seconds()))
    row = {
        **_told(schedule),
        "duration": BREAK_S if schedule else 0,
        "last_ad_at": _seconds(schedule.last_at if schedule else None),
        "preroll_free_time": free_s,
    }
    return {"data": [row]}


def snooze_next_ad(call: Call) -> Mapping[str, object]:
    """POST /helix/channels/ads/schedule/snooze: five minutes later."""
    schedule = _schedule(call, call.query(_Channel).broadcaster_id)
    if schedule is None:
        raise Refused(400, "The channel is not currently live.")
    if schedule.snoozes == 0:
        raise Refused(429, "The channel has no snoozes left.")
    schedule.snooze(call.now)
    return {"data": [_told(schedule)]}


def _schedule(call: Call, broadcaster_id: str) -> AdSchedule | None:
    channel = known(call, broadcaster_id)
    stream = call.book(Broadcasts).live.get(channel.id)
    return call.book(Ads).of(stream, call.now) if stream else None


def _told(schedule: AdSchedule | None) -> Mapping[str, object]:
    return {
        "snooze_count": schedule.snoozes if schedule else 0,
        "snooze_refresh_at": _seconds(schedule.refresh_at if schedule else None),
        "next_ad_at": _seconds(schedule.next_at if schedule else None),
    }


def _seconds(at: datetime | None) -> int:
    """Unix seconds; 0 is never."""
    return int(at.timestamp()) if at else 0


ROUTES: Routes = {
    ("POST", "/helix/channels/commercial"): Route(
        answer=start_commercial,
        scopes=(RUN,),
        owner="broadcaster_id",
        app_grants=(AppGrant(user="broadcaster_id", any_of=(RUN,)),),
    ),
    ("GET", "/helix/channels/ads"): Route(
        answer=get_ad_schedule,
        scopes=(READ,),
        owner="broadcaster_id",
        app_grants=(AppGrant(user="broadcaster_id", any_of=(READ,)),),
    ),
    ("POST", "/helix/channels/ads/schedule/snooze"): Route(
        answer=snooze_next_ad,
        scopes=(MANAGE,),
        owner="broadcaster_id",
        app_grants=(AppGrant(user="broadcaster_id", any_of=(MANAGE,)),),
    ),
}
