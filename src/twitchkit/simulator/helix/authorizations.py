"""Get Authorization By User."""

from __future__ import annotations

from collections.abc import Mapping

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.helix.limits import values
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import World

MOST = 10


def get_authorizations(world: World, asked: Asked, grant: Grant, _links: Links) -> Mapping[str, object]:
    """GET /helix/authorization/users: what each user granted the app of an app token."""
    if grant.user_id is not None:
        raise Refused(401, "Must provide valid app token.")
    ids = values(asked, "user_id", most=MOST)
    if not ids:
        raise Refused(400, 'Missing required parameter "user_id"')
    users = [user for user_id in ids if (user := world.user_with(user_id))]
    return {
        "data": [
            {
                "user_id": user.id,
                "user_name": user.display_name,
                "user_login": user.login,
                "scopes": sorted(granted),
            }
            for user in users
            if (granted := world.ledger.granted(grant.client_id, user.id)) is not None
        ]
    }
