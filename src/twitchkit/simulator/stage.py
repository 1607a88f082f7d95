"""What people do in channels, whatever apps do: go live, follow, subscribe, answer moderators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol

import msgspec

from twitchkit.shape import ready
from twitchkit.simulator.acting import user_called
from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.world import World
from twitchkit.simulator.world.bans import Bans
from twitchkit.simulator.world.broadcasts import Broadcasts
from twitchkit.simulator.world.channels import Channels
from twitchkit.simulator.world.chat import Chat, Message
from twitchkit.simulator.world.follows import Follows
from twitchkit.simulator.world.moderation import Moderation
from twitchkit.simulator.world.rewards import Rewards
from twitchkit.simulator.world.subscribers import Subscribers
from twitchkit.simulator.world.whispers import Whisper, Whispers


class Deed(Protocol):
    """Something a person does; as JSON it is the body of a door of the control API."""

    def do(self, world: World) -> Mapping[str, object]:
        """Do it, and say what came of it.

        Raises:
            ValueError: somebody or something does not exist, or it cannot be.
        """
        ...


class GoLive(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Begin to stream.

    Args:
        title: another title for the channel.
        game: the name of another category for the channel; empty for none.
        viewers: how many watch; made up when None.
    """

    login: str
    title: str | None = None
    game: str | None = None
    viewers: int | None = None

    def do(self, world: World) -> Mapping[str, object]:
        """`id` of the stream, and `video_id` of its video."""
        user = user_called(world, self.login)
        found = world.game_called(self.game) if self.game else None
        if self.game and found is None:
            raise ValueError(f"there is no game {self.game!r}")
        stream = world.book(Broadcasts).begin(user.id, world.clock.now(), self.viewers)
        channel = world.book(Channels).of(user)
        if self.game is not None:
            channel.game_id = found.id if found else ""
        if self.title is not None:
            channel.title = self.title
        return {"id": stream.id, "video_id": stream.video_id}


