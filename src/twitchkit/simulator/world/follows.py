"""Who follows whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

VIEWER_SHARE, CHANNEL_SHARE = 0.75, 0.5
"""How many of the viewers, and of the other channels, follow a channel when a world begins."""


def _lists() -> dict[str, dict[str, datetime]]:
    return {}


@dataclass(slots=True, kw_only=True)
class Follows:
    """Every follow, both ways, with its time."""

    by_follower: dict[str, dict[str, datetime]] = field(default_factory=_lists)
    by_channel: dict[str, dict[str, datetime]] = field(default_factory=_lists)

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Most viewers follow most channels, and channels follow each other."""
        follows = cls()
        for channel in world.channels:
            for user in (*world.channels, *world.viewers):
                share = CHANNEL_SHARE if user.kind else VIEWER_SHARE
                if user.id != channel.id and chance.random() < share:
                    since = max(user.created_at, channel.created_at)
                    age_s = (world.clock.now() - since).total_seconds()
                    follows.follow(
                        user.id, channel.id, since + timedelta(seconds=int(age_s * chance.random()))
                    )
        return follows

    def follow(self, user_id: str, broadcaster_id: str, at: datetime) -> None:
        """That person follows that channel; nothing changes when it is so already."""
        self.by_follower.setdefault(user_id, {}).setdefault(broadcaster_id, at)
        self.by_channel.setdefault(broadcaster_id, {}).setdefault(user_id, at)

    def unfollow(self, user_id: str, broadcaster_id: str) -> None:
        """That person no longer follows that channel."""
        self.by_follower.get(user_id, {}).pop(broadcaster_id, None)
        self.by_channel.get(broadcaster_id, {}).pop(user_id, None)

    def since(self, user_id: str, broadcaster_id: str) -> datetime | None:
        """When that person followed that channel; None when it is not so."""
        return self.by_follower.get(user_id, {}).get(broadcaster_id)

    def followers(self, broadcaster_id: str) -> list[tuple[str, datetime]]:
        """Who follows that channel, newest first."""
        return _newest(self.by_channel.get(broadcaster_id, {}))

    def followed(self, user_id: str) -> list[tuple[str, datetime]]:
        """Whom that person follows, newest first."""
        return _newest(self.by_follower.get(user_id, {}))


def _newest(found: dict[str, datetime]) -> list[tuple[str, datetime]]:
    return sorted(found.items(), key=lambda pair: (pair[1], pair[0]), reverse=True)
