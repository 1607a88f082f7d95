"""Drops that viewers earned by watching."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, final

from twitchkit.simulator.identity.chance import uuid

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

ENTITLEMENTS = 120
BENEFITS = 3
BEGAN_AT = datetime(2026, 10, 1, tzinfo=UTC)
Fulfilment: TypeAlias = Literal["CLAIMED", "FULFILLED"]


@dataclass(slots=True, kw_only=True)
class Entitlement:
    """A benefit that a viewer may have in a game."""

    id: str
    benefit_id: str
    earned_at: datetime
    viewer_id: str
    game_id: str
    fulfilment: Fulfilment
    updated_at: datetime


@final
@dataclass(slots=True)
class Drops:
    """What the app's organisation owes, by id, the newest first."""

    entitlements: dict[str, Entitlement]

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Entitlements of two games, none fulfilled yet."""
        games = list(world.games)[:2]
        viewers = [user.id for user in world.users.values() if not user.deleted]
        benefits = [uuid(chance) for _ in range(BENEFITS)]
        ages = sorted((chance.randrange(25 * 86_400) for _ in range(ENTITLEMENTS)), reverse=True)
        found: dict[str, Entitlement] = {}
        for age_s in ages:
            at = BEGAN_AT + timedelta(seconds=age_s)
            entitlement = Entitlement(
                id=uuid(chance),
                benefit_id=chance.choice(benefits),
                earned_at=at,
                viewer_id=chance.choice(viewers),
                game_id=chance.choice(games),
                fulfilment="CLAIMED",
                updated_at=at,
            )
            found[entitlement.id] = entitlement
        return cls(found)
