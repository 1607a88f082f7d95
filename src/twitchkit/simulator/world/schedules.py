"""What channels plan to stream, week by week."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import merge
from random import Random
from typing import TYPE_CHECKING, Self, final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from twitchkit.shape import ready
from twitchkit.simulator.identity.chance import uuid

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

DAY, WEEK = timedelta(days=1), timedelta(days=7)
AHEAD = timedelta(days=366)
"""How far a schedule is told from where one begins to read."""
HORIZON = datetime(9900, 1, 1, tzinfo=UTC)
SEEDED_HOURS = (2, 3, 5)


class OccurrenceId(
    msgspec.Struct, frozen=True, rename={"segment": "segmentID", "year": "isoYear", "week": "isoWeek"}
):
    """What is inside of the ids that Helix gives: a segment, and the week of one of its broadcasts."""

    segment: str
    year: int
    week: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The id that `text` is, or None."""
        try:
            return msgspec.json.decode(base64.b64decode(text, validate=True), type=ready(cls))
        except (binascii.Error, msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError):
            return None

    def spelled(self) -> str:
        """The id as Helix gives it."""
        return base64.b64encode(msgspec.json.encode(self)).decode()


@dataclass(slots=True, kw_only=True)
class Segment:
    """A broadcast that is planned once, or every week.

    Args:
        starts_at: of the first one.
        zone: where its hour of the day stays the same over the year.
        category_id: of a game; None without.
        canceled: ids of the broadcasts that will not be.
    """

    key: str
    starts_at: datetime
    zone: ZoneInfo
    lasts: timedelta
    recurring: bool
    category_id: str | None
    title: str
    canceled: set[OccurrenceId] = field(default_factory=set[OccurrenceId])

    def occurrences(self, since: datetime, until: datetime) -> Iterator[Occurrence]:
        """The broadcasts that end after `since` and begin before `until`, in order."""
        starts_at = self.starts_at.astimezone(self.zone)
        if self.recurring and since > self.starts_at:
            starts_at += WEEK * max(0, (since - self.starts_at) // WEEK - 1)
        while starts_at < until:
            if starts_at.astimezone(UTC) + self.lasts > since:
                yield Occurrence(self, starts_at.astimezone(UTC))
            if not self.recurring:
                return
            starts_at += WEEK


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One broadcast of a segment."""

    segment: Segment
    starts_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When it is planned to end."""
        return self.starts_at + self.segment.lasts

    @property
    def id(self) -> OccurrenceId:
        """Its name."""
        year, week, _ = self.starts_at.astimezone(self.segment.zone).isocalendar()
        return OccurrenceId(self.segment.key, year, week)

    @property
    def is_canceled(self) -> bool:
        """Whether it will not be."""
        return self.id in self.segment.canceled


@dataclass(slots=True)
class Schedule:
    """A channel's segments, and when it is away."""

    segments: dict[str, Segment] = field(default_factory=dict[str, Segment])
    vacation: tuple[datetime, datetime] | None = None

    def occurrences(self, since: datetime) -> Iterator[Occurrence]:
        """The broadcasts of the next year, in order."""
        until = min(since + AHEAD, HORIZON) if since < HORIZON else HORIZON
        each = [segment.occurrences(since, until) for segment in self.segments.values()]
        return merge(*each, key=lambda one: (one.starts_at, one.segment.key))

    def occurrence(self, spelled: str) -> Occurrence | None:
        """The broadcast of that id."""
        wanted = OccurrenceId.read(spelled)
        segment = self.segments.get(wanted.segment) if wanted else None
        if wanted is None or segment is None:
            return None
        try:
            monday = datetime.fromisocalendar(wanted.year, wanted.week, 1).replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            return None
        if not segment.starts_at - 2 * WEEK <= monday <= HORIZON:
            return None
        found = segment.occurrences(monday - DAY, monday + WEEK + DAY)  # the week is that of the zone
        return next((one for one in found if one.id == wanted), None)

    def overlapping(self, new: Segment) -> bool:
        """Whether the first month of a new or changed segment meets what is planned already."""
        first = list(new.occurrences(new.starts_at, min(new.starts_at + 4 * WEEK, HORIZON)))
        others = [segment for segment in self.segments.values() if segment.key != new.key]
        return any(
            next(segment.occurrences(one.starts_at, one.ends_at), None) for one in first for segment in others
        )


@final
@dataclass(slots=True)
class Schedules:
    """The schedules of a world's channels, by channel."""

    chance: Random
    of_channel: dict[str, Schedule]

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Two evenings a week for every channel but the first, which has no schedule."""
        games = list(world.games)
        return cls(chance, {channel.id: _evenings(chance, games) for channel in world.channels[1:]})


def _evenings(chance: Random, games: list[str]) -> Schedule:
    segments = [
        Segment(
            key=uuid(chance),
            starts_at=datetime(2026, 1, 5 + weekday, chance.randrange(14, 19), tzinfo=UTC),
            zone=ZoneInfo("UTC"),
            lasts=timedelta(hours=chance.choice(SEEDED_HOURS)),
            recurring=True,
            category_id=chance.choice(games),
            title="",
        )
        for weekday in sorted(chance.sample(range(7), 2))
    ]
    return Schedule({segment.key: segment for segment in segments})


def zone_called(name: str) -> ZoneInfo | None:
    """The time zone of the IANA database of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
