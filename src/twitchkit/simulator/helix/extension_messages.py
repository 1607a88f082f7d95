"""What an extension says to its viewers and in chats."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.extension_gate import admit_extension, claims_of, own_extension
from twitchkit.simulator.helix.reading import malformed, missing
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import EXTENSION, NO_CONTENT, Limit, Reply, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world.extensions import Extensions

MOST_BYTES = 5_120
EVERY_CHANNEL = "all"


class _PubSub(msgspec.Struct):
    target: Annotated[tuple[str, ...], Meta(min_length=1)]
    message: str
    broadcaster_id: str | None = None
    is_global_broadcast: bool = False


class _Channel(msgspec.Struct):
    broadcaster_id: str


class _ChatMessage(msgspec.Struct):
    text: Annotated[str, Meta(min_length=1, max_length=280)]
    extension_id: str
    extension_version: str


def send_pubsub(call: Call) -> Reply:
    """POST /helix/extensions/pubsub: as far as the JWT's claims allow."""
    given, claims = call.body(_PubSub), claims_of(call.world, call.asked)
    if len(given.message.encode()) > MOST_BYTES:
        raise Refused(422, "The message is larger than 5 KB")
    if given.is_global_broadcast:
        if given.target != ("global",):
            raise malformed("target", "the value must be global alone")
        channel_id = EVERY_CHANNEL
    else:
        if not given.broadcaster_id:
            raise missing("broadcaster_id")
        if any(one != "broadcast" and not one.startswith("whisper-") for one in given.target):
            raise malformed("target", "the value must be broadcast or whisper-<user-id>")
        channel_id = known(call, given.broadcaster_id).id
    if claims.channel_id != channel_id:
        raise Refused(403, "The channel_id of the JWT token does not match")
    if "*" not in claims.pubsub_perms.send and not set(given.target) <= set(claims.pubsub_perms.send):
        raise Refused(403, "The pubsub_perms of the JWT token do not allow the target")
    call.book(Extensions).sent.append(call.asked.body)
    return NO_CONTENT


def send_chat_message(call: Call) -> Reply:
    """POST /helix/extensions/chat."""
    channel = known(call, call.query(_Channel).broadcaster_id)
    given = call.body(_ChatMessage)
    extension, extensions = own_extension(call, given.extension_id), call.book(Extensions)
    if given.extension_version != extension.version:
        raise Refused(400, "The version specified in extension_version was not found")
    if channel.id not in extensions.installed:
        raise Refused(400, "The extension is not installed on the channel in broadcaster_id")
    extensions.sent.append(call.asked.body)
    return NO_CONTENT


def _per_channel(call: Call) -> str:
    return f"{call.grant.client_id}/{call.named('broadcaster_id') or ''}"


ROUTES: Routes = {
    ("POST", "/helix/extensions/pubsub"): Route(
        answer=send_pubsub,
        tokens=EXTENSION,
        admit=admit_extension,
        limits=(Limit(points=100, per_s=60, key=_per_channel),),
    ),
    ("POST", "/helix/extensions/chat"): Route(
        answer=send_chat_message,
        tokens=EXTENSION,
        admit=admit_extension,
        limits=(Limit(points=12, per_s=60, key=_per_channel),),
    ),
}
