"""Get a channel's schedule as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

import msgspec

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.route import Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.world import User, World
from twitchkit.simulator.world.schedules import Schedules, Segment

LONGEST_LINE = 75
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class _Query(msgspec.Struct):
    broadcaster_id: str


def get_icalendar(call: Call) -> Answer:
    """GET /helix/schedule/icalendar."""
    channel = known(call, call.query(_Query).broadcaster_id)
    schedule = call.book(Schedules).of_channel.get(channel.id)
    segments = list(schedule.segments.values()) if schedule else []
    text = "".join(_folded(line) for line in _lines(channel, segments, call))
    return Answer(headers={"content-type": "text/calendar"}, body=text.encode())


def _lines(channel: User, segments: list[Segment], call: Call) -> Iterator[str]:
    yield from (
        "BEGIN:VCALENDAR",
        "PRODID:-//twitch.tv//StreamSchedule//1.0",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        f"NAME:{_escaped(channel.display_name)}",
    )
    for segment in segments:
        yield from _event(segment, call)
    yield "END:VCALENDAR"


def _event(segment: Segment, call: Call) -> Iterator[str]:
    starts_at = segment.starts_at.astimezone(segment.zone)
    ends_at = (segment.starts_at + segment.lasts).astimezone(segment.zone)
    game = call.world.games.get(segment.category_id or "")
    yield "BEGIN:VEVENT"
    yield f"UID:{segment.key}"
    yield f"DTSTAMP:{call.now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID=/{segment.zone.key}:{starts_at:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID=/{segment.zone.key}:{ends_at:%Y%m%dT%H%M%S}"
    if segment.recurring:
        yield f"RRULE:FREQ=WEEKLY;BYDAY={WEEKDAYS[starts_at.weekday()]}"
    yield f"SUMMARY:{_escaped(segment.title)}"
    yield f"DESCRIPTION:{_escaped(game.name)}." if game else "DESCRIPTION:"
    yield f"CATEGORIES:{_escaped(game.name)}" if game else "CATEGORIES:"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """Text as RFC 5545 §3.3.11 has it."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """A line, folded after 75 octets, never within a character (RFC 5545 §3.1)."""
    folded, octets = "", 0
    for mark in line:
        octets += len(mark.encode())
        if octets > LONGEST_LINE:
            folded, octets = f"{folded}\r\n ", 1 + len(mark.encode())
        folded += mark
    return f"{folded}\r\n"


def _anybody(world: World, _asked: Asked) -> Grant:
    """Calendars bring no token."""
    return Grant(client_id="", user_id=None, scopes=(), issued_at=world.clock.now(), expires_at=None)


ROUTES: Routes = {
    ("GET", "/helix/schedule/icalendar"): Route(answer=get_icalendar, tokens=frozenset(), admit=_anybody)
}
