"""Subscriptions to events: types, conditions, scopes, transports, limits."""

from __future__ import annotations

from typing import Any

import pytest

from twitchkit.simulator.world.event_types import EVENT_TYPES
from unit.simulator.asking import Client
from unit.simulator.helix.calling import Helix, refused
from vectors.helix.reading import FACTS

CLIPS = 5
PATH = "eventsub/subscriptions"
HOOK = {"method": "webhook", "callback": "https://example.com/hook", "secret": "long enough"}
SOCKET = {"method": "websocket", "session_id": "AgoQ"}


@pytest.fixture
def app(client: Client) -> Helix:
    return Helix(client)


def subscribe(
    helix: Helix, kind: str, transport: Any = HOOK, *, version: str = "1", **condition: str
) -> tuple[int, Any]:
    body = {"type": kind, "version": version, "condition": condition, "transport": transport}
    return helix("POST", PATH, body)


def subscribed(helix: Helix, kind: str, transport: Any = HOOK, **more: str) -> Any:
    status, told = subscribe(helix, kind, transport, **more)
    assert status == 202, told
    return told["data"][0]


def test_every_type_of_the_facts_is_known() -> None:
    assert set(EVENT_TYPES) == set(FACTS["enums"]["eventsub_type"])


def test_a_webhook_waits_for_its_callback_and_can_be_deleted(app: Helix) -> None:
    stranger = app.world.channels[2]
    one = subscribed(app, "stream.online", broadcaster_user_id=stranger.id)

    assert one["status"] == "webhook_callback_verification_pending"
    assert one["transport"] == {"method": "webhook", "callback": HOOK["callback"]}
    app.world.clock.advance(2)
    assert app.get(PATH)[0]["status"] == "enabled"
    assert app("DELETE", PATH, id=one["id"]) == (204, None)
    refused(app("DELETE", PATH, id=one["id"]), 404)
    assert app.get(PATH) == []


def test_one_like_another_is_a_conflict_that_names_it(app: Helix) -> None:
    channel = app.world.channels[2].id
    one = subscribed(app, "stream.online", broadcaster_user_id=channel)
    headers = {
        "authorization": f"Bearer {app.token}",
        "client-id": app.world.app.client_id,
        "content-type": "application/json",
    }
    body = (
        b'{"type":"stream.online","version":"1","condition":{"broadcaster_user_id":"%s"},"transport":'
        b'{"method":"webhook","callback":"https://example.com/hook","secret":"another one"}}'
        % channel.encode()
    )
    answer = app.client("POST", f"/helix/{PATH}", headers=headers, body=body)

    assert answer.status == 409
    assert b"subscription already exists" in answer.body
    assert one["id"].encode() in answer.body
    for path in "ab":
        subscribed(
            app, "stream.online", {**HOOK, "callback": f"https://a.de/{path}"}, broadcaster_user_id=channel
        )
    refused(
        subscribe(app, "stream.online", {**HOOK, "callback": "https://a.de/c"}, broadcaster_user_id=channel),
        429,
        "maximum subscriptions with type and condition exceeded",
    )


def test_only_those_who_let_the_app_in_cost_nothing(app: Helix) -> None:
    first, _, third = (channel.id for channel in app.world.channels[:3])
    free = subscribed(app, "channel.update", version="2", broadcaster_user_id=first)
    dear = subscribed(app, "channel.update", version="2", broadcaster_user_id=third)
    told = app("GET", PATH)[1]

    assert (free["cost"], dear["cost"]) == (0, 1)
    assert (told["total"], told["total_cost"], told["max_total_cost"]) == (2, 1, 10_000)


def test_an_app_needs_what_the_person_granted_it(app: Helix) -> None:
    third, ledger = app.world.channels[2].id, app.world.ledger
    refused(
        subscribe(app, "channel.poll.begin", broadcaster_user_id=third),
        403,
        "subscription missing proper authorization",
    )
    ledger.consent(app.world.app.client_id, third, ("channel:read:polls",))
    subscribed(app, "channel.poll.begin", broadcaster_user_id=third)
    ledger.disconnect(third, app.world.app.client_id)

    assert app.get(PATH)[0]["status"] == "authorization_revoked"
    assert app("GET", PATH)[1]["total_cost"] == 0


def test_a_new_consent_brings_no_subscription_back(app: Helix) -> None:
    third, ledger = app.world.channels[2].id, app.world.ledger
    ledger.consent(app.world.app.client_id, third, ("channel:read:polls",))
    subscribed(app, "channel.poll.begin", broadcaster_user_id=third)

    ledger.disconnect(third, app.world.app.client_id)
    ledger.consent(app.world.app.client_id, third, ("channel:read:polls",))

    assert app.get(PATH)[0]["status"] == "authorization_revoked"


def test_a_bot_in_a_chat_needs_three_consents(app: Helix) -> None:
    channel, bot = app.world.channels[2].id, app.world.viewers[0].id
    ledger, client_id = app.world.ledger, app.world.app.client_id
    named = {"broadcaster_user_id": channel, "user_id": bot}
    ledger.consent(client_id, bot, ("user:read:chat",))
    refused(subscribe(app, "channel.chat.message", **named), 403)
    ledger.consent(client_id, bot, ("user:bot",))
    refused(subscribe(app, "channel.chat.message", **named), 403)
    ledger.consent(client_id, channel, ("channel:bot",))

    subscribed(app, "channel.chat.message", **named)


