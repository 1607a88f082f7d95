"""Extensions: what they are, keep, say and sell; JWTs that their owner signs."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from joserfc.jwk import OctKey
from joserfc.jwt import encode

from twitchkit.simulator import Simulator
from twitchkit.simulator.world.extensions import Extensions
from unit.simulator.asking import NOON, Client
from unit.simulator.helix.calling import Helix, refused

CLIPS = 5
CONFIGURATIONS, SECRETS = "extensions/configurations", "extensions/jwt/secrets"
NOW = NOON.timestamp()


def jwt(client: Client, secret: str | None = None, **claims: Any) -> str:
    extensions = client.world.book(Extensions)
    key = base64.b64decode(secret or extensions.secrets[0].content)
    told = {"exp": NOW + 60, "user_id": extensions.own.owner_id, "role": "external", **claims}
    return encode({"alg": "HS256"}, told, OctKey.import_key(key))


@pytest.fixture
def owner(client: Client) -> Helix:
    helix = Helix(client)
    helix.token = jwt(client)
    return helix


@pytest.fixture
def own(client: Client) -> str:
    return client.world.app.client_id


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ({"exp": NOW - 1}, "expired"),
        ({"exp": NOW * 1000}, "invalid"),
        ({"role": "broadcaster"}, "owner"),
        ({"user_id": "1"}, "owner"),
        ({"user_id": 1}, "invalid"),
    ],
)
def test_a_jwt_must_be_the_owners(
    client: Client, owner: Helix, own: str, claims: dict[str, Any], message: str
) -> None:
    owner.token = jwt(client, **claims)

    refused(owner("GET", SECRETS, extension_id=own), 401, message)


def test_other_tokens_are_no_jwts(client: Client, owner: Helix, own: str) -> None:
    refused(Helix(client)("GET", SECRETS, extension_id=own), 401, "JWT token is invalid")
    owner.token = jwt(client, base64.b64encode(b"another secret, 32 bytes long...").decode())
    refused(owner("GET", SECRETS, extension_id=own), 401, "JWT token is invalid")
    owner.token = ""
    refused(owner("GET", SECRETS, extension_id=own), 401, "JWT token is missing")
    answer = client(
        "GET",
        f"/helix/{SECRETS}?extension_id={own}",
        headers={"authorization": f"Bearer {jwt(client)}", "client-id": "x"},
    )
    assert answer.status == 401


def test_a_new_secret_signs_after_its_delay_and_ends_the_old_one(
    client: Client, owner: Helix, own: str
) -> None:
    status, told = owner("POST", SECRETS, extension_id=own, delay=600)
    old, new = told["data"][0]["secrets"]
    assert status == 200
    assert new["active_at"] == "2026-11-01T12:10:00.000000000Z"

    owner.token = jwt(client, new["content"])
    refused(owner("GET", SECRETS, extension_id=own), 401, "invalid")
    client.world.clock.advance(601)
    owner.token = jwt(client, new["content"], exp=NOW + 9_999)
    assert owner("GET", SECRETS, extension_id=own)[0] == 200
    owner.token = jwt(client, old["content"], exp=NOW + 9_999)
    assert owner("GET", SECRETS, extension_id=own)[0] == 200
    client.world.clock.advance(3_600)
    refused(owner("GET", SECRETS, extension_id=own), 401, "invalid")
    owner.token = jwt(client, new["content"], exp=NOW + 9_999)
    refused(owner("POST", SECRETS, extension_id=own, delay=299), 400, '"delay"')


def test_configuration_is_kept_by_segment_and_channel(client: Client, owner: Helix, own: str) -> None:
    channel = client.world.channels[1].id
    given = {"extension_id": own, "content": "everyone", "version": "1"}
    assert owner("PUT", CONFIGURATIONS, {**given, "segment": "global"}) == (204, None)
    local = {**given, "segment": "broadcaster", "broadcaster_id": channel, "content": "here"}
    assert owner("PUT", CONFIGURATIONS, local)[0] == 204

    segments = ["broadcaster", "developer", "global"]
    rows = owner.get(CONFIGURATIONS, extension_id=own, broadcaster_id=channel, segment=segments)
    assert [(row["segment"], row["content"]) for row in rows] == [
        ("broadcaster", "here"),
        ("global", "everyone"),
    ]
    assert "broadcaster_id" not in rows[1]
    refused(owner("PUT", CONFIGURATIONS, {**local, "content": "é" * 2_561}), 400, '"content"')
    refused(owner("PUT", CONFIGURATIONS, {**given, "segment": "developer"}), 400, '"broadcaster_id"')
    refused(owner("GET", CONFIGURATIONS, extension_id="x", segment=["global"]), 401, "extension_id")


def test_configuration_is_read_twenty_times_a_minute(owner: Helix, own: str) -> None:
    for _ in range(20):
        assert owner("GET", CONFIGURATIONS, extension_id=own, segment=["global"])[0] == 200

    refused(owner("GET", CONFIGURATIONS, extension_id=own, segment=["global"]), 429)
    owner.world.clock.advance(3)
    assert owner("GET", CONFIGURATIONS, extension_id=own, segment=["global"])[0] == 200


def test_messages_go_where_the_jwt_allows(client: Client, owner: Helix) -> None:
    channel = client.world.channels[1].id
    body = {"target": ["broadcast"], "broadcaster_id": channel, "message": "ahoy"}
    refused(owner("POST", "extensions/pubsub", body), 403, "channel_id")
    owner.token = jwt(client, channel_id=channel)
    refused(owner("POST", "extensions/pubsub", body), 403, "pubsub_perms")
    owner.token = jwt(client, channel_id=channel, pubsub_perms={"send": ["broadcast"]})

    assert owner("POST", "extensions/pubsub", body) == (204, None)
    refused(owner("POST", "extensions/pubsub", {**body, "target": ["whisper-U1"]}), 403, "pubsub_perms")
    refused(owner("POST", "extensions/pubsub", {**body, "message": "x" * 5_121}), 422, "5 KB")
    refused(owner("POST", "extensions/pubsub", {**body, "target": ["everyone"]}), 400, '"target"')
    everywhere = {"target": ["global"], "is_global_broadcast": True, "message": "ahoy"}
    refused(owner("POST", "extensions/pubsub", everywhere), 403)
    owner.token = jwt(client, channel_id="all", pubsub_perms={"send": ["global"]})
    assert owner("POST", "extensions/pubsub", everywhere)[0] == 204
    assert [json.loads(sent)["message"] for sent in client.world.book(Extensions).sent] == ["ahoy", "ahoy"]


def test_an_extension_speaks_in_chat_twelve_times_a_minute(client: Client, owner: Helix, own: str) -> None:
    body = {"text": "ahoy", "extension_id": own, "extension_version": "0.0.1"}
    channel = client.world.channels[1].id
    refused(
        owner("POST", "extensions/chat", {**body, "text": "x" * 281}, broadcaster_id=channel), 400, '"text"'
    )
    refused(owner("POST", "extensions/chat", {**body, "extension_version": "9"}, broadcaster_id=channel), 400)
    refused(
        owner("POST", "extensions/chat", body, broadcaster_id=client.world.viewers[0].id), 400, "installed"
    )
    for _ in range(12):
        assert owner("POST", "extensions/chat", body, broadcaster_id=channel)[0] == 204
    refused(owner("POST", "extensions/chat", body, broadcaster_id=channel), 429)


def test_an_installation_is_marked_as_configured(client: Client, owner: Helix, own: str) -> None:
    body = {"extension_id": own, "extension_version": "0.0.1", "required_configuration": "RCS"}
    channel = client.world.channels[1].id

    assert owner("PUT", "extensions/required_configuration", body, broadcaster_id=channel) == (204, None)
    assert client.world.book(Extensions).required == {channel: "RCS"}


def test_what_there_is_on_sale(client: Client) -> None:
    app = Helix(client)
    assert [row["sku"] for row in app.get("bits/extensions")] == ["lamp", "foghorn"]
    body = {"sku": "lamp", "cost": {"amount": 70, "type": "bits"}, "display_name": "Lamp"}
    assert app("PUT", "bits/extensions", {**body, "expiration": "2026-11-02T00:00:00Z"})[0] == 200
    client.world.clock.advance(86_400)

    assert [row["sku"] for row in app.get("bits/extensions")] == ["foghorn"]
    everything = {
        row["sku"]: row["cost"]["amount"] for row in app.get("bits/extensions", should_include_all="true")
    }
    assert everything == {"lamp": 70, "foghorn": 300, "kraken": 5_000}
    refused(
        app("PUT", "bits/extensions", {**body, "cost": {"amount": 10_001, "type": "bits"}}), 400, '"amount"'
    )


def test_what_was_bought(client: Client, own: str) -> None:
    app = Helix(client)
    every = app.all("extensions/transactions", extension_id=own, first=25)

    assert len(every) == 60
    assert [row["timestamp"] for row in every] == sorted((row["timestamp"] for row in every), reverse=True)
    assert app.get("extensions/transactions", extension_id=own, id=[every[7]["id"]]) == [every[7]]
    refused(app("GET", "extensions/transactions", extension_id=own, id=["x"]), 404)
    refused(app("GET", "extensions/transactions", extension_id="x"), 401, "extension_id")


def test_what_extensions_are(client: Client, owner: Helix, own: str) -> None:
    [mine] = owner.get("extensions", extension_id=own)
    other = client.world.book(Extensions).all[1]
    app = Helix(client)

    assert mine["state"] == "Released"
    assert app.get("extensions/released", extension_id=own) == [mine]
    assert (
        app.get("extensions/released", extension_id=other.id, extension_version="0.9.1")[0]["name"]
        == other.name
    )
    refused(app("GET", "extensions/released", extension_id=own, extension_version="9.9.9"), 404)


def test_a_channel_shows_extensions_in_slots(client: Client, own: str) -> None:
    channel = client.world.channels[2]
    helix = Helix(client, channel, "user:edit:broadcast")
    flags = client.world.book(Extensions).all[1]
    told = {"active": True, "id": flags.id, "version": flags.version}
    body = {"data": {"component": {"1": {**told, "x": 10, "y": 20}}, "panel": {"1": {"active": False}}}}
    status, after = helix("PUT", "users/extensions", body)

    assert status == 200
    assert after["data"]["component"]["1"] == {**told, "name": flags.name, "x": 10, "y": 20}
    assert after["data"]["panel"]["1"] == {"active": False}
    assert Helix(client).get("users/extensions", user_id=channel.id) == after["data"]
    assert len(helix.get("users/extensions/list")) == 3
    reader = Helix(client, channel, "user:read:broadcast")
    assert [row["id"] for row in reader.get("users/extensions/list")] == [flags.id]
    refused(Helix(client)("GET", "users/extensions"), 400, '"user_id"')


@pytest.mark.parametrize(
    ("place", "slot", "change", "status"),
    [
        ("panel", "4", {}, 400),
        ("panel", "1", {}, 400),
        ("overlay", "1", {"version": "9"}, 404),
        ("overlay", "1", {"id": "x"}, 404),
        ("overlay", "1", {"id": None}, 400),
    ],
)
def test_slots_take_what_fits(
    client: Client, place: str, slot: str, change: dict[str, Any], status: int
) -> None:
    helix = Helix(client, client.world.channels[2], "user:edit:broadcast")
    flags = client.world.book(Extensions).all[1]
    told = {"active": True, "id": flags.id, "version": flags.version, **change}

    refused(helix("PUT", "users/extensions", {"data": {place: {slot: told}}}), status)


def test_live_channels_have_a_cursor_that_is_a_text(client: Client, own: str) -> None:
    app = Helix(client)
    live = {row["user_id"] for row in app.get("streams")}
    seen: list[str] = []
    cursor = ""
    while True:
        status, told = app("GET", "extensions/live", extension_id=own, first=2, after=cursor)
        assert status == 200
        seen += [row["broadcaster_id"] for row in told["data"]]
        cursor = told["pagination"]
        if not cursor:
            break

    assert len(seen) > 2
    assert set(seen) == live
    assert len(set(seen)) == len(seen)
    refused(app("GET", "extensions/live", extension_id="x"), 404, "extension_id")


def test_the_control_api_gives_what_signs(client: Client, own: str) -> None:
    told = json.loads(client("GET", "/_simulator/extension").body)
    helix = Helix(client)
    helix.token = jwt(client, told["secret"], user_id=told["owner_id"])

    assert told["secret"] == Simulator(world=client.world).extension_secret
    assert helix.get("extensions", extension_id=told["extension_id"])[0]["version"] == told["version"]
    helix("POST", SECRETS, extension_id=own)
    assert told["secret"] == json.loads(client("GET", "/_simulator/extension").body)["secret"]
