"""Predictions, and the people who stake channel points on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, final

from twitchkit.simulator.identity.chance import uuid

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

UNRESOLVED_FOR = timedelta(days=1)
"""A locked prediction that nobody resolves is refunded after a day."""
MOST_KEPT = 500
"""Predictions of a channel that are remembered."""
PAIR = 2
STAKES = (10, 5_000)
Status: TypeAlias = Literal["ACTIVE", "LOCKED", "RESOLVED", "CANCELED"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What a viewer puts on an outcome, and how late in the window: 0 is at once, 1 at its end."""

    viewer_id: str
    points: int
    lateness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Something that may happen.

    Args:
        stakes: all that will be put on it when the window stays open to its end.
    """

    id: str
    title: str
    color: Literal["BLUE", "PINK"]
    stakes: Sequence[Stake]


@dataclass(slots=True, kw_only=True)
class Prediction:
    """A prediction.

    Args:
        window_s: how long viewers may stake.
        winner: id of the outcome that came true.
    """

    id: str
    title: str
    outcomes: Sequence[Outcome]
    window_s: int
    created_at: datetime
    status: Status = "ACTIVE"
    winner: str | None = None
    locked_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it is neither resolved nor cancelled."""
        return self.status in {"ACTIVE", "LOCKED"}

    def settle(self, now: datetime) -> None:
        """Lock it when its window is over, and cancel it when nobody resolved it in a day."""
        closes_at = self.created_at + timedelta(seconds=self.window_s)
        if self.status == "ACTIVE" and now >= closes_at:
            self.status, self.locked_at = "LOCKED", closes_at
        if self.status == "LOCKED" and self.locked_at and now >= self.locked_at + UNRESOLVED_FOR:
            self.status, self.ended_at = "CANCELED", self.locked_at + UNRESOLVED_FOR

    def lock(self, now: datetime) -> None:
        """Take no more stakes."""
        self.status, self.locked_at = "LOCKED", now

    def cancel(self, now: datetime) -> None:
        """Give everybody their points back."""
        self.status, self.ended_at = "CANCELED", now

    def resolve(self, winner: str, now: datetime) -> None:
        """Share all points among those who staked on the outcome of that id."""
        self.status, self.winner, self.ended_at = "RESOLVED", winner, now
        self.locked_at = self.locked_at or now

    def staked(self, outcome: Outcome, now: datetime) -> list[Stake]:
        """What has been put on an outcome so far, the largest first."""
        until = self.locked_at or self.ended_at or now
        elapsed = (until - self.created_at).total_seconds() / self.window_s
        return sorted(
            (stake for stake in outcome.stakes if stake.lateness < elapsed),
            key=lambda stake: (-stake.points, stake.viewer_id),
        )


@final
@dataclass(slots=True)
class Predictions:
    """The predictions of a world's channels, each channel's oldest first.

    Args:
        viewers: ids of all who may stake.
    """

    chance: Random
    viewers: Sequence[str]
    of_channel: dict[str, list[Prediction]] = field(default_factory=dict[str, list[Prediction]])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """No predictions."""
        return cls(chance, [user.id for user in world.users.values() if not user.deleted])

    def of(self, broadcaster_id: str, now: datetime) -> list[Prediction]:
        """A channel's predictions, the newest first."""
        predictions = self.of_channel.get(broadcaster_id, [])
        for prediction in predictions:
            prediction.settle(now)
        return predictions[::-1]

    def start(
        self, broadcaster_id: str, title: str, outcomes: Sequence[str], *, window_s: int, now: datetime
    ) -> Prediction:
        """A new prediction, which takes stakes from now on."""
        viewers = [viewer for viewer in self.viewers if viewer != broadcaster_id]
        self.chance.shuffle(viewers)
        prediction = Prediction(
            id=uuid(self.chance),
            title=title,
            outcomes=[
                Outcome(
                    id=uuid(self.chance),
                    title=outcome,
                    # Of two outcomes the second is pink; of more, all are blue.
                    color="PINK" if place == 1 and len(outcomes) == PAIR else "BLUE",
                    # Nobody stakes on two outcomes.
                    stakes=[_stake(self.chance, viewer) for viewer in viewers[place :: len(outcomes)]],
                )
                for place, outcome in enumerate(outcomes)
            ],
            window_s=window_s,
            created_at=now,
        )
        kept = self.of_channel.get(broadcaster_id, [])[1 - MOST_KEPT :]
        self.of_channel[broadcaster_id] = [*kept, prediction]
        return prediction


def _stake(chance: Random, viewer_id: str) -> Stake:
    return Stake(viewer_id=viewer_id, points=chance.randint(*STAKES), lateness=chance.random())
