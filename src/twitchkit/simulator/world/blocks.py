"""Whom people have blocked."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World


def _lists() -> dict[str, dict[str, None]]:
    return {}


@dataclass(slots=True, kw_only=True)
class Blocks:
    """The ids that each person has blocked, oldest first."""

    of_user: dict[str, dict[str, None]] = field(default_factory=_lists)

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Each channel has blocked one or two viewers."""
        viewers = [user.id for user in world.viewers]
        count = min(len(viewers), 2)
        return cls(of_user={user.id: dict.fromkeys(chance.sample(viewers, count)) for user in world.channels})

    def blocks(self, user_id: str, other_id: str) -> bool:
        """Whether the first person has blocked the second."""
        return other_id in self.of_user.get(user_id, ())
