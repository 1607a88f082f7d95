"""Get, create and delete subscriptions to events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Paged, in_nanoseconds, page
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, Reply, Route, Routes
from twitchkit.simulator.helix.transports import callback_trouble
from twitchkit.simulator.world.conduits import Conduits
from twitchkit.simulator.world.event_types import CHANNEL, CLIENT, EVENT_TYPES, EventType
from twitchkit.simulator.world.roles import Roles
from twitchkit.simulator.world.subscribing import Method, Subscription, Subscriptions

MOST_COST, MOST_USER_COST = 10_000, 10
MOST_ALIKE = 3
MOST_SESSIONS = 3
USER_KEYS = frozenset(
    {
        CHANNEL,
        "moderator_user_id",
        "user_id",
        "from_broadcaster_user_id",
        "to_broadcaster_user_id",
    }
)
FILTERS = ("status", "type", "user_id", "subscription_id", "conduit_id")


class _Query(Paged, kw_only=True):
    status: str | None = None
    type: str | None = None
    user_id: str | None = None
    subscription_id: str | None = None
    conduit_id: str | None = None


class _Transport(msgspec.Struct):
    method: Method
    callback: str | None = None
    secret: Annotated[str, Meta(min_length=10, max_length=100)] | None = None
    session_id: str | None = None
    conduit_id: str | None = None


class _New(msgspec.Struct):
    type: str
    version: str
    condition: dict[str, object]
    transport: _Transport


class _Named(msgspec.Struct):
    id: str


def get_subscriptions(call: Call) -> Mapping[str, object]:
    """GET /helix/eventsub/subscriptions: what this kind of token made.  The page's size is ours."""
    asked = call.query(_Query)
    asked.first = 100
    if sum(getattr(asked, name) is not None for name in FILTERS) > 1:
        raise Refused(400, f"The parameters {', '.join(FILTERS)} are mutually exclusive")
    every = _own(call)
    rows, pagination = page([one for one in every if _fits(one, asked)], asked)
    return {"data": [_encode(one) for one in rows], **_totals(call, every), "pagination": pagination}


def create_subscription(call: Call) -> Reply:
    """POST /helix/eventsub/subscriptions."""
    new = call.body(_New)
    kind = _kind(new)
    condition = _condition(new, kind, call)
    target = _target(new.transport, kind, call)
    if not _authorized(kind, condition, call):
        raise Refused(403, "subscription missing proper authorization")
    subscriptions, every = call.book(Subscriptions), _own(call)
    made = Subscription(
        id=subscriptions.new_id(),
        client_id=call.grant.client_id,
        user_id=call.grant.user_id,
        type=new.type,
        version=new.version,
        condition=condition,
        method=new.transport.method,
        target=target,
        cost=0 if _connected(kind, condition, call) else 1,
        created_at=call.now,
        status="webhook_callback_verification_pending" if new.transport.method == "webhook" else "enabled",
    )
    others = [one for one in every if one.counts]
    for one in others:
        if one.is_like(made):
            return _conflict(one)
    _within_limits(made, others, call)
    subscriptions.by_id[made.id] = made
    return json_answer({"data": [_encode(made)], **_totals(call, [*every, made])}, status=202)


def delete_subscription(call: Call) -> Reply:
    """DELETE /helix/eventsub/subscriptions."""
    wanted = call.query(_Named).id
    if all(one.id != wanted for one in _own(call)):
        raise Refused(404, "The subscription was not found")
    del call.book(Subscriptions).by_id[wanted]
    return NO_CONTENT


def _kind(new: _New) -> EventType:
    kind = EVENT_TYPES.get(new.type)
    if kind is not None and new.version in kind.gone:
        raise Refused(410, "The subscription type and version is no longer available")
    if kind is None or new.version not in kind.versions:
        raise Refused(400, "invalid subscription type and version")
    return kind


def _condition(new: _New, kind: EventType, call: Call) -> Mapping[str, object]:
    """The condition as it is kept: known keys with a value."""
    known = (*kind.needs, *kind.one_of, *kind.may)
    condition = {key: value for key, value in new.condition.items() if key in known and value != ""}
    texts = all(isinstance(value, str) for value in condition.values())
    ids = all(str(value).isdigit() for key, value in condition.items() if key in USER_KEYS)
    chosen = not kind.one_of or sum(key in condition for key in kind.one_of) == 1
    if not (texts and ids and chosen and all(key in condition for key in kind.needs)):
        raise Refused(400, "missing or unparseable subscription condition")
    if CLIENT in kind.needs and condition[CLIENT] != call.grant.client_id:
        raise Refused(403, "subscription missing proper authorization")
    return condition


