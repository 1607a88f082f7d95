"""Chat rooms: who is there, what was said, what is pinned, which rules hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Self

from twitchkit.simulator.identity.chance import uuid
from twitchkit.simulator.world.broadcasts import Broadcasts
from twitchkit.simulator.world.roles import Roles

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

KEPT_MESSAGES = 1_000
"""Of each room; older ones are out of everybody's sight."""
HELD_FOR = timedelta(minutes=5)
PRESENT_SHARE = 0.6
"""How many of the viewers sit in the chat of a channel that is live when a world begins."""


@dataclass(slots=True, kw_only=True)
class Rules:
    """A room's modes; a duration of None is that of a mode that is off.

    Args:
        follower_min: minutes one must have followed.
        slow_s: seconds between two messages of one person.
        delay_s: seconds before others than moderators see a message.
    """

    emote_only: bool = False
    follower_min: int | None = None
    slow_s: int | None = None
    delay_s: int | None = None
    subscriber_only: bool = False
    unique: bool = False


@dataclass(slots=True, kw_only=True)
class Message:
    """Something said.

    Args:
        color: of an announcement; None for what is no announcement.
    """

    id: str
    broadcaster_id: str
    sender_id: str
    text: str
    at: datetime
    reply_to: str | None = None
    color: str | None = None


@dataclass(slots=True, kw_only=True)
class Pin:
    """A pinned message.

    Args:
        ends_at: None is the end of the stream of `stream_id`, or never when the channel is off line.
    """

    message: Message
    moderator_id: str
    starts_at: datetime
    updated_at: datetime
    ends_at: datetime | None
    stream_id: str | None


def _people() -> dict[str, dict[str, None]]:
    return {}


@dataclass(slots=True, kw_only=True)
class Chat:
    """Every room, by channel; held messages by their id; name colours by person."""

    chance: Random
    rules: dict[str, Rules] = field(default_factory=dict[str, Rules])
    messages: dict[str, list[Message]] = field(default_factory=dict[str, list[Message]])
    held: dict[str, Message] = field(default_factory=dict[str, Message])
    pins: dict[str, Pin] = field(default_factory=dict[str, Pin])
    present: dict[str, dict[str, None]] = field(default_factory=_people)
    colors: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """People sit in the rooms of live channels, and have colours."""
        chat, roles = cls(chance=chance), world.book(Roles)
        for user_id in world.book(Broadcasts).live:
            there = [user.id for user in world.viewers if chance.random() < PRESENT_SHARE]
            moderators = list(roles.moderators.get(user_id, ()))[:2]
            chat.present[user_id] = dict.fromkeys([user_id, *moderators, *there])
        for user in (*world.channels, *world.viewers):
            if chance.random() < PRESENT_SHARE:
                chat.colors[user.id] = f"#{chance.randrange(1 << 24):06X}"
        return chat

    def rules_of(self, broadcaster_id: str) -> Rules:
        """That room's modes."""
        return self.rules.setdefault(broadcaster_id, Rules())

    def message(
        self,
        broadcaster_id: str,
        sender_id: str,
        text: str,
        at: datetime,
        *,
        reply_to: str | None = None,
        color: str | None = None,
    ) -> Message:
        """A message, not sent yet."""
        return Message(
            id=uuid(self.chance),
            broadcaster_id=broadcaster_id,
            sender_id=sender_id,
            text=text,
            at=at,
            reply_to=reply_to,
            color=color,
        )

    def publish(self, message: Message) -> None:
        """Show a message in its room."""
        messages = self.messages.setdefault(message.broadcaster_id, [])
        messages.append(message)
        del messages[:-KEPT_MESSAGES]
        self.present.setdefault(message.broadcaster_id, {}).setdefault(message.sender_id)

    def hold(self, message: Message) -> None:
        """Keep a message until a moderator decides, or the time for it is over."""
        self.held = self.waiting(message.at)
        self.held[message.id] = message

    def waiting(self, now: datetime) -> dict[str, Message]:
        """The held messages that can still be decided on, by id."""
        return {name: message for name, message in self.held.items() if now - message.at < HELD_FOR}

    def said(self, broadcaster_id: str, message_id: str) -> Message | None:
        """The message of that id in that room."""
        messages = self.messages.get(broadcaster_id, ())
        return next((message for message in messages if message.id == message_id), None)

    def last_of(self, broadcaster_id: str, sender_id: str) -> Message | None:
        """What that person said last in that room."""
        messages = self.messages.get(broadcaster_id, [])
        return next((message for message in reversed(messages) if message.sender_id == sender_id), None)

    def delete(self, broadcaster_id: str, message_id: str | None = None) -> None:
        """Remove one message, or all; a pinned one is no longer pinned."""
        kept = [one for one in self.messages.get(broadcaster_id, ()) if message_id not in {None, one.id}]
        self.messages[broadcaster_id] = kept
        pin = self.pins.get(broadcaster_id)
        if pin is not None and message_id in {None, pin.message.id}:
            del self.pins[broadcaster_id]

    def pin(self, world: World, message: Message, moderator_id: str, duration_s: int | None) -> None:
        """Pin a message in its room; takes the place of what was pinned."""
        now, stream = world.clock.now(), world.book(Broadcasts).live.get(message.broadcaster_id)
        self.pins[message.broadcaster_id] = Pin(
            message=message,
            moderator_id=moderator_id,
            starts_at=now,
            updated_at=now,
            ends_at=None if duration_s is None else now + timedelta(seconds=duration_s),
            stream_id=stream.id if stream and duration_s is None else None,
        )

    def pinned(self, world: World, broadcaster_id: str) -> Pin | None:
        """What is pinned in that room now."""
        pin = self.pins.get(broadcaster_id)
        if pin is None or (pin.ends_at is not None and pin.ends_at <= world.clock.now()):
            return None
        stream = world.book(Broadcasts).live.get(broadcaster_id)
        if pin.stream_id is not None and (stream is None or stream.id != pin.stream_id):
            return None
        return pin
