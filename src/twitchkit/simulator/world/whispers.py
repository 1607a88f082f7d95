"""Private messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

DAY = timedelta(days=1)
KEPT = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisper:
    """One private message that arrived."""

    from_id: str
    to_id: str
    text: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class Whispers:
    """All that arrived, oldest first."""

    sent: list[Whisper] = field(default_factory=list[Whisper])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Nobody has whispered."""
        return cls()

    def deliver(self, whisper: Whisper) -> None:
        """It arrives; the oldest are forgotten at last."""
        self.sent.append(whisper)
        del self.sent[:-KEPT]

    def are_known(self, one: str, other: str) -> bool:
        """Whether the two have whispered before."""
        return any({whisper.from_id, whisper.to_id} == {one, other} for whisper in self.sent)

    def strangers_of(self, user_id: str, now: datetime) -> set[str]:
        """To whom that person whispered within a day."""
        return {one.to_id for one in self.sent if one.from_id == user_id and now - one.at < DAY}
