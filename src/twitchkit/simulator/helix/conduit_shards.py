"""Get and update the shards of a conduit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from twitchkit.simulator.answer import json_answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.conduits import own_conduit
from twitchkit.simulator.helix.reading import Paged, in_nanoseconds, page
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import APP, Reply, Route, Routes
from twitchkit.simulator.helix.transports import callback_trouble
from twitchkit.simulator.world.conduits import Conduit, Shard

MOST_DIGITS = 6


class _Query(Paged, kw_only=True):
    conduit_id: str
    status: str | None = None


class _Transport(msgspec.Struct):
    method: Literal["webhook", "websocket"] | None = None
    callback: str | None = None
    secret: Annotated[str, Meta(min_length=10, max_length=100)] | None = None
    session_id: str | None = None


class _Shard(msgspec.Struct):
    transport: _Transport
    id: str | UnsetType = UNSET


class _Update(msgspec.Struct):
    conduit_id: str
    shards: Annotated[tuple[_Shard, ...], Meta(max_length=100)]


def get_conduit_shards(call: Call) -> Mapping[str, object]:
    """GET /helix/eventsub/conduits/shards: those that have a transport.  The page's size is ours."""
    asked = call.query(_Query)
    asked.first = 100
    conduit = own_conduit(call, asked.conduit_id)
    shards = [
        (number, shard)
        for number, shard in sorted(conduit.shards.items())
        if asked.status is None or shard.status(call.now) == asked.status
    ]
    rows, pagination = page(shards, asked)
    return {"data": [_encode(number, shard, call.now) for number, shard in rows], "pagination": pagination}


def update_conduit_shards(call: Call) -> Reply:
    """PATCH /helix/eventsub/conduits/shards: what is wrong with one shard does not stop the others."""
    update = call.body(_Update)
    if any(not shard.id for shard in update.shards):
        raise Refused(400, 'Missing required parameter ""')  # Twitch: no name (twitchdev/issues#1200)
    conduit = own_conduit(call, update.conduit_id)
    rows: list[Mapping[str, object]] = []
    errors: list[Mapping[str, object]] = []
    for wanted in update.shards:
        shard_id = str(wanted.id)
        if (trouble := _trouble(conduit, shard_id, wanted.transport)) is not None:
            # Twitch: one code for everything (twitchdev/issues#1198).
            errors.append({"id": shard_id, "message": trouble, "code": "invalid_parameter"})
            continue
        transport = wanted.transport
        shard = Shard(
            method="webhook" if transport.method == "webhook" else "websocket",
            target=(transport.callback if transport.method == "webhook" else transport.session_id) or "",
            assigned_at=call.now,
        )
        conduit.shards[int(shard_id)] = shard
        rows.append(_encode(int(shard_id), shard, call.now))
    return json_answer({"data": rows, "errors": errors}, status=202)


def _trouble(conduit: Conduit, shard_id: str, transport: _Transport) -> str | None:
    """What is wrong with an assignment, None when nothing is."""
    if not (shard_id.isascii() and shard_id.isdigit() and len(shard_id) <= MOST_DIGITS):
        return "The shard id must be a number"
    if int(shard_id) >= conduit.shard_count:
        return "The shard id is outside of the conduit's range"
    match transport.method:
        case "webhook":
            return callback_trouble(transport.callback, transport.secret)
        case "websocket":
            return None if transport.session_id else "The session_id is required for a websocket transport"
        case None:
            return "The transport method is required"


def _encode(number: int, shard: Shard, now: datetime) -> Mapping[str, object]:
    where = (
        {"callback": shard.target}
        if shard.method == "webhook"
        else {"session_id": shard.target, "connected_at": in_nanoseconds(shard.assigned_at)}
    )
    return {
        "id": str(number),
        "status": shard.status(now),
        "transport": {"method": shard.method, **where},
    }


PATH = "/helix/eventsub/conduits/shards"
ROUTES: Routes = {
    ("GET", PATH): Route(answer=get_conduit_shards, tokens=APP),
    ("PATCH", PATH): Route(answer=update_conduit_shards, tokens=APP),
}
