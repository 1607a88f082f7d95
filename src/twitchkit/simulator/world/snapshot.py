"""A world as it was, to come back to."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Self, final

from twitchkit.simulator.world.world import World


@final
@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of a world at one moment: people, clips, tokens, chance, and the clock's lead.

    Args:
        world: the one it was taken of.
    """

    world: World
    _state: World
    _ahead: timedelta

    @classmethod
    def of(cls, world: World) -> Self:
        """The state of `world` now."""
        return cls(world, _copy(world), world.clock.ahead)

    def restore(self) -> None:
        """Let everything in the world be as it was; may be done many times."""
        state = _copy(self._state)
        for field in fields(World):
            setattr(self.world, field.name, getattr(state, field.name))
        self.world.clock.ahead = self._ahead


def _copy(world: World) -> World:
    """A copy with the same clock.  What cannot change is shared, and so are large channels."""
    constant: list[object] = [world.clock, *world.histories]
    for mapping in (world.clips, world.users, world.games, world.videos):
        constant.extend(mapping.values())
    return deepcopy(world, {id(thing): thing for thing in constant})
