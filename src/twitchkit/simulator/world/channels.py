"""What channels say of themselves: title, category, language, tags, labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Self

from twitchkit.simulator.world.user import User
from twitchkit.simulator.world.words import NOUNS, TAGS, TITLES

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel's own words.

    Args:
        game_id: empty without category.
        labels: ids of content classification labels.
        branded: whether it shows paid promotions.
    """

    title: str = ""
    game_id: str = ""
    language: str = "en"
    delay_s: int = 0
    tags: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    branded: bool = False


@dataclass(slots=True, kw_only=True)
class Channels:
    """What each channel says, by user id."""

    known: dict[str, Channel] = field(default_factory=dict[str, Channel])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Every channel of note has a title, a category and tags."""
        channels, games = cls(), list(world.games)
        for user in world.channels:
            channel = channels.of(user)
            channel.title = chance.choice(TITLES).format(noun=chance.choice(NOUNS)).strip()
            channel.game_id = chance.choice(games) if games else ""
            channel.tags = tuple(chance.sample(TAGS, chance.randint(1, 5)))
        return channels

    def of(self, user: User) -> Channel:
        """What that person's channel says."""
        language = user.language.partition("-")[0]
        return self.known.setdefault(user.id, Channel(language=language))
