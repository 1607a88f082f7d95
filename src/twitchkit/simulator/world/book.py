"""Stores that a world makes when they are first asked for."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World


class Book(Protocol):
    """One kind of state of a world, such as its polls; `World.book` makes one of each kind.

    A book is a dataclass that can be copied deeply on its own: it holds ids rather than users or games, no
    world and no clock; whoever asks it hands in what it needs of those.
    """

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """The store as the world begins.

        Args:
            chance: repeats itself for the same seed; the store may keep it for what comes later.
        """
        ...


@runtime_checkable
class Settling(Protocol):
    """A book in which things become due."""

    def settle(self, world: World) -> None:
        """Let happen what has become due; called before every request."""
        ...
