"""Get Chatters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import ModeratingPages, moderators
from twitchkit.simulator.helix.reading import page
from twitchkit.simulator.helix.route import Routes
from twitchkit.simulator.helix.standing import moderated
from twitchkit.simulator.world.chat import Chat


class _Query(ModeratingPages, kw_only=True):
    first: Annotated[int, Meta(ge=1, le=1000)] = 100


def get_chatters(call: Call) -> Mapping[str, object]:
    """GET /helix/chat/chatters."""
    asked = call.query(_Query)
    channel = moderated(call, asked.broadcaster_id)
    there = [call.world.user_with(user_id) for user_id in call.book(Chat).present.get(channel.id, ())]
    found = [user for user in there if user]
    rows, pagination = page(found, asked)
    data = [{"user_id": user.id, "user_login": user.login, "user_name": user.display_name} for user in rows]
    return {"data": data, "pagination": pagination, "total": len(found)}


ROUTES: Routes = {("GET", "/helix/chat/chatters"): moderators(get_chatters, "moderator:read:chatters")}
