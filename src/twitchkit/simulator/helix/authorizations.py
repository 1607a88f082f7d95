"""Get Authorization By User."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.route import APP, Route, Routes


class _Query(msgspec.Struct):
    user_id: Annotated[tuple[str, ...], Meta(max_length=10)]


def get_authorizations(call: Call) -> Mapping[str, object]:
    """GET /helix/authorization/users: what each user granted the app of an app token."""
    users = [user for user_id in call.query(_Query).user_id if (user := call.world.user_with(user_id))]
    return {
        "data": [
            {
                "user_id": user.id,
                "user_name": user.display_name,
                "user_login": user.login,
                "scopes": sorted(granted),
            }
            for user in users
            if (granted := call.world.ledger.granted(call.grant.client_id, user.id)) is not None
        ]
    }


ROUTES: Routes = {("GET", "/helix/authorization/users"): Route(answer=get_authorizations, tokens=APP)}
