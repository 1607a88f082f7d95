"""Polls, and the people who vote in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, final

from twitchkit.simulator.identity.chance import uuid

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

MOST_KEPT = 500
"""Polls of a channel that are remembered."""
KEPT = timedelta(days=90)
"""How long Get Polls tells of a poll."""
MOST_VOTES = 400
Ending: TypeAlias = Literal["TERMINATED", "ARCHIVED"]
Status: TypeAlias = Literal["ACTIVE", "COMPLETED"] | Ending


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice of a poll.

    Args:
        crowd: everyone who votes for it when the poll lasts as long as it may.
        bought: how many of these votes are paid for with channel points.
    """

    id: str
    title: str
    crowd: int
    bought: int


@dataclass(slots=True, kw_only=True)
class Poll:
    """A poll.

    Args:
        points_per_vote: channel points that one more vote costs; None when votes are not for sale.
        ended_at: when somebody ended it, or its time was over.
    """

    id: str
    title: str
    choices: Sequence[Choice]
    duration_s: int
    points_per_vote: int | None
    started_at: datetime
    status: Status = "ACTIVE"
    ended_at: datetime | None = None

    @property
    def closes_at(self) -> datetime:
        """When its time is over."""
        return self.started_at + timedelta(seconds=self.duration_s)

    def settle(self, now: datetime) -> None:
        """Complete it when its time is over."""
        if self.status == "ACTIVE" and now >= self.closes_at:
            self.status, self.ended_at = "COMPLETED", self.closes_at

    def end(self, status: Ending, now: datetime) -> None:
        """End it before its time, or hide one that is over."""
        self.status, self.ended_at = status, self.ended_at or now

    def turnout(self, now: datetime) -> float:
        """The part of the crowd that has voted: 0 to 1, growing evenly while the poll runs."""
        ran = ((self.ended_at or now) - self.started_at).total_seconds()
        return min(1.0, max(0.0, ran / self.duration_s))


@final
@dataclass(slots=True)
class Polls:
    """The polls of a world's channels, each channel's oldest first."""

    chance: Random
    of_channel: dict[str, list[Poll]] = field(default_factory=dict[str, list[Poll]])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """No polls."""
        return cls(chance)

    def of(self, broadcaster_id: str, now: datetime) -> list[Poll]:
        """A channel's polls of the last 90 days, the newest first."""
        polls = [poll for poll in self.of_channel.get(broadcaster_id, []) if poll.started_at > now - KEPT]
        for poll in polls:
            poll.settle(now)
        return polls[::-1]

    def start(
        self,
        broadcaster_id: str,
        title: str,
        choices: Sequence[str],
        *,
        duration_s: int,
        points_per_vote: int | None,
        now: datetime,
    ) -> Poll:
        """A new poll, which takes votes from now on."""
        poll = Poll(
            id=uuid(self.chance),
            title=title,
            choices=[
                _choice(self.chance, choice, for_sale=points_per_vote is not None) for choice in choices
            ],
            duration_s=duration_s,
            points_per_vote=points_per_vote,
            started_at=now,
        )
        kept = self.of_channel.get(broadcaster_id, [])[1 - MOST_KEPT :]
        self.of_channel[broadcaster_id] = [*kept, poll]
        return poll


def _choice(chance: Random, title: str, *, for_sale: bool) -> Choice:
    crowd = chance.randrange(MOST_VOTES)
    return Choice(id=uuid(chance), title=title, crowd=crowd, bought=crowd // 4 if for_sale else 0)
