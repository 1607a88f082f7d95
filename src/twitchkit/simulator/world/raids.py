"""Raids: one channel's viewers go to another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Self

from twitchkit.simulator.world.broadcasts import Broadcasts

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

STARTS_AFTER = timedelta(seconds=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raid:
    """A raid that has not started."""

    to_id: str
    created_at: datetime


@dataclass(slots=True, kw_only=True)
class Raids:
    """Pending raids by the channel that raids."""

    pending: dict[str, Raid] = field(default_factory=dict[str, Raid])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Nobody raids."""
        return cls()

    def settle(self, world: World) -> None:
        """The viewers of raids whose time has come are at the other channel."""
        now, live = world.clock.now(), world.book(Broadcasts).live
        for from_id, raid in list(self.pending.items()):
            if now < raid.created_at + STARTS_AFTER:
                continue
            del self.pending[from_id]
            here, there = live.get(from_id), live.get(raid.to_id)
            if here is not None and there is not None:
                there.viewers += here.viewers
                here.viewers = 0
