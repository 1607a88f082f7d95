"""Create, update and delete segments of a schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import malformed
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, USER, Reply, Route, Routes
from twitchkit.simulator.helix.schedule import MANAGE, encode
from twitchkit.simulator.helix.standing import is_partnered
from twitchkit.simulator.identity.chance import uuid
from twitchkit.simulator.world.schedules import Occurrence, Schedule, Schedules, Segment, zone_called

Moment = Annotated[datetime, Meta(tz=True)]
MINUTES = (30, 1380)
EARLIEST, LATEST = datetime(2011, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
OVERLAP = "Segment cannot create overlapping segment"


class _Channel(msgspec.Struct):
    broadcaster_id: str


class _Named(_Channel):
    id: str


class _New(msgspec.Struct):
    start_time: Moment
    timezone: str
    duration: str
    is_recurring: bool = False
    category_id: str | None = None
    title: Annotated[str, Meta(max_length=140)] = ""


class _Change(msgspec.Struct):
    start_time: Moment | None = None
    duration: str | None = None
    category_id: str | None = None
    title: Annotated[str, Meta(max_length=140)] | None = None
    is_canceled: bool | None = None
    timezone: str | None = None


def create_segment(call: Call) -> Mapping[str, object]:
    """POST /helix/schedule/segment."""
    call.query(_Channel)
    new, channel, schedules = call.body(_New), call.person, call.book(Schedules)
    if not new.is_recurring and not is_partnered(channel):
        raise Refused(403, "single segment creation not authorized")
    segment = Segment(
        key=uuid(schedules.chance),
        starts_at=_start(new.start_time),
        zone=_zone(new.timezone),
        lasts=_duration(new.duration),
        recurring=new.is_recurring,
        category_id=_category(call, new.category_id),
        title=new.title,
    )
    schedule = schedules.of_channel.setdefault(channel.id, Schedule())
    if schedule.overlapping(segment):
        raise Refused(400, OVERLAP)
    schedule.segments[segment.key] = segment
    return {"data": encode(schedule, [Occurrence(segment, segment.starts_at)], channel, call)}


def update_segment(call: Call) -> Mapping[str, object]:
    """PATCH /helix/schedule/segment: a cancellation is of one broadcast, all else of the whole segment."""
    change = call.body(_Change)
    schedule, one = _found(call)
    old = one.segment
    if change.start_time is not None and old.recurring:
        raise Refused(400, "FirstOccurrenceDate can't set FirstOccurrenceDate on recurring segments")
    new = replace(
        old,
        starts_at=_start(change.start_time) if change.start_time else old.starts_at,
        zone=_zone(change.timezone) if change.timezone else old.zone,
        lasts=_duration(change.duration) if change.duration else old.lasts,
        category_id=old.category_id if change.category_id is None else _category(call, change.category_id),
        title=old.title if change.title is None else change.title,
        canceled=set(old.canceled),
    )
    if schedule.overlapping(new):
        raise Refused(400, OVERLAP)
    changed = Occurrence(new, one.starts_at if old.recurring else new.starts_at)
    if not old.recurring and one.is_canceled:
        new.canceled = {changed.id}
    if change.is_canceled is not None:
        (new.canceled.add if change.is_canceled else new.canceled.discard)(changed.id)
    schedule.segments[new.key] = new
    return {"data": encode(schedule, [changed], call.person, call)}


def delete_segment(call: Call) -> Reply:
    """DELETE /helix/schedule/segment: the segment with all its broadcasts; it is no error when it is gone."""
    asked = call.query(_Named)
    schedule = call.book(Schedules).of_channel.get(call.person.id)
    one = schedule.occurrence(asked.id) if schedule else None
    if schedule is not None and one is not None:
        del schedule.segments[one.segment.key]
    return NO_CONTENT


def _found(call: Call) -> tuple[Schedule, Occurrence]:
    asked = call.query(_Named)
    schedule = call.book(Schedules).of_channel.get(call.person.id)
    one = schedule.occurrence(asked.id) if schedule else None
    if schedule is None or one is None:
        raise Refused(404, "The broadcast segment specified in the id parameter was not found")
    return schedule, one


def _start(at: datetime) -> datetime:
    if not EARLIEST <= at < LATEST:
        raise malformed("start_time", "the value is out of range")
    return at.astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    zone = zone_called(name)
    if zone is None:
        raise malformed("timezone", "the value must be an IANA time zone")
    return zone


def _duration(text: str) -> timedelta:
    least, most = MINUTES
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    if not digits or not least <= int(text) <= most:
        raise malformed("duration", f"the value must be from {least} to {most} minutes")
    return timedelta(minutes=int(text))


def _category(call: Call, game_id: str | None) -> str | None:
    if not game_id:
        return None
    if game_id not in call.world.games:
        raise Refused(400, "The category specified in category_id was not found")
    return game_id


PATH = "/helix/schedule/segment"
ROUTES: Routes = {
    ("POST", PATH): Route(answer=create_segment, tokens=USER, scopes=MANAGE, owner="broadcaster_id"),
    ("PATCH", PATH): Route(answer=update_segment, tokens=USER, scopes=MANAGE, owner="broadcaster_id"),
    ("DELETE", PATH): Route(answer=delete_segment, tokens=USER, scopes=MANAGE, owner="broadcaster_id"),
}
