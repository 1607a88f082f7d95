"""What viewers give: Bits, donations, Hype Trains, and the goals that channels set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Self

from twitchkit.simulator.identity.chance import uuid

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

CHEERERS = 12
DONATIONS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal: `follower` or `subscription`; what is reached is counted when asked."""

    id: str
    kind: str
    description: str
    target: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A charity campaign.

    Args:
        target_cents: None is a campaign without target.
        donations: id of the donation, of the giver, and cents; newest first.
    """

    id: str
    charity: str
    target_cents: int | None
    donations: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Train:
    """A Hype Train that runs while the channel's first stream does."""

    id: str
    level: int
    total: int
    progress: int
    goal: int
    givers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerUp:
    """A custom Power-up."""

    id: str
    title: str
    bits: int


@dataclass(slots=True, kw_only=True)
class Support:
    """By channel.  Cheers are pairs of giver and Bits, most first; nothing here changes."""

    goals: dict[str, tuple[Goal, ...]]
    campaigns: dict[str, Campaign]
    trains: dict[str, Train]
    cheers: dict[str, tuple[tuple[str, int], ...]]
    power_ups: dict[str, tuple[PowerUp, ...]]

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Every channel has goals, cheers and Power-ups; the first one a campaign and a running train."""
        now, viewers = world.clock.now(), [user.id for user in world.viewers]
        support = cls(goals={}, campaigns={}, trains={}, cheers={}, power_ups={})
        for channel in world.channels:
            since = now - timedelta(days=chance.randint(1, 40))
            support.goals[channel.id] = (
                Goal(id=uuid(chance), kind="follower", description="More crew", target=100, created_at=since),
                Goal(id=uuid(chance), kind="subscription", description="", target=50, created_at=since),
            )
            givers = chance.sample(viewers, min(len(viewers), CHEERERS))
            bits = sorted((int(100 * chance.paretovariate(0.7)) for _ in givers), reverse=True)
            support.cheers[channel.id] = tuple(zip(givers, bits, strict=True))
            support.power_ups[channel.id] = tuple(
                PowerUp(id=uuid(chance), title=title, bits=price)
                for title, price in (("Fog horn", 50), ("Lights", 300))
            )
        for channel in world.channels[:1]:
            donations = tuple(
                (uuid(chance), chance.choice(viewers), chance.randint(100, 5_000)) for _ in range(DONATIONS)
            )
            support.campaigns[channel.id] = Campaign(
                id=uuid(chance), charity="Lighthouses for All", target_cents=1_000_000, donations=donations
            )
            givers = support.cheers[channel.id][:2]
            support.trains[channel.id] = Train(
                id=uuid(chance), level=2, total=2_600, progress=1_000, goal=1_800, givers=givers
            )
        return support
