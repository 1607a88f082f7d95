"""Guest Star: people who come on a channel's stream."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, final

from twitchkit.simulator.identity.chance import code, uuid

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

TOKEN_LENGTH = 40
HOST_SLOT = "0"
Layout: TypeAlias = Literal["TILED_LAYOUT", "SCREENSHARE_LAYOUT", "HORIZONTAL_LAYOUT", "VERTICAL_LAYOUT"]


@dataclass(slots=True, kw_only=True)
class GuestSettings:
    """How a channel has guests.

    Args:
        token: opens the channel's browser sources.
    """

    token: str
    moderators_send_live: bool = True
    slot_count: int = 4
    source_has_audio: bool = True
    layout: Layout = "TILED_LAYOUT"


@dataclass(slots=True, kw_only=True)
class Guest:
    """Somebody in a slot."""

    user_id: str
    assigned_at: datetime
    live: bool = False
    volume: int = 100
    audio: bool = True
    video: bool = True


@dataclass(slots=True, kw_only=True)
class GuestSession:
    """A session.

    Args:
        invited: when each guest was invited, by user.
        guests: by slot; the host's is "0".
    """

    id: str
    guests: dict[str, Guest]
    invited: dict[str, datetime] = field(default_factory=dict[str, datetime])

    def slot_of(self, user_id: str) -> str | None:
        """The slot where that user is."""
        return next((slot for slot, guest in self.guests.items() if guest.user_id == user_id), None)


@final
@dataclass(slots=True)
class GuestStar:
    """Settings and running sessions, by channel."""

    chance: Random
    sessions: dict[str, GuestSession] = field(default_factory=dict[str, GuestSession])
    _settings: dict[str, GuestSettings] = field(default_factory=dict[str, GuestSettings])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """No sessions."""
        return cls(chance)

    def settings(self, broadcaster_id: str) -> GuestSettings:
        """A channel's settings."""
        return self._settings.setdefault(broadcaster_id, GuestSettings(token=self.new_token()))

    def new_token(self) -> str:
        """Another token for browser sources."""
        return code(self.chance, TOKEN_LENGTH)

    def start(self, broadcaster_id: str, now: datetime) -> GuestSession:
        """A new session, with the host in the first slot."""
        host = Guest(user_id=broadcaster_id, assigned_at=now, live=True)
        session = GuestSession(id=uuid(self.chance), guests={HOST_SLOT: host})
        self.sessions[broadcaster_id] = session
        return session
