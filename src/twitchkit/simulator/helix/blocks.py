"""Get User Block List, Block User, Unblock User."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Paged, page
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, USER, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world.blocks import Blocks
from twitchkit.simulator.world.follows import Follows

READ, MANAGE = "user:read:blocked_users", "user:manage:blocked_users"


class _Listed(Paged, kw_only=True):
    broadcaster_id: str


class _Blocked(msgspec.Struct):
    target_user_id: str
    source_context: Literal["chat", "whisper"] | None = None
    reason: Literal["harassment", "spam", "other"] | None = None


def get_user_block_list(call: Call) -> Mapping[str, object]:
    """GET /helix/users/blocks: newest first."""
    asked = call.query(_Listed)
    ids = list(call.book(Blocks).of_user.get(asked.broadcaster_id, ()))[::-1]
    rows, pagination = page([user for user_id in ids if (user := call.world.user_with(user_id))], asked)
    data = [
        {"user_id": user.id, "user_login": user.login, "display_name": user.display_name} for user in rows
    ]
    return {"data": data, "pagination": pagination}


def block_user(call: Call) -> Answer:
    """PUT /helix/users/blocks: they no longer follow each other."""
    asked = call.query(_Blocked)
    target = known(call, asked.target_user_id, "target_user_id")
    if target.id == call.person.id:
        raise Refused(400, "The ID in target_user_id cannot be the same as the user ID in the access token.")
    call.book(Blocks).of_user.setdefault(call.person.id, {}).setdefault(target.id)
    call.book(Follows).unfollow(target.id, call.person.id)
    call.book(Follows).unfollow(call.person.id, target.id)
    return NO_CONTENT


def unblock_user(call: Call) -> Answer:
    """DELETE /helix/users/blocks."""
    target = known(call, call.query(_Blocked).target_user_id, "target_user_id")
    call.book(Blocks).of_user.get(call.person.id, {}).pop(target.id, None)
    return NO_CONTENT


ROUTES: Routes = {
    ("GET", "/helix/users/blocks"): Route(
        answer=get_user_block_list, tokens=USER, scopes=(READ,), owner="broadcaster_id"
    ),
    ("PUT", "/helix/users/blocks"): Route(answer=block_user, tokens=USER, scopes=(MANAGE,)),
    ("DELETE", "/helix/users/blocks"): Route(answer=unblock_user, tokens=USER, scopes=(MANAGE,)),
}
