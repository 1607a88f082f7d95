"""Clips that people make while the world runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Self

from twitchkit.simulator.world.channels import Channels
from twitchkit.simulator.world.clip import Clip
from twitchkit.simulator.world.clipping import Clipper
from twitchkit.simulator.world.user import User
from twitchkit.simulator.world.video import Video

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

APPEARS_AFTER_S = (4.0, 14.0)
"""Twitch says 15 s, and up to 60 s at worst."""
FIRST_NUMBER = 4_000_000_000
"""Above the numbers of all clips a world begins with."""


@dataclass(slots=True, kw_only=True)
class FreshClips:
    """What was made, and when it appears."""

    chance: Random
    made: int = 0
    due: list[tuple[datetime, Clip]] = field(default_factory=list[tuple[datetime, Clip]])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Nothing was made yet."""
        return cls(chance=chance)

    def make(
        self,
        world: World,
        channel: User,
        curator: User,
        *,
        title: str,
        duration_s: float,
        video: Video | None,
        offset_s: int,
    ) -> Clip:
        """A clip that appears some seconds later."""
        clipper = Clipper(
            chance=self.chance,
            viewers=(curator,),
            games=tuple(world.games.values()),
            videos=(),
            clip_bytes=None,
        )
        grown = clipper.clip(0, channel, world.clock.now(), fresh=True)
        share = duration_s / grown.duration_s
        clip = replace(
            grown,
            number=FIRST_NUMBER + self.made,
            curator=curator,
            title=title,
            game=world.games.get(world.book(Channels).of(channel).game_id),
            language=world.book(Channels).of(channel).language,
            duration_s=duration_s,
            sizes={name: round(size * share) for name, size in grown.sizes.items()},
            video=video,
            vod_offset_s=offset_s if video else None,
            views=0,
            featured=False,
            labels=(),
        )
        self.made += 1
        after = timedelta(seconds=self.chance.uniform(*APPEARS_AFTER_S))
        self.due.append((world.clock.now() + after, clip))
        return clip

    def settle(self, world: World) -> None:
        """Let the clips appear whose time has come."""
        if not self.due:
            return
        now = world.clock.now()
        for _, clip in (made for made in self.due if made[0] <= now):
            world.add_clip(clip)
        self.due = [made for made in self.due if made[0] > now]
