"""What people do to tokens: through the control API and through the handle."""

from __future__ import annotations

import json
from typing import Any

import pytest

from twitchkit.simulator import Quirks, Simulator, World
from twitchkit.simulator.app import App
from unit.simulator.asking import REDIRECT, Client
from unit.simulator.test_device import begin, poll
from unit.simulator.test_tokens import pair, refresh

CLIPS = 1

LEFT = (401, {"error": "Unauthorized", "status": 401, "message": "Invalid refresh token"})


@pytest.fixture
def handle(client: Client) -> Simulator:
    """The handle of a world that serves nobody."""
    return Simulator(world=client.world)


def control(client: Client, name: str, method: str = "POST", /, **fields: Any) -> tuple[int, Any]:
    answer = client(method, f"/_simulator/{name}", body=json.dumps(fields).encode())
    return answer.status, json.loads(answer.body) if answer.body else None


def dead(client: Client, access: str) -> bool:
    return client.validate(access)[0] == 401


def test_disconnecting_ends_what_is_between_a_person_and_an_app(client: Client, handle: Simulator):
    login = handle.users[0].login
    mine, token = pair(client)
    others, _ = pair(client, user=1)
    public, public_token = pair(client, public=True)
    code = client.consented()["code"]
    handle.disconnect(login)

    assert dead(client, mine)
    assert refresh(client, token) == LEFT
    fields = client.own(grant_type="authorization_code", code=code, redirect_uri=REDIRECT)
    assert client.form("/oauth2/token", **fields)[0] == 400
    assert client.world.ledger.granted(handle.client_id, handle.users[0].id) is None
    assert not dead(client, others)
    assert not dead(client, public)
    assert control(client, "disconnect", login=login, client_id=handle.public_client_id) == (204, None)
    assert dead(client, public)
    assert refresh(client, public_token, public=True) == LEFT


def test_another_password_ends_all_tokens_of_the_person(client: Client, handle: Simulator):
    begun = begin(client)
    handle.approve_device(begun["user_code"], handle.users[0].login)
    mine, token = pair(client)
    public, _ = pair(client, public=True)
    others, _ = pair(client, user=1)
    handle.quirk(disconnected_status=400)
    handle.change_password(handle.users[0].login)

    assert dead(client, mine)
    assert dead(client, public)
    assert refresh(client, token)[0] == 400
    assert poll(client, begun)[0] == 400
    assert not dead(client, others)
    assert client.world.ledger.granted(handle.client_id, handle.users[0].id), "the app stays connected"
    assert control(client, "password", login=handle.users[1].login) == (204, None)
    assert dead(client, others)


@pytest.mark.parametrize("kills", [False, True])
def test_a_new_secret_ends_the_old_one_at_once(client: Client, handle: Simulator, kills: bool):
    handle.quirk(secret_kills_tokens=kills)
    access, token = pair(client)
    old = client.own(grant_type="refresh_token", refresh_token=token)
    new = handle.new_secret()

    assert handle.client_secret == new != old["client_secret"]
    assert client.form("/oauth2/token", **old)[0] == 403
    assert dead(client, access) == kills
    assert refresh(client, token)[0] == (400 if kills else 200)
    assert control(client, "secret")[1] == {"client_secret": handle.client_secret}


def test_expiry_leaves_refresh_tokens(client: Client, handle: Simulator):
    mine, token = pair(client)
    others, _ = pair(client, user=1)
    app_token = client.token()
    handle.expire(handle.users[0].login)

    assert dead(client, mine)
    assert not dead(client, others)
    assert refresh(client, token)[0] == 200
    handle.expire()
    assert dead(client, others)
    assert dead(client, app_token)
    again = handle.user_token(handle.users[0].login)
    assert control(client, "expire", login=handle.users[0].login, client_id=handle.public_client_id)[0] == 204
    assert not dead(client, again)
    assert control(client, "expire", client_id=handle.client_id)[0] == 204
    assert dead(client, again)


def test_the_clock_may_be_advanced(client: Client, handle: Simulator):
    access = handle.user_token(handle.users[0].login)
    handle.advance(5 * 3600)

    assert dead(client, access)


