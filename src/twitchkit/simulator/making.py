"""What a test changes in a world: people and clips come and go, and a channel bans somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from twitchkit.simulator.acting import user_called
from twitchkit.simulator.answer import Answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.stage import Deed, perform
from twitchkit.simulator.world import Clip, User, World
from twitchkit.simulator.world.bans import Bans
from twitchkit.simulator.world.clipping import Clipper

LOGIN = re.compile(r"[a-z0-9][a-z0-9_]{2,24}", re.ASCII)
NUMBERS = range(6_000_000_000, 7_000_000_000)
"""Above the numbers of all clips that a world begins with, and of those made through Helix."""
IDS = range(1_000_000_000, 1_400_000_000)


class MakeUser(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A new person, who is a channel as well.

    Args:
        login: lower-case letters, digits and underscores.
        display_name: the login when None.
        kind: `partner`, `affiliate` or empty.
    """

    login: str
    display_name: str | None = None
    kind: Literal["partner", "affiliate", ""] = ""
    language: str = "en"

    def do(self, world: World) -> Mapping[str, object]:
        """`id` of the person."""
        if not LOGIN.fullmatch(self.login):
            raise ValueError(f"{self.login!r} is no login: use 3 to 25 of a-z, 0-9 and _")
        if world.user_called(self.login):
            raise ValueError(f"somebody is called {self.login!r} already")
        user_id = str(world.entropy.choice(IDS))
        while user_id in world.users:
            user_id = str(world.entropy.choice(IDS))
        user = User(
            id=user_id,
            login=self.login,
            display_name=self.display_name or self.login,
            kind=self.kind,
            description="",
            language=self.language,
            followers=0,
            created_at=world.clock.now(),
            email=f"{self.login}@example.com",
        )
        world.put_user(user)
        return {"id": user.id}


class DeleteUser(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """The account is deleted; its clips live on without a broadcaster, and its tokens end."""

    login: str

    def do(self, world: World) -> Mapping[str, object]:
        """Nothing."""
        user = user_called(world, self.login)
        if world.history_of(user.id):
            raise ValueError(f"{self.login!r} is a large channel, which stays")
        world.ledger.change_password(user.id)
        world.remove_user(user)
        return {}


class MakeClip(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A new clip, there at once.

    Args:
        channel: login of whose it is.
        created_at: with its offset; now when None.
    """

    channel: str
    title: str | None = None
    views: Annotated[int, msgspec.Meta(ge=0)] = 0
    duration_s: Annotated[float, msgspec.Meta(ge=5, le=60)] = 30.0
    created_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None

    def do(self, world: World) -> Mapping[str, object]:
        """`id` of the clip, which is its slug."""
        return {"id": self.make(world).slug}

    def make(self, world: World) -> Clip:
        """The clip."""
        channel = user_called(world, self.channel)
        clipper = Clipper(
            chance=world.entropy,
            viewers=tuple(user for user in world.users.values() if not user.deleted),
            games=tuple(world.games.values()),
            videos=(),
            clip_bytes=None,
        )
        grown = clipper.clip(0, channel, self.created_at or world.clock.now(), fresh=True)
        share = self.duration_s / grown.duration_s
        clip = replace(
            grown,
            number=world.entropy.choice(NUMBERS),
            title=self.title or grown.title,
            views=self.views,
            duration_s=self.duration_s,
            sizes={name: round(size * share) for name, size in grown.sizes.items()},
        )
        world.add_clip(clip)
        return clip


class DeleteClip(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """The clip vanishes from every answer, its files too."""

    id: str

    def do(self, world: World) -> Mapping[str, object]:
        """Nothing."""
        clip = world.clips.get(self.id)
        if clip is None:
            raise ValueError(f"there is no clip {self.id!r}")
        world.remove_clip(clip)
        return {}


class Ban(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A channel bans a person.

    Args:
        duration_s: of a timeout; for good when None.
    """

    channel: str
    login: str
    duration_s: Annotated[int, msgspec.Meta(ge=1, le=1_209_600)] | None = None
    reason: str = ""

    def do(self, world: World) -> Mapping[str, object]:
        """Nothing."""
        channel, user = user_called(world, self.channel), user_called(world, self.login)
        if user is channel:
            raise ValueError("nobody is banned from their own channel")
        world.book(Bans).ban(
            channel.id,
            user.id,
            channel.id,
            world.clock.now(),
            duration_s=self.duration_s,
            reason=self.reason,
        )
        return {}


DOORS: Mapping[tuple[str, str], type[Deed]] = {
    ("POST", "users"): MakeUser,
    ("DELETE", "users"): DeleteUser,
    ("POST", "clips"): MakeClip,
    ("DELETE", "clips"): DeleteClip,
    ("POST", "ban"): Ban,
}
"""By method and name of their door."""


def made(world: World, asked: Asked, name: str) -> Answer | None:
    """The answer of the door `name`, or None when there is none."""
    kind = DOORS.get((asked.method, name))
    return perform(kind, world, asked) if kind else None


class Making:
    """Changes of a world, as methods.  All raise ValueError for what is not there or cannot be."""

    world: World

    def make_user(self, login: str, **more: Any) -> User:
        """A new person, who is a channel as well.  `more` is that of `MakeUser`."""
        MakeUser(login=login, **more).do(self.world)
        return user_called(self.world, login)

    def delete_user(self, login: str) -> None:
        """The account is deleted; its clips live on."""
        DeleteUser(login=login).do(self.world)

    def make_clip(self, channel: str, **more: Any) -> Clip:
        """A new clip of that channel, there at once.  `more` is that of `MakeClip`."""
        return MakeClip(channel=channel, **more).make(self.world)

    def delete_clip(self, slug: str) -> None:
        """The clip vanishes."""
        DeleteClip(id=slug).do(self.world)

    def ban(self, channel: str, login: str, **more: Any) -> None:
        """That channel bans that person.  `more` is that of `Ban`."""
        Ban(channel=channel, login=login, **more).do(self.world)
