"""Get, create, update and delete conduits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import APP, NO_CONTENT, Reply, Route, Routes
from twitchkit.simulator.world.conduits import MOST_CONDUITS, Conduit, Conduits
from twitchkit.simulator.world.subscribing import Subscriptions

ShardCount = Annotated[int, Meta(ge=1, le=20_000)]


class _NewConduit(msgspec.Struct):
    shard_count: ShardCount


class _Change(msgspec.Struct):
    id: str
    shard_count: ShardCount


class _Named(msgspec.Struct):
    id: str


def get_conduits(call: Call) -> Mapping[str, object]:
    """GET /helix/eventsub/conduits."""
    return {"data": [_encode(conduit) for conduit in call.book(Conduits).of(call.grant.client_id)]}


def create_conduit(call: Call) -> Mapping[str, object]:
    """POST /helix/eventsub/conduits: up to five of an app."""
    new, conduits = call.body(_NewConduit), call.book(Conduits)
    if len(conduits.of(call.grant.client_id)) >= MOST_CONDUITS:
        raise Refused(429, "The maximum number of conduits has been created")
    return {"data": [_encode(conduits.open(call.grant.client_id, new.shard_count))]}


def update_conduit(call: Call) -> Mapping[str, object]:
    """PATCH /helix/eventsub/conduits."""
    change = call.body(_Change)
    conduit = own_conduit(call, change.id)
    conduit.resize(change.shard_count)
    return {"data": [_encode(conduit)]}


def delete_conduit(call: Call) -> Reply:
    """DELETE /helix/eventsub/conduits: the subscriptions that were sent there end with it."""
    conduit = own_conduit(call, call.query(_Named).id)
    del call.book(Conduits).by_id[conduit.id]
    subscriptions = call.book(Subscriptions)
    for one in subscriptions.of(conduit.client_id, None, call.now):
        if (one.method, one.target) == ("conduit", conduit.id):
            del subscriptions.by_id[one.id]
    return NO_CONTENT


def own_conduit(call: Call, conduit_id: str) -> Conduit:
    """The app's conduit of that id.

    Raises:
        Refused: 404: it has none.
    """
    conduit = call.book(Conduits).by_id.get(conduit_id)
    if conduit is None or conduit.client_id != call.grant.client_id:
        raise Refused(404, "not found")  # Twitch: no more than that (twitchdev/issues#940)
    return conduit


def _encode(conduit: Conduit) -> Mapping[str, object]:
    return {"id": conduit.id, "shard_count": conduit.shard_count}


PATH = "/helix/eventsub/conduits"
ROUTES: Routes = {
    ("GET", PATH): Route(answer=get_conduits, tokens=APP),
    ("POST", PATH): Route(answer=create_conduit, tokens=APP),
    ("PATCH", PATH): Route(answer=update_conduit, tokens=APP),
    ("DELETE", PATH): Route(answer=delete_conduit, tokens=APP),
}
