"""Send Chat Announcement, Send a Shoutout."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import Moderating, as_bot, moderators, of_channel
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, Limit, Routes
from twitchkit.simulator.helix.standing import known, moderated
from twitchkit.simulator.world.broadcasts import Broadcasts
from twitchkit.simulator.world.chat import Chat

ANNOUNCE, SHOUT = "moderator:manage:announcements", "moderator:manage:shoutouts"


class _Body(msgspec.Struct):
    message: Annotated[str, Meta(min_length=1, max_length=500)]
    color: Literal["blue", "green", "orange", "purple", "primary"] = "primary"
    for_source_only: bool | None = None


class _Shoutout(msgspec.Struct):
    from_broadcaster_id: str
    to_broadcaster_id: str
    moderator_id: str


def send_chat_announcement(call: Call) -> Answer:
    """POST /helix/chat/announcements."""
    asked, body, chat = call.query(Moderating), call.body(_Body), call.book(Chat)
    channel = moderated(call, asked.broadcaster_id)
    if body.for_source_only is not None and call.grant.user_id is not None:
        raise Refused(400, "The for_source_only parameter can only be set with an App Access Token")
    chat.publish(chat.message(channel.id, call.person.id, body.message, call.now, color=body.color))
    return NO_CONTENT


def send_a_shoutout(call: Call) -> Answer:
    """POST /helix/chat/shoutouts."""
    asked = call.query(_Shoutout)
    channel = moderated(call, asked.from_broadcaster_id)
    target = known(call, asked.to_broadcaster_id, "to_broadcaster_id")
    if target.id == channel.id:
        raise Refused(400, "The broadcaster may not give themselves a Shoutout.")
    stream = call.book(Broadcasts).live.get(channel.id)
    if stream is None or stream.viewers < 1:
        raise Refused(400, "The broadcaster is not streaming live or does not have one or more viewers.")
    return NO_CONTENT


def _from(call: Call) -> str | None:
    return call.named("from_broadcaster_id")


def _from_to(call: Call) -> str | None:
    return f"{call.named('from_broadcaster_id')}/{call.named('to_broadcaster_id')}"


ROUTES: Routes = {
    ("POST", "/helix/chat/announcements"): moderators(
        send_chat_announcement,
        ANNOUNCE,
        grants=as_bot(ANNOUNCE, channel="broadcaster_id"),
        limits=(Limit(points=1, per_s=2, key=of_channel),),
    ),
    ("POST", "/helix/chat/shoutouts"): moderators(
        send_a_shoutout,
        SHOUT,
        grants=as_bot(SHOUT, channel="from_broadcaster_id"),
        limits=(Limit(points=1, per_s=120, key=_from), Limit(points=1, per_s=3600, key=_from_to)),
    ),
}
