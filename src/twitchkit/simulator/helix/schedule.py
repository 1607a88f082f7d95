"""Get a channel's schedule, and set its vacation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.cursor import cursor_at, offset_of
from twitchkit.simulator.helix.reading import Paged, malformed, missing, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, USER, Reply, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world import User
from twitchkit.simulator.world.schedules import Occurrence, Schedule, Schedules, zone_called

MANAGE = ("channel:manage:schedule",)


class _Query(Paged, kw_only=True):
    broadcaster_id: str
    id: Annotated[tuple[str, ...], Meta(max_length=100)] = ()
    start_time: Annotated[datetime, Meta(tz=True)] | None = None
    first: Annotated[int, Meta(ge=1, le=25)] = 20


class _Settings(msgspec.Struct):
    broadcaster_id: str
    is_vacation_enabled: bool = False
    vacation_start_time: Annotated[datetime, Meta(tz=True)] | None = None
    vacation_end_time: Annotated[datetime, Meta(tz=True)] | None = None
    timezone: str | None = None


def get_schedule(call: Call) -> Mapping[str, object]:
    """GET /helix/schedule: what comes from `start_time` on, or the broadcasts of those ids."""
    asked = call.query(_Query)
    channel = known(call, asked.broadcaster_id)
    schedule = call.book(Schedules).of_channel.get(channel.id)
    if schedule is None:
        raise Refused(404, "segments were not found")
    if asked.id:
        found = [one for spelled in asked.id if (one := schedule.occurrence(spelled))]
        return {"data": encode(schedule, found, channel, call), "pagination": {}}
    offset = offset_of(asked.after) if asked.after else 0
    coming = schedule.occurrences(asked.start_time or call.now)
    rows = list(islice(coming, offset, offset + asked.first))
    more = next(coming, None) is not None
    pagination = {"cursor": cursor_at(offset + asked.first)} if more else {}
    return {"data": encode(schedule, rows, channel, call), "pagination": pagination}


def update_schedule(call: Call) -> Reply:
    """PATCH /helix/schedule/settings: go on vacation, or come back."""
    asked, channel = call.query(_Settings), call.person
    schedule = call.book(Schedules).of_channel.get(channel.id)
    if schedule is None:
        raise Refused(404, "The broadcaster's streaming schedule was not found")
    if not asked.is_vacation_enabled:
        schedule.vacation = None
        return NO_CONTENT
    if asked.vacation_start_time is None:
        raise missing("vacation_start_time")
    if asked.vacation_end_time is None:
        raise missing("vacation_end_time")
    if asked.timezone is None:
        raise missing("timezone")
    if zone_called(asked.timezone) is None:
        raise malformed("timezone", "the value must be an IANA time zone")
    if asked.vacation_end_time <= asked.vacation_start_time:
        raise Refused(400, "The vacation_end_time must be later than vacation_start_time")
    schedule.vacation = asked.vacation_start_time, asked.vacation_end_time
    return NO_CONTENT


def encode(
    schedule: Schedule, occurrences: Iterable[Occurrence], channel: User, call: Call
) -> Mapping[str, object]:
    """Broadcasts of a schedule as Helix writes them; null when there are none."""
    begins_at, ends_at = schedule.vacation or (None, None)
    return {
        "segments": [_segment(one, call) for one in occurrences] or None,
        "broadcaster_id": channel.id,
        "broadcaster_name": channel.display_name,
        "broadcaster_login": channel.login,
        "vacation": {"start_time": rfc3339(begins_at), "end_time": rfc3339(ends_at)}
        if begins_at and ends_at
        else None,
    }


def _segment(one: Occurrence, call: Call) -> Mapping[str, object]:
    game = call.world.games.get(one.segment.category_id or "")
    return {
        "id": one.id.spelled(),
        "start_time": rfc3339(one.starts_at),
        "end_time": rfc3339(one.ends_at),
        "title": one.segment.title,
        "canceled_until": rfc3339(one.ends_at) if one.is_canceled else None,
        "category": {"id": game.id, "name": game.name} if game else None,
        "is_recurring": one.segment.recurring,
    }


ROUTES: Routes = {
    ("GET", "/helix/schedule"): Route(answer=get_schedule),
    ("PATCH", "/helix/schedule/settings"): Route(
        answer=update_schedule, tokens=USER, scopes=MANAGE, owner="broadcaster_id"
    ),
}