class EndStream(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Stop streaming."""

    login: str

    def do(self, world: World) -> Mapping[str, object]:
        """`video_id` of the video that stays."""
        return {"video_id": world.book(Broadcasts).end(world, user_called(world, self.login).id).id}


class Follow(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Follow a channel, or no longer."""

    login: str
    channel: str
    follows: bool = True

    def do(self, world: World) -> Mapping[str, object]:
        """Nothing."""
        user, channel = user_called(world, self.login), user_called(world, self.channel)
        if user is channel:
            raise ValueError("nobody follows their own channel")
        if self.follows:
            world.book(Follows).follow(user.id, channel.id, world.clock.now())
        else:
            world.book(Follows).unfollow(user.id, channel.id)
        return {}


class Subscribe(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Subscribe to a channel, or no longer.

    Args:
        tier: `1000`, `2000`, `3000`; None ends the subscription.
        gifter: login of who pays; None is the person.
    """

    login: str
    channel: str
    tier: Literal["1000", "2000", "3000"] | None = "1000"
    gifter: str | None = None

    def do(self, world: World) -> Mapping[str, object]:
        """Nothing."""
        user, channel = user_called(world, self.login), user_called(world, self.channel)
        gifter_id = user_called(world, self.gifter).id if self.gifter else None
        if self.tier is None:
            world.book(Subscribers).unsubscribe(channel.id, user.id)
        else:
            world.book(Subscribers).subscribe(channel.id, user.id, self.tier, gifter_id)
        return {}


class RequestUnban(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Ask a channel that has banned the person to let them in again."""

    login: str
    channel: str
    text: str = "Sorry."

    def do(self, world: World) -> Mapping[str, object]:
        """`id` of the request."""
        user, channel = user_called(world, self.login), user_called(world, self.channel)
        now, bans = world.clock.now(), world.book(Bans)
        if bans.standing(channel.id, user.id, now) is None:
            raise ValueError(f"{self.login!r} is not banned there")
        return {"id": bans.request(channel.id, user.id, self.text, now).id}


class Acknowledge(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Acknowledge the warnings of a channel's moderators."""

    login: str
    channel: str

    def do(self, world: World) -> Mapping[str, object]:
        """Nothing."""
        user, channel = user_called(world, self.login), user_called(world, self.channel)
        for warning in world.book(Moderation).warnings.get((channel.id, user.id), ()):
            warning.acknowledged = True
        return {}


class Redeem(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Take a channel's reward for channel points.

    Args:
        text: what the person writes, where the reward wants that.
    """

    login: str
    reward_id: str
    text: str = ""

    def do(self, world: World) -> Mapping[str, object]:
        """`id` of the redemption."""
        user = user_called(world, self.login)
        taken = world.book(Rewards).redeem(self.reward_id, user.id, world.clock.now(), self.text)
        return {"id": taken.id}


DEEDS: Mapping[str, type[Deed]] = {
    "live": GoLive,
    "offline": EndStream,
    "follow": Follow,
    "subscribe": Subscribe,
    "unban-request": RequestUnban,
    "acknowledge": Acknowledge,
    "redeem": Redeem,
}
"""By the name of their door: `POST /_simulator/NAME`."""


def staged(world: World, asked: Asked, name: str) -> Answer | None:
    """The answer of the door `name`, or None when there is none."""
    kind = DEEDS.get(name)
    return perform(kind, world, asked) if kind and asked.method == "POST" else None


def perform(kind: type[Deed], world: World, asked: Asked) -> Answer:
    """Does the deed that the body spells, and answers what came of it."""
    try:
        return json_answer(msgspec.json.decode(asked.body or b"{}", type=ready(kind)).do(world))
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        return json_answer({"error": str(error)}, status=400)


class Stage:
    """What people do in channels, as methods.  All raise ValueError for what is not there or cannot be."""

    world: World

    def go_live(self, login: str, **more: Any) -> str:
        """That person begins to stream; the id of the stream.  `more` is that of `GoLive`."""
        return str(GoLive(login=login, **more).do(self.world)["id"])

    def end_stream(self, login: str) -> str:
        """That person stops streaming; the id of the video that stays."""
        return str(EndStream(login=login).do(self.world)["video_id"])

    def follow(self, login: str, channel: str) -> None:
        """The first person follows the channel of the second."""
        Follow(login=login, channel=channel).do(self.world)

    def unfollow(self, login: str, channel: str) -> None:
        """The first person no longer follows the channel of the second."""
        Follow(login=login, channel=channel, follows=False).do(self.world)

    def subscribe(self, login: str, channel: str, **more: Any) -> None:
        """The first person subscribes to the channel of the second.  `more` is that of `Subscribe`."""
        Subscribe(login=login, channel=channel, **more).do(self.world)

    def unsubscribe(self, login: str, channel: str) -> None:
        """The subscription of the first person to the channel of the second ends."""
        Subscribe(login=login, channel=channel, tier=None).do(self.world)

    def request_unban(self, login: str, channel: str, text: str) -> str:
        """A banned person asks to be let in again; the id of the request."""
        return str(RequestUnban(login=login, channel=channel, text=text).do(self.world)["id"])

    def acknowledge_warning(self, login: str, channel: str) -> None:
        """The first person acknowledges what the channel's moderators warned them of."""
        Acknowledge(login=login, channel=channel).do(self.world)

    def redeem(self, login: str, reward_id: str, text: str = "") -> str:
        """That person takes a reward for channel points; the id of the redemption."""
        return str(Redeem(login=login, reward_id=reward_id, text=text).do(self.world)["id"])

    def messages(self, channel: str) -> list[Message]:
        """What stands in the chat of that channel, oldest first."""
        return list(self.world.book(Chat).messages.get(user_called(self.world, channel).id, ()))

    def held_messages(self, channel: str) -> list[Message]:
        """What AutoMod holds in that channel, oldest first."""
        channel_id = user_called(self.world, channel).id
        held = self.world.book(Chat).waiting(self.world.clock.now()).values()
        return [message for message in held if message.broadcaster_id == channel_id]

    def whispers(self, login: str) -> list[Whisper]:
        """The whispers that person got, oldest first."""
        user_id = user_called(self.world, login).id
        return [whisper for whisper in self.world.book(Whispers).sent if whisper.to_id == user_id]
