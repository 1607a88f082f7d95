"""Teams of channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

NAMES = (("harbourcrew", "Harbour Crew"), ("nightlamps", "Night Lamps"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team.

    Args:
        name: in lower case, as its address has it.
        members: ids.
        pictures: whether it has pictures of its own.
    """

    id: str
    name: str
    display_name: str
    members: tuple[str, ...]
    created_at: datetime
    pictures: bool


@dataclass(slots=True, kw_only=True)
class Teams:
    """Every team."""

    teams: list[Team]

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Two teams of channels; the last channel is in none."""
        ids = [user.id for user in world.channels[:-1]]
        half = (len(ids) + 1) // 2
        since = min((user.created_at for user in world.channels), default=world.clock.now())
        members = (ids[:half], ids[half - 1 :])
        return cls(
            teams=[
                Team(
                    id=str(chance.randint(1_000, 9_999) * 10 + number),
                    name=name,
                    display_name=display_name,
                    members=tuple(members[number]),
                    created_at=since + timedelta(days=100 + number),
                    pictures=number == 0,
                )
                for number, (name, display_name) in enumerate(NAMES)
            ]
        )
