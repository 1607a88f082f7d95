"""Warn Chat User."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import Moderating, moderators
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import Routes
from twitchkit.simulator.helix.standing import known, moderated
from twitchkit.simulator.world.moderation import ChatWarning, Moderation
from twitchkit.simulator.world.roles import Roles


class _Given(msgspec.Struct):
    user_id: str
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class _Body(msgspec.Struct):
    # The reference shows an object; twitchAPI sends it in a list.
    data: _Given | Annotated[tuple[_Given, ...], Meta(min_length=1, max_length=1)]


def warn_chat_user(call: Call) -> Mapping[str, object]:
    """POST /helix/moderation/warnings: the person cannot chat there before they acknowledge it."""
    asked, told = call.query(Moderating), call.body(_Body).data
    given = told[0] if isinstance(told, tuple) else told
    channel, user = moderated(call, asked.broadcaster_id), known(call, given.user_id, "user_id")
    if call.book(Roles).moderates(user.id, channel.id):
        raise Refused(400, "The user specified in the user_id field may not be warned.")
    warning = ChatWarning(moderator_id=call.person.id, reason=given.reason, at=call.now)
    call.book(Moderation).warn(channel.id, user.id, warning)
    row = {
        "broadcaster_id": channel.id,
        "user_id": user.id,
        "moderator_id": warning.moderator_id,
        "reason": warning.reason,
    }
    return {"data": [row]}


ROUTES: Routes = {
    ("POST", "/helix/moderation/warnings"): moderators(warn_chat_user, "moderator:manage:warnings")
}
