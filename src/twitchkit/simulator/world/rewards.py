"""What channels give for channel points, and what viewers took."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, final

from twitchkit.simulator.identity.chance import uuid

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

MOST_REWARDS = 50
Status: TypeAlias = Literal["UNFULFILLED", "FULFILLED", "CANCELED"]


@dataclass(slots=True, kw_only=True)
class Redemption:
    """One taking of a reward, and what the viewer wrote."""

    id: str
    viewer_id: str
    user_input: str
    redeemed_at: datetime
    status: Status
    title: str
    prompt: str
    cost: int


@dataclass(slots=True, kw_only=True)
class Reward:
    """A custom reward.

    Args:
        client_id: of the app that made it, which alone may change it.
        most_per_stream: None without a limit, as for the two below.
        skips_queue: whether redemptions are fulfilled at once.
    """

    id: str
    client_id: str
    broadcaster_id: str
    title: str
    cost: int
    prompt: str = ""
    background_color: str = "#00C7AC"
    enabled: bool = True
    paused: bool = False
    needs_input: bool = False
    most_per_stream: int | None = None
    most_per_viewer: int | None = None
    cooldown_s: int | None = None
    skips_queue: bool = False
    redemptions: list[Redemption] = field(default_factory=list[Redemption])

    def cools_until(self, now: datetime) -> datetime | None:
        """When it can be taken again; None when it is not cooling down."""
        if self.cooldown_s is None or not self.redemptions:
            return None
        until = self.redemptions[-1].redeemed_at + timedelta(seconds=self.cooldown_s)
        return until if until > now else None

    def taken(self, *, by: str | None = None) -> int:
        """How often it was taken, and not given back, by everybody or by one viewer."""
        return sum(
            one.status != "CANCELED" and (by is None or one.viewer_id == by) for one in self.redemptions
        )

    def refuses(self, viewer_id: str, now: datetime) -> bool:
        """Whether that viewer cannot take it now."""
        return (
            not self.enabled
            or self.paused
            or self.cools_until(now) is not None
            or (self.most_per_stream is not None and self.taken() >= self.most_per_stream)
            or (self.most_per_viewer is not None and self.taken(by=viewer_id) >= self.most_per_viewer)
        )


@final
@dataclass(slots=True)
class Rewards:
    """The custom rewards of a world's channels, by id, the oldest first."""

    chance: Random
    rewards: dict[str, Reward] = field(default_factory=dict[str, Reward])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """No rewards."""
        return cls(chance)

    def of(self, broadcaster_id: str) -> list[Reward]:
        """A channel's rewards, the oldest first."""
        return [reward for reward in self.rewards.values() if reward.broadcaster_id == broadcaster_id]

    def redeem(self, reward_id: str, viewer_id: str, now: datetime, user_input: str = "") -> Redemption:
        """A viewer takes a reward.

        Raises:
            ValueError: there is none of that id, or that viewer cannot take it now.
        """
        reward = self.rewards.get(reward_id)
        if reward is None or reward.refuses(viewer_id, now):
            raise ValueError(f"the reward {reward_id!r} cannot be redeemed now")
        redemption = Redemption(
            id=uuid(self.chance),
            viewer_id=viewer_id,
            user_input=user_input if reward.needs_input else "",
            redeemed_at=now,
            status="FULFILLED" if reward.skips_queue else "UNFULFILLED",
            title=reward.title,
            prompt=reward.prompt,
            cost=reward.cost,
        )
        reward.redemptions.append(redemption)
        return redemption
