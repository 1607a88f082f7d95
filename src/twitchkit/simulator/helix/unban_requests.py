"""Get and Resolve Unban Requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import Moderating, ModeratingPages
from twitchkit.simulator.helix.reading import page, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.helix.standing import moderated
from twitchkit.simulator.world import User
from twitchkit.simulator.world.bans import Bans, UnbanRequest

MANAGE = "moderator:manage:unban_requests"


class _Listed(ModeratingPages, kw_only=True):
    status: Literal["pending", "approved", "denied", "acknowledged", "canceled"]
    user_id: str | None = None


class _Resolved(Moderating, kw_only=True):
    unban_request_id: str
    status: Literal["approved", "denied"]
    resolution_text: Annotated[str, Meta(max_length=500)] | None = None


def get_unban_requests(call: Call) -> Mapping[str, object]:
    """GET /helix/moderation/unban_requests."""
    asked = call.query(_Listed)
    channel = moderated(call, asked.broadcaster_id, status=401)
    found = [
        request
        for request in call.book(Bans).requests.get(channel.id, [])
        if request.status == asked.status and asked.user_id in {None, request.user_id}
    ]
    rows, pagination = page(found, asked)
    return {"data": [_row(call, channel, request) for request in rows], "pagination": pagination}


def resolve_unban_request(call: Call) -> Mapping[str, object]:
    """PATCH /helix/moderation/unban_requests: approving lifts the ban."""
    asked = call.query(_Resolved)
    channel, bans = moderated(call, asked.broadcaster_id, status=401), call.book(Bans)
    requests = bans.requests.get(channel.id, [])
    request = next((one for one in requests if one.id == asked.unban_request_id), None)
    if request is None:
        raise Refused(404, "The unban request ID was not found")
    if request.status != "pending":
        raise Refused(400, "The unban request has been resolved already")
    request.status = asked.status
    request.moderator_id, request.resolved_at = call.person.id, call.now
    request.resolution_text = asked.resolution_text or ""
    if asked.status == "approved":
        bans.lift(channel.id, request.user_id)
    return {"data": [_row(call, channel, request)]}


def _row(call: Call, channel: User, request: UnbanRequest) -> Mapping[str, object]:
    user = call.world.users[request.user_id]
    moderator = call.world.users[request.moderator_id] if request.moderator_id else None
    return {
        "id": request.id,
        "broadcaster_id": channel.id,
        "broadcaster_login": channel.login,
        "broadcaster_name": channel.display_name,
        "moderator_id": moderator.id if moderator else None,
        "moderator_login": moderator.login if moderator else None,
        "moderator_name": moderator.display_name if moderator else None,
        "user_id": user.id,
        "user_login": user.login,
        "user_name": user.display_name,
        "text": request.text,
        "status": request.status,
        "created_at": rfc3339(request.created_at),
        "resolved_at": rfc3339(request.resolved_at) if request.resolved_at else None,
        "resolution_text": request.resolution_text,
    }


ROUTES: Routes = {
    ("GET", "/helix/moderation/unban_requests"): Route(
        answer=get_unban_requests,
        tokens=USER,
        scopes=("moderator:read:unban_requests", MANAGE),
        owner="moderator_id",
    ),
    ("PATCH", "/helix/moderation/unban_requests"): Route(
        answer=resolve_unban_request, tokens=USER, scopes=(MANAGE,), owner="moderator_id"
    ),
}
