"""What an extension says to its viewers and in chat."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Command
from twitchkit.helix.facts import Quota
from twitchkit.helix.rules import Bytes, Length, NeededUnless


class SendExtensionPubsubMessage(Command, frozen=True, kw_only=True):
    """Sends a message to the viewers of an extension.

    The JWT names `channel_id` and what it may send to.

    Takes a JWT signed with the extension's secret in place of a token.

    Limits of its own: 100 in a minute for each extension and broadcaster.

    Args:
        target: broadcast, global or `whisper-<user id>`; an open set.
        broadcaster_id: the channel; not needed with `is_global_broadcast`.
        is_global_broadcast: to all channels; then `target` is `global`.
        message: at most 5 KB.

    Source: dev.twitch.tv/docs/api/reference#send-extension-pubsub-message
    """

    operation = "send_extension_pubsub_message"
    path = "/extensions/pubsub"
    tokens = ("extension-jwt",)
    rate_limits = (Quota(100, 60, "extension and broadcaster", ("broadcaster_id",)),)
    in_body = ("target", "broadcaster_id", "is_global_broadcast", "message")
    rules = (
        NeededUnless("broadcaster_id", "is_global_broadcast"),
        Bytes("message", 5 * 1024),
    )

    target: Sequence[str] | str
    broadcaster_id: str | None = None
    is_global_broadcast: bool | None = None
    message: str


class SendExtensionChatMessage(Command, frozen=True, kw_only=True):
    """Posts a message in chat under the extension's name.

    Takes a JWT signed with the extension's secret in place of a token.

    Limits of its own: 12 in a minute for each channel.

    Args:
        broadcaster_id: the chat's channel.
        text: at most 280 characters.
        extension_id: the extension.
        extension_version: its version.

    Source: dev.twitch.tv/docs/api/reference#send-extension-chat-message
    """

    operation = "send_extension_chat_message"
    path = "/extensions/chat"
    tokens = ("extension-jwt",)
    rate_limits = (Quota(12, 60, "channel", ("extension_id", "broadcaster_id")),)
    in_body = ("text", "extension_id", "extension_version")
    rules = (Length("text", 0, 280),)

    broadcaster_id: str
    text: str
    extension_id: str
    extension_version: str
