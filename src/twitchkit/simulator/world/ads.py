"""Ad breaks of live channels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Self

from twitchkit.simulator.world.broadcasts import Stream

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

BREAK_S = 60
EVERY = timedelta(minutes=30)
SNOOZED_FOR = timedelta(minutes=5)
SNOOZES, SNOOZE_BACK_AFTER = 3, timedelta(hours=1)
COOLDOWN = timedelta(minutes=8)


@dataclass(slots=True, kw_only=True)
class AdSchedule:
    """The breaks of one stream.

    Args:
        snoozes: how often the next break can still be put off.
        refresh_at: when one more snooze comes; None while all are there.
    """

    stream_id: str
    next_at: datetime
    last_at: datetime | None = None
    snoozes: int = SNOOZES
    refresh_at: datetime | None = None

    def settle(self, now: datetime) -> None:
        """Run the breaks, and bring back the snoozes, whose time has come."""
        while self.next_at <= now:
            self.last_at, self.next_at = self.next_at, self.next_at + EVERY
        while self.refresh_at is not None and self.refresh_at <= now:
            self.snoozes += 1
            self.refresh_at = None if self.snoozes >= SNOOZES else self.refresh_at + SNOOZE_BACK_AFTER

    def snooze(self, now: datetime) -> None:
        """Put the next break off."""
        self.snoozes -= 1
        self.next_at += SNOOZED_FOR
        self.refresh_at = self.refresh_at or now + SNOOZE_BACK_AFTER


@dataclass(slots=True, kw_only=True)
class Ads:
    """The schedule of each live channel, by its id."""

    schedules: dict[str, AdSchedule] = field(default_factory=dict[str, AdSchedule])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Schedules come with streams."""
        return cls()

    def of(self, stream: Stream, now: datetime) -> AdSchedule:
        """The schedule of a live stream as of `now`."""
        schedule = self.schedules.get(stream.user_id)
        if schedule is None or schedule.stream_id != stream.id:
            schedule = AdSchedule(stream_id=stream.id, next_at=stream.started_at + EVERY)
            self.schedules[stream.user_id] = schedule
        schedule.settle(now)
        return schedule
