"""Who may do what in whose channel: moderators, VIPs, editors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

MODERATORS, VIPS, EDITORS = 5, 3, 2
"""How many of each kind a channel begins with."""


def _lists() -> dict[str, dict[str, datetime]]:
    return {}


@dataclass(slots=True, kw_only=True)
class Roles:
    """The roles people have in channels: by channel the ids of the people, with the time they got it."""

    moderators: dict[str, dict[str, datetime]] = field(default_factory=_lists)
    vips: dict[str, dict[str, datetime]] = field(default_factory=_lists)
    editors: dict[str, dict[str, datetime]] = field(default_factory=_lists)

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Each channel's people are some of the viewers, and those who edit it as the seed says."""
        roles = cls()
        viewers = [user.id for user in world.viewers]
        for channel in world.channels:
            since = channel.created_at + timedelta(days=30)
            chosen = chance.sample(viewers, min(len(viewers), MODERATORS + VIPS + EDITORS))
            roles.moderators[channel.id] = dict.fromkeys(chosen[:MODERATORS], since)
            roles.vips[channel.id] = dict.fromkeys(chosen[MODERATORS : MODERATORS + VIPS], since)
            known = [user.id for user in world.users.values() if channel.id in user.edits]
            roles.editors[channel.id] = dict.fromkeys([*known, *chosen[MODERATORS + VIPS :]], since)
        return roles

    def moderates(self, user_id: str, broadcaster_id: str) -> bool:
        """Whether that person is a moderator of that channel, or owns it."""
        return user_id == broadcaster_id or user_id in self.moderators.get(broadcaster_id, ())

    def edits(self, user_id: str, broadcaster_id: str) -> bool:
        """Whether that person is an editor of that channel, or owns it."""
        return user_id == broadcaster_id or user_id in self.editors.get(broadcaster_id, ())

    def any(self, user_id: str, broadcaster_id: str) -> bool:
        """Whether that person has some role in that channel."""
        return any(
            user_id in kind.get(broadcaster_id, ()) for kind in (self.moderators, self.vips, self.editors)
        )
