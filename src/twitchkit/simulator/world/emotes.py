"""Emotes: everybody's, and those that channels give their followers and subscribers."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Self

from twitchkit.simulator.world.follows import Follows
from twitchkit.simulator.world.subscribers import TIERS, Subscribers
from twitchkit.simulator.world.words import EMOTES, NOUNS

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

ANIMATED_SHARE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Emote:
    """An emote.

    Args:
        owner_id: of the channel; `0` when it is everybody's.
        kind: `globals`, `follower`, `subscriptions` or `bitstier`.
        tier: of the subscription it takes; empty for other kinds.
    """

    id: str
    name: str
    owner_id: str
    set_id: str
    kind: str
    tier: str = ""
    animated: bool = False


@dataclass(slots=True, kw_only=True)
class Emotes:
    """Everybody's emotes, and each channel's."""

    everybodys: list[Emote]
    of_channel: dict[str, list[Emote]]

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Each channel has a few of every kind."""
        ids = iter(chance.sample(range(300_000_000, 307_000_000), 400))
        everybodys = [
            Emote(id=str(next(ids)), name=name, owner_id="0", set_id="0", kind="globals") for name in EMOTES
        ]
        emotes = cls(everybodys=everybodys, of_channel={})
        for channel in world.channels:
            kinds = [("follower", ""), ("bitstier", ""), *(("subscriptions", tier) for tier in TIERS)]
            sets = {kind: str(next(ids)) for kind in kinds}
            nouns = iter(chance.sample(NOUNS, 2 * len(kinds)))
            prefix = "".join(mark for mark in channel.login if mark.isalnum())[:6]
            emotes.of_channel[channel.id] = [
                Emote(
                    id=f"emotesv2_{chance.getrandbits(128):032x}",
                    name=f"{prefix}{next(nouns)}",
                    owner_id=channel.id,
                    set_id=sets[kind],
                    kind=kind[0],
                    tier=kind[1],
                    animated=chance.random() < ANIMATED_SHARE,
                )
                for kind in kinds
                for _ in range(2)
            ]
        return emotes

    def of_set(self, set_id: str) -> list[Emote]:
        """The emotes of a set."""
        found = [emote for emotes in self.of_channel.values() for emote in emotes]
        return [emote for emote in (*self.everybodys, *found) if emote.set_id == set_id]

    def usable(self, world: World, user_id: str) -> list[Emote]:
        """Everybody's, those of channels the person follows, and those their subscriptions bring."""
        follows, subscribers = world.book(Follows), world.book(Subscribers)
        usable = list(self.everybodys)
        for channel_id, emotes in self.of_channel.items():
            subscription = subscribers.of_channel.get(channel_id, {}).get(user_id)
            followed = follows.since(user_id, channel_id) is not None
            for emote in emotes:
                bought = emote.kind == "subscriptions" and subscription and emote.tier <= subscription.tier
                if channel_id == user_id or bought or (emote.kind == "follower" and followed):
                    usable.append(emote)
        return usable
