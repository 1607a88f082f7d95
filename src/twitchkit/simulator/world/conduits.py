"""Conduits: many receivers for one app's events."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Literal, Self, final

from twitchkit.simulator.identity.chance import uuid
from twitchkit.simulator.world.subscribing import VERIFIED_AFTER

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

MOST_CONDUITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One receiver.

    Args:
        target: the callback or the session.
    """

    method: Literal["webhook", "websocket"]
    target: str
    assigned_at: datetime

    def status(self, now: datetime) -> str:
        """In Twitch's words."""
        pending = self.method == "webhook" and now < self.assigned_at + VERIFIED_AFTER
        return "webhook_callback_verification_pending" if pending else "enabled"


@dataclass(slots=True, kw_only=True)
class Conduit:
    """A conduit.

    Args:
        shards: by number; numbers below `shard_count` that nobody has assigned are absent.
    """

    id: str
    client_id: str
    shard_count: int
    shards: dict[int, Shard] = field(default_factory=dict[int, Shard])

    def resize(self, shard_count: int) -> None:
        """Another number of shards; those beyond it end."""
        self.shard_count = shard_count
        self.shards = {number: shard for number, shard in self.shards.items() if number < shard_count}


@final
@dataclass(slots=True)
class Conduits:
    """A world's conduits, by id."""

    chance: Random
    by_id: dict[str, Conduit] = field(default_factory=dict[str, Conduit])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """No conduits."""
        return cls(chance)

    def of(self, client_id: str) -> list[Conduit]:
        """An app's conduits, the oldest first."""
        return [conduit for conduit in self.by_id.values() if conduit.client_id == client_id]

    def open(self, client_id: str, shard_count: int) -> Conduit:
        """A new conduit."""
        conduit = Conduit(id=uuid(self.chance), client_id=client_id, shard_count=shard_count)
        self.by_id[conduit.id] = conduit
        return conduit
