"""Get Users."""

from __future__ import annotations

from collections.abc import Mapping

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.limits import rfc3339, values
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import User, World

MOST = 100
LONGEST_ID = 20
EMAIL_SCOPE = "user:read:email"


def get_users(world: World, asked: Asked, grant: Grant, links: Links) -> Mapping[str, object]:
    """GET /helix/users; without id and login the token's owner."""
    ids, logins = values(asked, "id", most=MOST), values(asked, "login", most=MOST)
    if len(ids) + len(logins) > MOST:
        raise Refused(400, "The sum of id and login must not exceed 100")
    if any(not (name.isascii() and name.isdigit() and len(name) <= LONGEST_ID) for name in ids):
        raise Refused(400, "Invalid login names, emails or IDs in request")
    if not ids and not logins:
        owner = world.user_with(grant.user_id) if grant.user_id else None
        if owner is None:
            raise Refused(400, "Invalid login names, emails or IDs in request")
        ids = [owner.id]
    found = [world.user_with(user_id) for user_id in ids] + [world.user_called(login) for login in logins]
    users = {user.id: user for user in found if user}
    if EMAIL_SCOPE not in grant.scopes:
        return {"data": [encode(user, links) for user in users.values()]}
    return {"data": [{**encode(user, links), "email": _email(user, grant)} for user in users.values()]}


def _email(user: User, grant: Grant) -> str:
    """The verified address of the token's owner; other people's are empty."""
    return user.email if user.id == grant.user_id and user.email_verified else ""


def encode(user: User, links: Links) -> Mapping[str, object]:
    """A user as Helix writes it, without e-mail."""
    return {
        "id": user.id,
        "login": user.login,
        "display_name": user.display_name,
        "type": "",
        "broadcaster_type": user.kind,
        "description": user.description,
        "profile_image_url": links.to(PICTURES, f"/jtv_user_pictures/{user.login}-profile_image-300x300.png"),
        "offline_image_url": "",
        "view_count": 0,
        "created_at": rfc3339(user.created_at),
    }
