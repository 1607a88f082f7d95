"""Get Shared Chat Session."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

import msgspec

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import rfc3339
from twitchkit.simulator.helix.route import Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world.broadcasts import Broadcasts


class _Channel(msgspec.Struct):
    broadcaster_id: str


def get_shared_chat_session(call: Call) -> Mapping[str, object]:
    """GET /helix/shared_chat/session: the channels that are live, but for the first one, share theirs."""
    channel, live = known(call, call.query(_Channel).broadcaster_id), call.book(Broadcasts).live
    sharing = [user.id for user in call.world.channels[1:] if user.id in live]
    if channel.id not in sharing or len(sharing) < 2:
        return {"data": []}
    began_at = rfc3339(max(live[user_id].started_at for user_id in sharing))
    row = {
        "session_id": str(UUID(bytes=sha256("/".join(sharing).encode()).digest()[:16], version=4)),
        "host_broadcaster_id": sharing[0],
        "participants": [{"broadcaster_id": user_id} for user_id in sharing],
        "created_at": began_at,
        "updated_at": began_at,
    }
    return {"data": [row]}


ROUTES: Routes = {
    ("GET", "/helix/shared_chat/session"): Route(answer=get_shared_chat_session, stateful=False)
}