def _target(transport: _Transport, kind: EventType, call: Call) -> str:
    """Where the events go; sessions are taken on trust, for there is no websocket here."""
    by_user = call.grant.user_id is not None
    if by_user is not (transport.method == "websocket") or (
        kind.webhook_only and transport.method != "webhook"
    ):
        raise Refused(400, "invalid transport and auth combination")
    match transport.method:
        case "webhook":
            if (trouble := callback_trouble(transport.callback, transport.secret)) is not None:
                raise Refused(400, trouble)
            return transport.callback or ""
        case "websocket":
            if not transport.session_id:
                raise Refused(400, "websocket transport session does not exist or has already disconnected")
            return transport.session_id
        case "conduit":
            conduit = call.book(Conduits).by_id.get(transport.conduit_id or "")
            if conduit is None or conduit.client_id != call.grant.client_id:
                raise Refused(400, "The conduit specified in conduit_id was not found")
            return conduit.id


def _authorized(kind: EventType, condition: Mapping[str, object], call: Call) -> bool:
    """Whether whoever may watch this has let the app do so."""
    granter = str(condition.get(kind.granter, ""))
    if not kind.scopes:
        return True
    if call.grant.user_id is not None:
        held = frozenset(call.grant.scopes) if call.grant.user_id == granter else frozenset[str]()
    else:
        held = call.granted(granter)
    if any(held.isdisjoint(group) for group in kind.scopes):
        return False
    channel, roles = str(condition.get(CHANNEL, "")), call.book(Roles)
    if kind.granter == "moderator_user_id":
        return roles.moderates(granter, channel)
    if kind.granter == "user_id" and channel and call.grant.user_id is None:
        # An app in a chat is a bot: of the person, and of the channel or its moderators.
        return "user:bot" in held and (
            "channel:bot" in call.granted(channel) or roles.moderates(granter, channel)
        )
    return True


def _connected(kind: EventType, condition: Mapping[str, object], call: Call) -> bool:
    """Whether the person whom the condition names has let the app in, which makes it cost nothing."""
    named = [str(value) for key, value in condition.items() if key in USER_KEYS]
    return bool(kind.scopes) or any(
        call.world.ledger.granted(call.grant.client_id, user_id) is not None for user_id in named
    )


def _conflict(one: Subscription) -> Answer:
    """Twitch: names the subscription since 2026-04-17; in which field is not documented."""
    told = {"error": "Conflict", "status": 409, "message": "subscription already exists", "id": one.id}
    return json_answer(told, status=409)


def _within_limits(new: Subscription, others: Sequence[Subscription], call: Call) -> None:
    if new.method == "websocket":
        sessions = {one.target for one in others} | {new.target}
        if len(sessions) > MOST_SESSIONS:
            raise Refused(429, "number of websocket transports limit exceeded")
    alike = sum((one.type, one.condition) == (new.type, new.condition) for one in others)
    if alike >= MOST_ALIKE:
        raise Refused(429, "maximum subscriptions with type and condition exceeded")
    most = MOST_COST if call.grant.user_id is None else MOST_USER_COST
    if sum(one.cost for one in others) + new.cost > most:
        raise Refused(429, "total subscription cost limit exceeded")


def _own(call: Call) -> list[Subscription]:
    """What this kind of token made, as it stands now."""
    found = call.book(Subscriptions).of(call.grant.client_id, call.grant.user_id, call.now)
    for one in found:
        granter = str(one.condition.get(EVENT_TYPES[one.type].granter, ""))
        if not one.counts:
            continue
        if granter in call.world.users and call.world.user_with(granter) is None:
            one.status = "user_removed"
        elif EVENT_TYPES[one.type].scopes and not call.world.ledger.lasted_since(
            one.client_id, granter, one.created_at
        ):
            one.status = "authorization_revoked"
    return found


def _fits(one: Subscription, asked: _Query) -> bool:
    if asked.user_id is not None:
        return asked.user_id in {value for key, value in one.condition.items() if key in USER_KEYS}
    if asked.conduit_id is not None:
        return (one.method, one.target) == ("conduit", asked.conduit_id)
    wanted = (asked.status, one.status), (asked.type, one.type), (asked.subscription_id, one.id)
    return all(given is None or given == value for given, value in wanted)


def _totals(call: Call, every: Sequence[Subscription]) -> Mapping[str, object]:
    return {
        "total": len(every),
        "total_cost": sum(one.cost for one in every if one.counts),
        "max_total_cost": MOST_COST if call.grant.user_id is None else MOST_USER_COST,
    }


def _encode(one: Subscription) -> Mapping[str, object]:
    key = {"webhook": "callback", "websocket": "session_id", "conduit": "conduit_id"}[one.method]
    since = {"connected_at": in_nanoseconds(one.created_at)} if one.method == "websocket" else {}
    return {
        "id": one.id,
        "status": one.status,
        "type": one.type,
        "version": one.version,
        "condition": one.condition,
        "created_at": in_nanoseconds(one.created_at),
        "transport": {"method": one.method, key: one.target, **since},
        "cost": one.cost,
    }


PATH = "/helix/eventsub/subscriptions"
ROUTES: Routes = {
    ("GET", PATH): Route(answer=get_subscriptions),
    ("POST", PATH): Route(answer=create_subscription),
    ("DELETE", PATH): Route(answer=delete_subscription),
}
