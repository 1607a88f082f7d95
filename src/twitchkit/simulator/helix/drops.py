"""What viewers earned by watching, and whether the game has given it to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Paged, page, rfc3339
from twitchkit.simulator.helix.route import Route, Routes
from twitchkit.simulator.world.drops import Drops, Entitlement, Fulfilment


class _Query(Paged, kw_only=True):
    id: Annotated[tuple[str, ...], Meta(max_length=100)] = ()
    user_id: str | None = None
    game_id: str | None = None
    fulfillment_status: Fulfilment | None = None
    first: Annotated[int, Meta(ge=1, le=1_000)] = 20


class _Update(msgspec.Struct):
    entitlement_ids: Annotated[tuple[str, ...], Meta(max_length=100)] = ()
    fulfillment_status: Fulfilment | None = None


def get_entitlements(call: Call) -> Mapping[str, object]:
    """GET /helix/entitlements/drops: all that the organisation owes; with a user token that user's."""
    asked = call.query(_Query)
    user_id = asked.user_id if call.actor is None else call.actor.id
    found = [
        one
        for one in call.book(Drops).entitlements.values()
        if (not asked.id or one.id in asked.id)
        and user_id in {None, one.viewer_id}
        and asked.game_id in {None, one.game_id}
        and asked.fulfillment_status in {None, one.fulfilment}
    ]
    rows, pagination = page(found, asked)
    return {"data": [_encode(one) for one in rows], "pagination": pagination}


def update_entitlements(call: Call) -> Mapping[str, object]:
    """PATCH /helix/entitlements/drops: the ids, by what became of them."""
    given, drops = call.body(_Update), call.book(Drops).entitlements
    told: dict[str, list[str]] = {}
    for entitlement_id in dict.fromkeys(given.entitlement_ids):
        one = drops.get(entitlement_id)
        if one is None:
            outcome = "NOT_FOUND" if _is_uuid(entitlement_id) else "INVALID_ID"
        elif call.actor is not None and call.actor.id != one.viewer_id:
            outcome = "UNAUTHORIZED"
        else:
            outcome = "SUCCESS"
            if given.fulfillment_status is not None:
                one.fulfilment, one.updated_at = given.fulfillment_status, call.now
        told.setdefault(outcome, []).append(entitlement_id)
    return {"data": [{"status": outcome, "ids": ids} for outcome, ids in told.items()]}


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _encode(one: Entitlement) -> Mapping[str, object]:
    return {
        "id": one.id,
        "benefit_id": one.benefit_id,
        "timestamp": rfc3339(one.earned_at),
        "user_id": one.viewer_id,
        "game_id": one.game_id,
        "fulfillment_status": one.fulfilment,
        "last_updated": rfc3339(one.updated_at),
    }


PATH = "/helix/entitlements/drops"
ROUTES: Routes = {
    ("GET", PATH): Route(answer=get_entitlements),
    ("PATCH", PATH): Route(answer=update_entitlements),
}