def test_tokens_can_be_had_without_a_browser(client: Client, handle: Simulator):
    login = handle.users[2].login
    mine = handle.user_tokens(login, "clips:edit", public=True)
    status, told = control(client, "tokens", login=login, scopes=["chat:read"])

    assert client.validate(mine.access_token)[1]["scopes"] == ["clips:edit"]
    assert refresh(client, mine.refresh_token, public=True)[0] == 200
    assert (status, {"access_token", "refresh_token", "expires_in"}) == (200, set(told))
    assert refresh(client, told["refresh_token"])[1]["scope"] == ["chat:read"]
    assert {"login": login, "client_id": handle.client_id, "scopes": ["chat:read"]} in control(
        client, "connections", "GET"
    )[1]


def test_a_person_may_have_consented_before(client: Client, handle: Simulator):
    login = handle.users[2].login
    handle.consent(login, "clips:edit", "user:read:email")
    handle.seat(login)
    assert client("GET", client.authorize()).status == 302
    assert control(client, "browser", login=None) == (204, None)
    assert client("GET", client.authorize()).status == 200
    assert control(client, "browser", login=handle.users[3].login)[0] == 204
    assert (
        control(client, "consent", login=handle.users[3].login, scopes=["clips:edit", "user:read:email"])[0]
        == 204
    )
    assert client("GET", client.authorize()).status == 302
    handle.seat(None)
    assert client("GET", client.authorize()).status == 200


def test_devices_are_listed_and_decided(client: Client, handle: Simulator):
    one, two, three = begin(client), begin(client), begin(client)
    [first, *_] = handle.pending_devices()
    assert (first["user_code"], first["scopes"]) == (one["user_code"], ("clips:edit", "chat:read"))
    handle.deny_device(one["user_code"], handle.users[0].login)
    assert control(client, "devices", user_code=two["user_code"], login=handle.users[1].login) == (204, None)
    denial = {"user_code": three["user_code"], "login": handle.users[1].login, "decision": "deny"}
    assert control(client, "devices", **denial) == (204, None)

    assert [poll(client, begun)[0] for begun in (one, two, three)] == [400, 200, 400]
    assert control(client, "devices", "GET") == (200, [])
    with pytest.raises(ValueError, match="no device waits"):
        handle.approve_device(one["user_code"], handle.users[0].login)


def test_quirks_are_switched_one_by_one(client: Client):
    assert control(client, "quirks", "GET")[1]["slow_down"] is False
    assert control(client, "quirks", slow_down=True)[1]["slow_down"] is True
    assert control(client, "quirks", limit="none")[1]["slow_down"] is True
    assert client.world.ledger.quirks == Quirks(slow_down=True, limit="none")
    for wrong in ({"nonsense": 1}, {"limit": "x"}, {"slow_down": 3}):
        assert control(client, "quirks", **wrong)[0] == 400
    assert Quirks(limit="none") == World.seeded(1, clips=1, quirks=Quirks(limit="none")).ledger.quirks


@pytest.mark.parametrize(
    "name", ["devices", "consent", "tokens", "browser", "disconnect", "password", "expire", "secret"]
)
@pytest.mark.parametrize(
    "body", [b"[]", b"\xff", b'{"login": "nobody", "user_code": "X"}', b'{"nonsense": 1}', b"[" * 9999]
)
def test_what_is_not_spelled_right_is_explained(client: Client, name: str, body: bytes):
    answer = client("POST", f"/_simulator/{name}", body=body)

    assert answer.status == 400
    assert json.loads(answer.body)["error"]


def test_unknown_scopes_and_apps_are_explained(client: Client, handle: Simulator):
    login = handle.users[0].login

    assert control(client, "tokens", login=login, scopes=["x"]) == (400, {"error": "there is no scope 'x'"})
    assert control(client, "tokens", login=login, client_id="x") == (400, {"error": "there is no app 'x'"})
    with pytest.raises(ValueError, match="nobody here"):
        handle.user_token("nobody")
    handle.quirk(limit="refused")
    for _ in range(50):
        handle.user_token(login)
    assert control(client, "tokens", login=login)[0] == 400


def test_the_same_steps_give_the_same_tokens():
    def steps() -> list[str]:
        client = Client(App(World.seeded(3, clips=5)))
        code = client.consented()["code"]
        made = pair(client, public=True)
        return [
            code,
            *made,
            refresh(client, made[1], public=True)[1]["refresh_token"],
            begin(client)["user_code"],
        ]

    assert steps() == steps()
