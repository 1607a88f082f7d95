"""Get and Update Shield Mode Status."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import Moderating, moderators
from twitchkit.simulator.helix.reading import rfc3339
from twitchkit.simulator.helix.route import Routes
from twitchkit.simulator.helix.standing import moderated
from twitchkit.simulator.world.moderation import Moderation, Shield

MANAGE = "moderator:manage:shield_mode"


class _Body(msgspec.Struct):
    is_active: bool


def get_shield_mode_status(call: Call) -> Mapping[str, object]:
    """GET /helix/moderation/shield_mode."""
    channel = moderated(call, call.query(Moderating).broadcaster_id)
    return {"data": [_row(call, call.book(Moderation).shield(channel.id))]}


def update_shield_mode_status(call: Call) -> Mapping[str, object]:
    """PUT /helix/moderation/shield_mode."""
    asked, body = call.query(Moderating), call.body(_Body)
    shield = call.book(Moderation).shield(moderated(call, asked.broadcaster_id).id)
    if body.is_active and not shield.active:
        shield.moderator_id, shield.activated_at = call.person.id, call.now
    shield.active = body.is_active
    return {"data": [_row(call, shield)]}


def _row(call: Call, shield: Shield) -> Mapping[str, object]:
    moderator = call.world.users.get(shield.moderator_id)
    return {
        "is_active": shield.active,
        "moderator_id": moderator.id if moderator else "",
        "moderator_login": moderator.login if moderator else "",
        "moderator_name": moderator.display_name if moderator else "",
        "last_activated_at": rfc3339(shield.activated_at) if shield.activated_at else "",
    }


ROUTES: Routes = {
    ("GET", "/helix/moderation/shield_mode"): moderators(
        get_shield_mode_status, "moderator:read:shield_mode", MANAGE
    ),
    ("PUT", "/helix/moderation/shield_mode"): moderators(update_shield_mode_status, MANAGE),
}
