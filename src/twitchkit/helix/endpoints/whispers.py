"""Whispers: private messages."""

from __future__ import annotations

from twitchkit.helix.endpoint import Command
from twitchkit.helix.facts import Quota
from twitchkit.helix.rules import Length


class SendWhisper(Command, frozen=True, kw_only=True):
    """Sends a private message.

    Twitch answers 204 also when it drops the message.  The sender needs a verified phone number.

    Limits of its own: 40 in a day for each sender, distinct recipients; 3 in a second for each sender; 100
    in a minute for each sender.

    Args:
        from_user_id: who speaks; the token's user.
        to_user_id: to whom.
        message: at most 10,000 characters; Twitch cuts the first one to a stranger at 500.

    Source: dev.twitch.tv/docs/api/reference#send-whisper
    """

    operation = "send_whisper"
    path = "/whispers"
    tokens = ("user",)
    scopes = ("user:manage:whispers",)
    token_owner = "from_user_id"
    rate_limits = (
        Quota(40, 86400, "sender, distinct recipients"),
        Quota(3, 1, "sender", ("from_user_id",)),
        Quota(100, 60, "sender", ("from_user_id",)),
    )
    in_body = ("message",)
    rules = (Length("message", 0, 10000),)

    from_user_id: str
    to_user_id: str
    message: str
