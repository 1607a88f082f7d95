"""Subscriptions to events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, final

from twitchkit.simulator.identity.chance import uuid

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

VERIFIED_AFTER = timedelta(seconds=1)
"""Nobody is called back: callbacks count as verified a second later."""
Method: TypeAlias = Literal["webhook", "websocket", "conduit"]


@dataclass(slots=True, kw_only=True)
class Subscription:
    """A subscription to one type of event.

    Args:
        client_id: of the app that made it.
        user_id: of the user token that made it; None for an app token.
        target: the callback, the session or the conduit.
    """

    id: str
    client_id: str
    user_id: str | None
    type: str
    version: str
    condition: Mapping[str, object]
    method: Method
    target: str
    cost: int
    created_at: datetime
    status: str

    @property
    def counts(self) -> bool:
        """Whether it costs, and stands in the way of another one like it."""
        return self.status in {"enabled", "webhook_callback_verification_pending"}

    def settle(self, now: datetime) -> None:
        """Enable it when its callback has been verified."""
        if self.status == "webhook_callback_verification_pending" and now >= self.created_at + VERIFIED_AFTER:
            self.status = "enabled"

    def is_like(self, other: Self) -> bool:
        """Whether it brings the same events to the same place."""
        return (self.type, self.condition, self.method, self.target, self.user_id) == (
            other.type,
            other.condition,
            other.method,
            other.target,
            other.user_id,
        )


@final
@dataclass(slots=True)
class Subscriptions:
    """A world's subscriptions to events, by id, the oldest first."""

    chance: Random
    by_id: dict[str, Subscription] = field(default_factory=dict[str, Subscription])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """No subscriptions."""
        return cls(chance)

    def of(self, client_id: str, user_id: str | None, now: datetime) -> list[Subscription]:
        """Those an app made with its own token, or with that user's."""
        found = [one for one in self.by_id.values() if (one.client_id, one.user_id) == (client_id, user_id)]
        for one in found:
            one.settle(now)
        return found

    def new_id(self) -> str:
        """An id that no subscription has had."""
        return uuid(self.chance)
