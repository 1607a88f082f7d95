"""Get Users, Update User."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import malformed, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import User

MOST = 100
LONGEST_ID = 20
LONGEST_DESCRIPTION = 300
EMAIL_SCOPE = "user:read:email"


class _Query(msgspec.Struct):
    id: Annotated[tuple[str, ...], Meta(max_length=MOST)] = ()
    login: Annotated[tuple[str, ...], Meta(max_length=MOST)] = ()


def get_users(call: Call) -> Mapping[str, object]:
    """GET /helix/users; without id and login the token's owner."""
    world, asked = call.world, call.query(_Query)
    ids = list(asked.id)
    if len(ids) + len(asked.login) > MOST:
        raise Refused(400, "The sum of id and login must not exceed 100")
    if any(not (name.isascii() and name.isdigit() and len(name) <= LONGEST_ID) for name in ids):
        raise Refused(400, "Invalid login names, emails or IDs in request")
    if not ids and not asked.login:
        if call.actor is None:
            raise Refused(400, "Invalid login names, emails or IDs in request")
        ids = [call.actor.id]
    found = [world.user_with(user_id) for user_id in ids]
    found += [world.user_called(login) for login in asked.login]
    users = {user.id: user for user in found if user}
    return {"data": [_shown(user, call) for user in users.values()]}


def update_user(call: Call) -> Mapping[str, object]:
    """PUT /helix/users: another description; an empty one clears it, none changes nothing."""
    description = call.asked.first("description")
    if description is not None:
        if len(description) > LONGEST_DESCRIPTION:
            raise malformed("description", f"at most {LONGEST_DESCRIPTION} characters are allowed")
        call.world.put_user(replace(call.person, description=description))
    return {"data": [_shown(known(call, call.person.id), call)]}


def _shown(user: User, call: Call) -> Mapping[str, object]:
    """A user as the token may see it."""
    shown = encode(user, call.links)
    return {**shown, "email": _email(user, call.grant)} if call.holds(EMAIL_SCOPE) else shown


def _email(user: User, grant: Grant) -> str:
    """The verified address of the token's owner; other people's are empty."""
    return user.email if user.id == grant.user_id and user.email_verified else ""


def profile_image(user: User, links: Links) -> str:
    """The user's picture."""
    return links.to(PICTURES, f"/jtv_user_pictures/{user.login}-profile_image-300x300.png")


def encode(user: User, links: Links) -> Mapping[str, object]:
    """A user as Helix writes it, without e-mail."""
    return {
        "id": user.id,
        "login": user.login,
        "display_name": user.display_name,
        "type": "",
        "broadcaster_type": user.kind,
        "description": user.description,
        "profile_image_url": profile_image(user, links),
        "offline_image_url": "",
        "view_count": 0,
        "created_at": rfc3339(user.created_at),
    }


ROUTES: Routes = {
    ("GET", "/helix/users"): Route(answer=get_users),
    ("PUT", "/helix/users"): Route(answer=update_user, tokens=USER, scopes=("user:edit",)),
}
