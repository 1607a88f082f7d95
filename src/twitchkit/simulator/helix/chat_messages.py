"""Send Chat Message, Delete Chat Messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import msgspec

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import Moderating, moderators
from twitchkit.simulator.helix.reading import malformed
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, AppGrant, Route, Routes
from twitchkit.simulator.helix.standing import known, moderated
from twitchkit.simulator.world import User
from twitchkit.simulator.world.bans import Bans
from twitchkit.simulator.world.chat import Chat, Message
from twitchkit.simulator.world.emotes import Emotes
from twitchkit.simulator.world.follows import Follows
from twitchkit.simulator.world.moderation import Moderation
from twitchkit.simulator.world.roles import Roles
from twitchkit.simulator.world.subscribers import Subscribers

LONGEST = 500
PIN_S = 20 * 60
REPEATED_WITHIN = timedelta(seconds=30)
DELETABLE_FOR = timedelta(hours=6)
MANAGE = "moderator:manage:chat_messages"


class _Body(msgspec.Struct):
    broadcaster_id: str
    sender_id: str
    message: str
    reply_parent_message_id: str | None = None
    for_source_only: bool | None = None
    pin: bool = False


class _Doomed(Moderating, kw_only=True):
    message_id: str | None = None


def send_chat_message(call: Call) -> Mapping[str, object]:
    """POST /helix/chat/messages: 200 also when the message is dropped, with the reason."""
    asked, chat = call.body(_Body), call.book(Chat)
    channel, sender = known(call, asked.broadcaster_id), call.person
    _check(call, asked, channel)
    message = chat.message(
        channel.id, sender.id, asked.message, call.now, reply_to=asked.reply_parent_message_id
    )
    drop = _drop(call, channel, sender, message)
    if drop is not None:
        if drop[0] == "msg_rejected":
            chat.hold(message)
        reason = {"code": drop[0], "message": drop[1]}
        return {"data": [{"message_id": "", "is_sent": False, "drop_reason": reason}]}
    chat.publish(message)
    if asked.pin:
        chat.pin(call.world, message, sender.id, PIN_S)
    return {"data": [{"message_id": message.id, "is_sent": True, "drop_reason": None}]}


def _check(call: Call, asked: _Body, channel: User) -> None:
    if not asked.message.strip():
        raise malformed("message", "the message must not be empty")
    if len(asked.message) > LONGEST:
        raise Refused(422, "The message is too large")
    if asked.for_source_only is not None and call.grant.user_id is not None:
        raise Refused(400, "The for_source_only parameter can only be set with an App Access Token")
    if asked.pin:
        if asked.reply_parent_message_id or asked.for_source_only is not None:
            raise Refused(400, "pin cannot be set with reply_parent_message_id or for_source_only")
        if not call.holds(MANAGE):
            raise Refused(401, f"Missing scope: {MANAGE}")
        if not call.book(Roles).moderates(call.person.id, channel.id):
            raise Refused(403, "The sender is not one of the broadcaster's moderators")
    parent = asked.reply_parent_message_id
    if parent and call.book(Chat).said(channel.id, parent) is None:
        raise Refused(400, "The message specified in the reply_parent_message_id field was not found")
    if call.book(Bans).standing(channel.id, call.person.id, call.now):
        raise Refused(
            403, "The sender is not permitted to send chat messages to the broadcaster's chat room."
        )


def _drop(call: Call, channel: User, sender: User, message: Message) -> tuple[str, str] | None:
    """Why the message is not shown: code and sentence, as IRC's notices have them."""
    if call.book(Roles).moderates(sender.id, channel.id):
        return None
    moderation, chat = call.book(Moderation), call.book(Chat)
    if moderation.is_warned(channel.id, sender.id):
        return "user_warned", "You have a warning to acknowledge before you can chat."
    if moderation.stops(channel.id, message.text):
        return (
            "msg_rejected_mandatory",
            "Your message wasn't posted due to conflicts with the channel's moderation settings.",
        )
    if not moderation.automod(channel.id).permits(message.text):
        return "msg_rejected", "Your message is being checked by mods and has not been sent."
    last = chat.last_of(channel.id, sender.id)
    if last and last.text == message.text and message.at - last.at < REPEATED_WITHIN:
        return "msg_duplicate", (
            "Your message was not sent because it is identical to the previous one you sent, "
            "less than 30 seconds ago."
        )
    return _mode_drop(call, channel, sender, message, last)


def _mode_drop(
    call: Call, channel: User, sender: User, message: Message, last: Message | None
) -> tuple[str, str] | None:
    rules = call.book(Chat).rules_of(channel.id)
    if rules.slow_s is not None and last:
        left_s = rules.slow_s - (message.at - last.at).total_seconds()
        if left_s > 0:
            return (
                "msg_slowmode",
                f"This room is in slow mode. You may send messages again in {left_s:.0f} seconds.",
            )
    if rules.subscriber_only and not call.book(Subscribers).subscribes(sender.id, channel.id):
        return "msg_subsonly", "This room is in subscribers only mode."
    if rules.follower_min is not None:
        since = call.book(Follows).since(sender.id, channel.id)
        if since is None or call.now - since < timedelta(minutes=rules.follower_min):
            return "msg_followersonly", "This room is in followers-only mode."
    if rules.emote_only:
        usable = {emote.name for emote in call.book(Emotes).usable(call.world, sender.id)}
        if not usable.issuperset(message.text.split()):
            return "msg_emoteonly", "This room is in emote only mode."
    if rules.unique and any(one.text == message.text for one in call.book(Chat).messages.get(channel.id, ())):
        return (
            "msg_r9k",
            "This room is in unique-chat mode and the message you attempted to send is not unique.",
        )
    return None


def delete_chat_messages(call: Call) -> Answer:
    """DELETE /helix/moderation/chat: one message, or all."""
    asked, chat = call.query(_Doomed), call.book(Chat)
    channel = moderated(call, asked.broadcaster_id)
    if asked.message_id is not None:
        message = chat.said(channel.id, asked.message_id)
        if message is None or call.now - message.at > DELETABLE_FOR:
            raise Refused(404, "The message specified in the message_id parameter was not found")
        protected = call.book(Roles).moderates(message.sender_id, channel.id)
        if protected and call.person.id not in {channel.id, message.sender_id}:
            raise Refused(400, "You cannot delete the broadcaster's or another moderator's messages")
    chat.delete(channel.id, asked.message_id)
    return NO_CONTENT


def _sender_moderates(call: Call) -> bool:
    sender, channel = call.named("sender_id"), call.named("broadcaster_id")
    return bool(sender and channel) and call.book(Roles).moderates(sender or "", channel or "")


ROUTES: Routes = {
    ("POST", "/helix/chat/messages"): Route(
        answer=send_chat_message,
        scopes=("user:write:chat",),
        owner="sender_id",
        app_grants=(
            AppGrant(user="sender_id", all_of=("user:write:chat", "user:bot")),
            AppGrant(user="broadcaster_id", all_of=("channel:bot",), unless=_sender_moderates),
        ),
    ),
    ("DELETE", "/helix/moderation/chat"): moderators(delete_chat_messages, MANAGE),
}