def test_a_websocket_is_of_the_token_s_user(client: Client) -> None:
    channel = client.world.channels[2]
    owner = Helix(client, channel, "channel:read:polls", "moderator:read:followers")
    other = Helix(client, client.world.channels[3], "channel:read:polls")
    one = subscribed(owner, "channel.poll.begin", SOCKET, broadcaster_user_id=channel.id)
    subscribed(
        owner,
        "channel.follow",
        SOCKET,
        version="2",
        broadcaster_user_id=channel.id,
        moderator_user_id=channel.id,
    )

    assert one["status"] == "enabled"
    assert one["transport"]["session_id"] == "AgoQ"
    refused(subscribe(other, "channel.poll.begin", SOCKET, broadcaster_user_id=channel.id), 403)
    assert other.get(PATH) == []
    refused(other("DELETE", PATH, id=one["id"]), 404)
    refused(Helix(client)("DELETE", PATH, id=one["id"]), 404)


def test_a_moderator_must_be_one(client: Client) -> None:
    channel, viewer = client.world.channels[2], client.world.channels[3]
    stranger = Helix(client, viewer, "moderator:read:followers")

    refused(
        subscribe(
            stranger,
            "channel.follow",
            SOCKET,
            version="2",
            broadcaster_user_id=channel.id,
            moderator_user_id=viewer.id,
        ),
        403,
    )


def test_user_tokens_have_ten_points_and_three_sessions(client: Client) -> None:
    helix, channels = Helix(client, client.world.viewers[0]), client.world.viewers[1:]
    kinds = ("stream.online", "stream.offline")
    for number in range(10):
        subscribed(helix, kinds[number % 2], SOCKET, broadcaster_user_id=channels[number // 2].id)
    other = channels[9].id

    refused(subscribe(helix, "channel.raid", SOCKET, to_broadcaster_user_id=other), 429, "cost")
    for session in ("two", "three"):
        one = helix.get(PATH)[0]
        helix("DELETE", PATH, id=one["id"])
        subscribed(helix, "channel.raid", {**SOCKET, "session_id": session}, to_broadcaster_user_id=other)
    helix("DELETE", PATH, id=helix.get(PATH)[0]["id"])
    refused(
        subscribe(helix, "channel.raid", {**SOCKET, "session_id": "four"}, from_broadcaster_user_id=other),
        429,
        "number of websocket transports limit exceeded",
    )


def test_a_conduit_takes_subscriptions_along(app: Helix) -> None:
    conduit = app("POST", "eventsub/conduits", {"shard_count": 1})[1]["data"][0]["id"]
    transport = {"method": "conduit", "conduit_id": conduit}
    subscribed(app, "stream.online", transport, broadcaster_user_id=app.world.channels[2].id)
    subscribed(app, "stream.offline", broadcaster_user_id=app.world.channels[2].id)

    assert [one["type"] for one in app.get(PATH, conduit_id=conduit)] == ["stream.online"]
    app("DELETE", "eventsub/conduits", id=conduit)
    assert [one["type"] for one in app.get(PATH)] == ["stream.offline"]
    refused(
        subscribe(app, "stream.online", transport, broadcaster_user_id=app.world.channels[2].id),
        400,
        "conduit",
    )


def test_filters_exclude_one_another(app: Helix) -> None:
    second, third = (channel.id for channel in app.world.channels[1:3])
    one = subscribed(app, "stream.online", broadcaster_user_id=second)
    other = subscribed(app, "stream.offline", broadcaster_user_id=third)

    assert app.get(PATH, type="stream.online") == [one]
    assert app.get(PATH, user_id=third) == [other]
    assert app.get(PATH, subscription_id=one["id"]) == [one]
    assert app.get(PATH, status="enabled") == []
    refused(app("GET", PATH, type="stream.online", user_id=second), 400, "mutually exclusive")


def test_long_lists_have_pages(app: Helix) -> None:
    for number in range(205):
        subscribed(app, "channel.raid", from_broadcaster_user_id=str(1_000 + number))

    assert len(app.all(PATH)) == 205
    assert app("GET", PATH)[1]["total"] == 205


@pytest.mark.parametrize(
    ("kind", "transport", "more", "status", "message"),
    [
        ("stream.onlin", HOOK, {"broadcaster_user_id": "1"}, 400, "invalid subscription type and version"),
        ("channel.follow", HOOK, {"version": "1"}, 410, "no longer available"),
        ("channel.update", HOOK, {"version": "3"}, 400, "invalid subscription type and version"),
        ("stream.online", HOOK, {}, 400, "missing or unparseable subscription condition"),
        ("stream.online", HOOK, {"broadcaster_user_id": "login"}, 400, "unparseable"),
        ("channel.raid", HOOK, {}, 400, "unparseable"),
        (
            "stream.online",
            SOCKET,
            {"broadcaster_user_id": "1"},
            400,
            "invalid transport and auth combination",
        ),
        (
            "stream.online",
            {**HOOK, "callback": "https://a.de:8443/x"},
            {"broadcaster_user_id": "1"},
            400,
            "443",
        ),
        ("stream.online", {"method": "webhook"}, {"broadcaster_user_id": "1"}, 400, "callback"),
        ("stream.online", {**HOOK, "secret": "short"}, {"broadcaster_user_id": "1"}, 400, '"secret"'),
        ("user.authorization.grant", HOOK, {"client_id": "another"}, 403, "proper authorization"),
    ],
)
def test_what_cannot_be_subscribed_to(
    app: Helix, kind: str, transport: Any, more: dict[str, str], status: int, message: str
) -> None:
    refused(subscribe(app, kind, transport, **more), status, message)


def test_a_user_token_has_websockets_only(client: Client) -> None:
    helix = Helix(client, client.world.channels[0])

    refused(
        subscribe(helix, "stream.online", broadcaster_user_id="1"),
        400,
        "invalid transport and auth combination",
    )
    refused(
        subscribe(helix, "stream.online", {"method": "websocket"}, broadcaster_user_id="1"),
        400,
        "websocket transport session does not exist",
    )
