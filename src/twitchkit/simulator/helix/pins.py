"""Get, set, change and remove the pinned chat message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from msgspec import Meta

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import Moderating, as_bot
from twitchkit.simulator.helix.reading import rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, AppGrant, Route, Routes
from twitchkit.simulator.helix.standing import moderated
from twitchkit.simulator.world.broadcasts import Broadcasts
from twitchkit.simulator.world.chat import Chat, Pin

READ, MANAGE = "moderator:read:chat_messages", "moderator:manage:chat_messages"


class _Named(Moderating, kw_only=True):
    message_id: str


class _Timed(_Named, kw_only=True):
    duration_seconds: Annotated[int, Meta(ge=30, le=1800)] | None = None


def get_pinned_chat_message(call: Call) -> Mapping[str, object]:
    """GET /helix/chat/pins."""
    channel = moderated(call, call.query(Moderating).broadcaster_id)
    pin = call.book(Chat).pinned(call.world, channel.id)
    return {"data": [_row(call, pin)] if pin else []}


def pin_chat_message(call: Call) -> Answer:
    """PUT /helix/chat/pins: until the stream ends when no duration is given."""
    asked, chat = call.query(_Timed), call.book(Chat)
    channel = moderated(call, asked.broadcaster_id)
    message = chat.said(channel.id, asked.message_id)
    if message is None:
        raise Refused(404, "The message specified in the message_id parameter was not found")
    pin = chat.pinned(call.world, channel.id)
    if pin is not None and pin.message.id == message.id:
        raise Refused(409, "The message is pinned already")
    chat.pin(call.world, message, call.person.id, asked.duration_seconds)
    return NO_CONTENT


def update_pinned_chat_message(call: Call) -> Answer:
    """PATCH /helix/chat/pins: the duration counts from now."""
    asked = call.query(_Timed)
    pin = _pinned(call, asked)
    stream = call.book(Broadcasts).live.get(asked.broadcaster_id)
    lasts_s = asked.duration_seconds
    pin.updated_at = call.now
    pin.ends_at = None if lasts_s is None else call.now + timedelta(seconds=lasts_s)
    pin.stream_id = stream.id if stream and lasts_s is None else None
    return NO_CONTENT


def unpin_chat_message(call: Call) -> Answer:
    """DELETE /helix/chat/pins."""
    asked = call.query(_Named)
    _pinned(call, asked)
    del call.book(Chat).pins[asked.broadcaster_id]
    return NO_CONTENT


def _pinned(call: Call, asked: _Named) -> Pin:
    channel = moderated(call, asked.broadcaster_id)
    pin = call.book(Chat).pinned(call.world, channel.id)
    if pin is None or pin.message.id != asked.message_id:
        raise Refused(404, "The message specified in the message_id parameter is not pinned")
    return pin


def _row(call: Call, pin: Pin) -> Mapping[str, object]:
    message = pin.message
    sender, moderator = call.world.users[message.sender_id], call.world.users[pin.moderator_id]
    fragment = {"type": "text", "text": message.text, "cheermote": None, "emote": None, "mention": None}
    return {
        "message_id": message.id,
        "broadcaster_id": message.broadcaster_id,
        "sender_user_id": sender.id,
        "sender_user_login": sender.login,
        "sender_user_name": sender.display_name,
        "pinned_by_user_id": moderator.id,
        "pinned_by_user_login": moderator.login,
        "pinned_by_user_name": moderator.display_name,
        "message": {"text": message.text, "fragments": [fragment]},
        "starts_at": rfc3339(pin.starts_at),
        "ends_at": rfc3339(pin.ends_at) if pin.ends_at else None,
        "updated_at": rfc3339(pin.updated_at),
    }


READING = (
    AppGrant(user="moderator_id", any_of=(READ, MANAGE), all_of=("user:bot",)),
    AppGrant(user="broadcaster_id", all_of=("channel:bot",)),
)
WRITING = as_bot(MANAGE, channel="broadcaster_id")

ROUTES: Routes = {
    ("GET", "/helix/chat/pins"): Route(
        answer=get_pinned_chat_message, scopes=(READ, MANAGE), owner="moderator_id", app_grants=READING
    ),
    ("PUT", "/helix/chat/pins"): Route(
        answer=pin_chat_message, scopes=(MANAGE,), owner="moderator_id", app_grants=WRITING
    ),
    ("PATCH", "/helix/chat/pins"): Route(
        answer=update_pinned_chat_message, scopes=(MANAGE,), owner="moderator_id", app_grants=WRITING
    ),
    ("DELETE", "/helix/chat/pins"): Route(
        answer=unpin_chat_message, scopes=(MANAGE,), owner="moderator_id", app_grants=WRITING
    ),
}
