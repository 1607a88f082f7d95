"""id.twitch.tv, message for message."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import urlencode

import pytest

from twitchkit.simulator import Quirks
from unit.simulator.asking import Client

CLIPS = 1

FORM = "application/x-www-form-urlencoded"


def credentials(client: Client, **more: str) -> dict[str, str]:
    secret = client.world.app.secret
    assert secret is not None
    given = {
        "client_id": client.world.app.client_id,
        "client_secret": secret.reveal(),
        "grant_type": "client_credentials",
    }
    return {name: value for name, value in {**given, **more}.items() if value}


def post(client: Client, path: str, fields: dict[str, str]) -> tuple[int, object]:
    answer = client("POST", path, headers={"content-type": FORM}, body=urlencode(fields).encode())
    return answer.status, json.loads(answer.body) if answer.body else None


def test_a_form_gets_an_app_token(client: Client):
    status, body = post(client, "/oauth2/token", credentials(client))

    assert status == 200
    assert isinstance(body, dict)
    assert {"access_token", "expires_in", "token_type"} == set(body)
    assert re.fullmatch(r"[a-z0-9]{30}", body["access_token"])
    assert body["token_type"] == "bearer"
    assert 4_600_000 <= body["expires_in"] <= 5_400_000


def test_strangers_ways_to_send_the_same_all_work(client: Client):
    fields = credentials(client)
    boundary = "x1y2"
    multipart = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    basic = base64.b64encode(f"{fields['client_id']}:{fields['client_secret']}".encode()).decode()
    ways: list[tuple[str, dict[str, str], bytes]] = [
        (f"?{urlencode(fields)}", {}, b""),
        (
            "",
            {"content-type": f"multipart/form-data; boundary={boundary}"},
            f"{multipart}--{boundary}--\r\n".encode(),
        ),
        ("", {"content-type": "application/json"}, json.dumps(fields).encode()),
        ("", {"content-type": FORM, "authorization": f"Basic {basic}"}, urlencode(fields).encode()),
    ]

    for query, headers, body in ways:
        assert client("POST", f"/oauth2/token{query}", headers=headers, body=body).status == 200


@pytest.mark.parametrize(
    ("changed", "status", "message"),
    [
        ({"client_id": ""}, 400, "missing client id"),
        ({"client_id": "nobody"}, 400, "invalid client"),
        ({"client_secret": ""}, 400, "missing client secret"),
        ({"client_secret": "wrong"}, 403, "invalid client secret"),
        ({"grant_type": "authorization_code", "code": "x"}, 400, "Invalid authorization code"),
        ({"grant_type": "refresh_token"}, 400, "missing refresh token"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, 400, "Invalid refresh token"),
        (
            {"grant_type": "refresh_token", "refresh_token": "x", "client_secret": ""},
            400,
            "missing client secret",
        ),
        ({"grant_type": "urn:ietf:params:oauth:grant-type:device_code"}, 400, "invalid device code"),
    ],
)
def test_refusals_are_twitchs(client: Client, changed: dict[str, str], status: int, message: str):
    named = {"error": "Bad Request"} if message == "Invalid refresh token" else {}

    assert (status, {**named, "status": status, "message": message}) == post(
        client, "/oauth2/token", credentials(client, **changed)
    )


def test_a_public_client_gets_no_app_token(client: Client):
    fields = credentials(client, client_id=client.world.public_app.client_id)

    assert post(client, "/oauth2/token", fields)[0] == 403
    assert post(client, "/oauth2/token", {**fields, "client_secret": ""})[0] == 400


def test_the_wrong_method_is_not_found(client: Client):
    assert client("GET", "/oauth2/token").status == 404
    assert client("POST", "/oauth2/validate").status == 404
    assert client("GET", "/oauth2/nothing").status == 404


@pytest.mark.parametrize("scheme", ["OAuth", "Bearer"])
def test_validate_tells_what_a_token_is(client: Client, scheme: str):
    answer = client("GET", "/oauth2/validate", headers={"authorization": f"{scheme} {client.token()}"})
    body = json.loads(answer.body)

    assert answer.body.endswith(b"}\n")
    assert client.world.app.client_id == body["client_id"]
    assert {"client_id", "scopes", "expires_in"} == set(body)


def test_validate_names_the_user_of_a_user_token(client: Client):
    user = client.world.channels[0]
    token, _ = client.world.tokens.issue_user(client.world.app.client_id, user.id, ("clips:edit",))
    body = json.loads(client("GET", "/oauth2/validate", headers={"authorization": f"OAuth {token}"}).body)

    assert (user.login, user.id, ["clips:edit"]) == (body["login"], body["user_id"], body["scopes"])
    assert list(body) == ["client_id", "login", "scopes", "user_id", "expires_in"]


def test_validate_refuses(client: Client):
    missing = client("GET", "/oauth2/validate")
    invalid = client("GET", "/oauth2/validate", headers={"authorization": "OAuth nonsense"})

    assert (missing.status, json.loads(missing.body)["message"]) == (401, "missing authorization token")
    assert (invalid.status, json.loads(invalid.body)["message"]) == (401, "invalid access token")


def test_revoke_ends_a_token(client: Client):
    token, own = client.token(), client.world.app.client_id

    assert post(client, "/oauth2/revoke", {"client_id": own, "token": token}) == (200, None)
    assert post(client, "/oauth2/revoke", {"client_id": own, "token": token}) == (
        400,
        {"status": 400, "message": "Invalid token"},
    )
    assert post(client, "/oauth2/revoke", {"client_id": own}) == (
        400,
        {"status": 400, "message": "missing oauth token"},
    )
    assert post(client, "/oauth2/revoke", {"client_id": "nobody", "token": token}) == (
        404,
        {"status": 404, "message": "client does not exist"},
    )


def test_revoking_nothing_was_once_fine(client: Client):
    client.world.ledger.quirks = Quirks(revoke_forgives=True)
    own = client.world.app.client_id

    assert post(client, "/oauth2/revoke", {"client_id": own, "token": "nothing"}) == (200, None)
    assert post(client, "/oauth2/revoke", {"client_id": "nobody", "token": "nothing"})[0] == 404
