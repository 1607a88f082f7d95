"""The device grant, and the page where its person decides."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from twitchkit.simulator import Quirks
from twitchkit.simulator.world import TravelClock
from unit.simulator.asking import OWN, Client

CLIPS = 1

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
PENDING = (400, {"status": 400, "message": "authorization_pending"})
INVALID = (400, {"status": 400, "message": "invalid device code"})


def begin(client: Client, **fields: str) -> dict[str, Any]:
    status, body = client.form(
        "/oauth2/device", **client.public(**(fields or {"scopes": "clips:edit chat:read"}))
    )
    assert status == 200
    return body


def poll(client: Client, begun: dict[str, Any], **more: str) -> tuple[int, Any]:
    fields = client.public(grant_type=GRANT, device_code=begun["device_code"])
    return client.form("/oauth2/token", **{**fields, **more})


def decide(client: Client, begun: dict[str, Any], decision: str = "allow", login: str | None = None) -> int:
    login = login or client.world.channels[1].login
    fields = {"user_code": begun["user_code"], "login": login, "decision": decision}
    return client("POST", "/activate", body=urlencode(fields).encode()).status


def message(answer: tuple[int, Any]) -> str:
    return answer[1]["message"]


def test_a_device_gets_its_tokens_once(client: Client):
    begun = begin(client)

    assert {"device_code", "expires_in", "interval", "user_code", "verification_uri"} == set(begun)
    assert (len(begun["device_code"]), begun["expires_in"], begun["interval"]) == (40, 1800, 5)
    assert begun["verification_uri"] == f"{OWN}/activate?device-code={begun['user_code']}"
    assert poll(client, begun) == poll(client, begun) == PENDING
    assert decide(client, begun) == 200
    status, body = poll(client, begun)
    assert (status, body["scope"]) == (200, ["clips:edit", "chat:read"])
    assert client.validate(body["access_token"])[1]["login"] == client.world.channels[1].login
    assert poll(client, begun) == INVALID
    refreshed = client.public(grant_type="refresh_token", refresh_token=body["refresh_token"])
    assert client.form("/oauth2/token", **refreshed)[0] == 200


def test_the_page_holds_the_code(client: Client):
    begun = begin(client)
    page = client("GET", begun["verification_uri"])
    empty = client("GET", "/activate")

    assert (page.status, empty.status) == (200, 200)
    text = page.body.decode()
    assert f'name="user_code" class="code" value="{begun["user_code"]}"' in text
    assert 'name="login"' in text
    assert 'name="decision" value="deny"' in text
    assert "clips:edit" in text
    assert begun["device_code"] not in text
    assert "<script" not in text
    assert client("GET", "/activate?public=true&device-code=nonsense").status == 404


def test_the_code_may_be_typed_in_small_letters(client: Client):
    begun = begin(client)
    begun["user_code"] = f" {begun['user_code'][:4]}-{begun['user_code'][4:]} ".lower()

    assert decide(client, begun) == 200
    assert poll(client, begun)[0] == 200


def test_whoever_is_nobody_decides_nothing(client: Client):
    begun = begin(client)

    assert decide(client, begun, login="nobody") == 400
    assert decide(client, begun, decision="perhaps") == 200
    assert poll(client, begun) == PENDING
    assert decide(client, {"user_code": "NONSENSE"}) == 404


def test_a_refusal_ends_the_wait(client: Client):
    begun = begin(client)
    decide(client, begun, "deny")

    assert message(poll(client, begun)) == "access_denied"
    assert decide(client, begun) == 404, "it is decided"
    client.world.ledger.quirks = Quirks(device_refusal="authorization_declined")
    assert message(poll(client, begun)) == "authorization_declined"


def test_a_code_expires(client: Client, clock: TravelClock):
    begun = begin(client)
    clock.advance(1799)
    assert poll(client, begun) == PENDING
    clock.advance(1)
    assert poll(client, begun) == INVALID
    assert client("GET", begun["verification_uri"]).status == 404


def test_haste_is_tolerated_unless_the_world_says_otherwise(client: Client, clock: TravelClock):
    client.world.ledger.quirks = Quirks(slow_down=True)
    begun = begin(client)

    assert poll(client, begun) == PENDING
    clock.advance(5)
    assert poll(client, begun) == PENDING
    clock.advance(4)
    assert message(poll(client, begun)) == "slow_down"
    clock.advance(9)
    assert message(poll(client, begun)) == "slow_down"
    clock.advance(15)
    assert poll(client, begun) == PENDING


def test_the_singular_form_yields_a_token_without_scopes(client: Client):
    begun = begin(client, scope="clips:edit")
    decide(client, begun)
    status, body = poll(client, begun)

    assert status == 200
    assert {"access_token", "expires_in", "refresh_token", "token_type"} == set(body)
    assert client.validate(body["access_token"])[1]["scopes"] is None


def test_a_confidential_apps_device_needs_the_secret_to_refresh(client: Client):
    own = {"client_id": client.world.app.client_id}
    _, body = client.form("/oauth2/device", **own, scopes="clips:edit")
    client.world.ledger.decide(
        client.world.ledger.devices.pending()[0], client.world.channels[0].id, allow=True
    )
    _, tokens = client.form("/oauth2/token", **own, grant_type=GRANT, device_code=body["device_code"])
    fields = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}

    assert client.form("/oauth2/token", **own, **fields) == (
        400, {"status": 400, "message": "missing client secret"},
    )  # fmt: skip
    assert client.form("/oauth2/token", **client.own(), **fields)[0] == 200


def test_a_code_is_its_apps_alone(client: Client):
    begun = begin(client)

    assert poll(client, begun, client_id=client.world.app.client_id) == INVALID


def test_a_poll_may_have_to_repeat_the_scopes(client: Client):
    client.world.ledger.quirks = Quirks(poll_repeats_scopes=True)
    begun = begin(client)

    assert poll(client, begun) == INVALID
    assert poll(client, begun, scopes="chat:read clips:edit") == PENDING


def test_an_unknown_scope_or_app_is_refused(client: Client):
    assert (
        message(client.form("/oauth2/device", **client.public(scopes="x"))) == "invalid scope requested: 'x'"
    )
    assert message(client.form("/oauth2/device")) == "missing client id"
    assert message(client.form("/oauth2/device", client_id="x")) == "invalid client"


def test_the_page_is_at_home_when_the_host_is_twitchs(client: Client):
    fields = urlencode(client.public(scopes="clips:edit")).encode()
    answer = client("POST", "/oauth2/device", headers={"host": "id.twitch.tv"}, body=fields)

    assert urlsplit(answer.body.decode().partition('verification_uri":"')[2]).netloc == "www.twitch.tv"


def test_the_pace_of_polls_is_the_worlds(client: Client):
    client.world.ledger.quirks = Quirks(device_interval_s=1)

    assert begin(client)["interval"] == 1
