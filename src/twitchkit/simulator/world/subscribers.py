"""Who has subscribed to which channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

TIERS = ("1000", "2000", "3000")
POINTS = {"1000": 1, "2000": 2, "3000": 6}
SUBSCRIBED_SHARE, GIFTED_SHARE = 0.4, 0.3
TIER_WEIGHTS = (8, 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSubscription:
    """A person's subscription to a channel.

    Args:
        gifter_id: who gave it; None when it was bought.
    """

    user_id: str
    tier: str
    gifter_id: str | None = None


def _lists() -> dict[str, dict[str, ChannelSubscription]]:
    return {}


@dataclass(slots=True, kw_only=True)
class Subscribers:
    """Subscriptions by channel and person."""

    of_channel: dict[str, dict[str, ChannelSubscription]] = field(default_factory=_lists)

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """A good part of the viewers has subscribed, some by gift."""
        subscribers = cls()
        viewers = world.viewers
        for channel in world.channels:
            for user in viewers:
                subscribed, gifted = chance.random() < SUBSCRIBED_SHARE, chance.random() < GIFTED_SHARE
                [tier], gifter = chance.choices(TIERS, TIER_WEIGHTS), chance.choice(viewers)
                if subscribed:
                    gifter_id = gifter.id if gifted and gifter is not user else None
                    subscribers.subscribe(channel.id, user.id, tier, gifter_id)
        return subscribers

    def subscribe(self, broadcaster_id: str, user_id: str, tier: str, gifter_id: str | None = None) -> None:
        """That person subscribes to that channel; takes the place of what was."""
        subscription = ChannelSubscription(user_id=user_id, tier=tier, gifter_id=gifter_id)
        self.of_channel.setdefault(broadcaster_id, {})[user_id] = subscription

    def unsubscribe(self, broadcaster_id: str, user_id: str) -> None:
        """That person's subscription ends."""
        self.of_channel.get(broadcaster_id, {}).pop(user_id, None)

    def subscribes(self, user_id: str, broadcaster_id: str) -> bool:
        """Whether that person has subscribed to that channel, or owns it."""
        return user_id == broadcaster_id or user_id in self.of_channel.get(broadcaster_id, ())
