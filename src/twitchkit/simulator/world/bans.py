"""Bans and timeouts, and the requests to lift them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Self

from twitchkit.simulator.identity.chance import uuid
from twitchkit.simulator.world.roles import Roles

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

BANNED_AT_FIRST = 4
"""Of each channel; the second of them asks to be let in again."""
REASONS = ("spam", "", "links", "again and again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """One person's ban from one channel.

    Args:
        expires_at: None is never; a time makes it a timeout.
    """

    user_id: str
    moderator_id: str
    created_at: datetime
    expires_at: datetime | None
    reason: str


@dataclass(slots=True, kw_only=True)
class UnbanRequest:
    """A banned person asks to be let in again.

    Args:
        status: `pending`, `approved`, `denied`, `acknowledged` or `canceled`.
    """

    id: str
    user_id: str
    text: str
    created_at: datetime
    status: str = "pending"
    moderator_id: str | None = None
    resolved_at: datetime | None = None
    resolution_text: str | None = None


def _bans() -> dict[str, dict[str, Ban]]:
    return {}


@dataclass(slots=True, kw_only=True)
class Bans:
    """Bans by channel and person, and each channel's requests, oldest first."""

    chance: Random
    of_channel: dict[str, dict[str, Ban]] = field(default_factory=_bans)
    requests: dict[str, list[UnbanRequest]] = field(default_factory=dict[str, list[UnbanRequest]])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Each channel has banned a few of those who have no role in it."""
        bans, roles = cls(chance=chance), world.book(Roles)
        for channel in world.channels:
            free = [user.id for user in world.viewers if not roles.any(user.id, channel.id)]
            for number, user_id in enumerate(chance.sample(free, min(len(free), BANNED_AT_FIRST))):
                at = world.clock.now() - timedelta(days=1 + number, seconds=chance.randrange(80_000))
                bans.ban(channel.id, user_id, channel.id, at, reason=REASONS[number])
                if number == 1:
                    bans.request(channel.id, user_id, "It was my cat.", at + timedelta(hours=1))
        return bans

    def ban(
        self,
        broadcaster_id: str,
        user_id: str,
        moderator_id: str,
        at: datetime,
        *,
        duration_s: int | None = None,
        reason: str = "",
    ) -> Ban:
        """Ban a person, or time them out for so long; takes the place of what was."""
        ban = Ban(
            user_id=user_id,
            moderator_id=moderator_id,
            created_at=at,
            expires_at=None if duration_s is None else at + timedelta(seconds=duration_s),
            reason=reason,
        )
        self.of_channel.setdefault(broadcaster_id, {})[user_id] = ban
        return ban

    def standing(self, broadcaster_id: str, user_id: str, now: datetime) -> Ban | None:
        """That person's ban or timeout as of `now`; None when there is none."""
        ban = self.of_channel.get(broadcaster_id, {}).get(user_id)
        return None if ban is None or (ban.expires_at is not None and ban.expires_at <= now) else ban

    def all_of(self, broadcaster_id: str, now: datetime) -> list[Ban]:
        """That channel's bans and timeouts as of `now`, newest first."""
        found = self.of_channel.get(broadcaster_id, {}).values()
        standing = [ban for ban in found if ban.expires_at is None or ban.expires_at > now]
        return sorted(standing, key=lambda ban: (ban.created_at, ban.user_id), reverse=True)

    def lift(self, broadcaster_id: str, user_id: str) -> None:
        """Let that person in again."""
        self.of_channel.get(broadcaster_id, {}).pop(user_id, None)

    def request(self, broadcaster_id: str, user_id: str, text: str, at: datetime) -> UnbanRequest:
        """That person asks to be let in again.

        Raises:
            ValueError: the last time they asked, nobody has answered yet.
        """
        requests = self.requests.setdefault(broadcaster_id, [])
        if any(one.user_id == user_id and one.status == "pending" for one in requests):
            raise ValueError(f"{user_id} has asked already")
        request = UnbanRequest(id=uuid(self.chance), user_id=user_id, text=text, created_at=at)
        requests.append(request)
        return request
