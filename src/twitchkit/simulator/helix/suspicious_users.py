"""Add and Remove Suspicious Status."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import Moderating, moderators
from twitchkit.simulator.helix.reading import rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import Routes
from twitchkit.simulator.helix.standing import known, moderated
from twitchkit.simulator.world.moderation import Moderation, Suspect
from twitchkit.simulator.world.roles import Roles

MANAGE = "moderator:manage:suspicious_users"


class _Body(msgspec.Struct):
    user_id: str
    status: Literal["ACTIVE_MONITORING", "RESTRICTED"]


class _Named(Moderating, kw_only=True):
    user_id: str


def add_suspicious_status(call: Call) -> Mapping[str, object]:
    """POST /helix/moderation/suspicious_users."""
    asked, given = call.query(Moderating), call.body(_Body)
    channel, user = moderated(call, asked.broadcaster_id), known(call, given.user_id, "user_id")
    if call.book(Roles).moderates(user.id, channel.id):
        raise Refused(400, "The user specified in the user_id field may not be treated as suspicious.")
    suspect = Suspect(status=given.status, moderator_id=call.person.id, updated_at=call.now)
    call.book(Moderation).suspects[channel.id, user.id] = suspect
    return _told(call, channel.id, user.id, suspect.status, suspect.updated_at, ["MANUALLY_ADDED"])


def remove_suspicious_status(call: Call) -> Mapping[str, object]:
    """DELETE /helix/moderation/suspicious_users."""
    asked = call.query(_Named)
    channel, user = moderated(call, asked.broadcaster_id), known(call, asked.user_id, "user_id")
    call.book(Moderation).suspects.pop((channel.id, user.id), None)
    return _told(call, channel.id, user.id, "NO_TREATMENT", call.now, [])


def _told(
    call: Call, broadcaster_id: str, user_id: str, status: str, at: datetime, types: list[str]
) -> Mapping[str, object]:
    row = {
        "user_id": user_id,
        "broadcaster_id": broadcaster_id,
        "moderator_id": call.person.id,
        "updated_at": rfc3339(at),
        "status": status,
        "types": types,
    }
    return {"data": [row]}


ROUTES: Routes = {
    ("POST", "/helix/moderation/suspicious_users"): moderators(add_suspicious_status, MANAGE),
    ("DELETE", "/helix/moderation/suspicious_users"): moderators(remove_suspicious_status, MANAGE),
}
