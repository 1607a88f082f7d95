"""Kraken, as old code knows it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from unit.simulator.asking import REDIRECT, Client, landed

CLIPS = 1

V5 = "application/vnd.twitchtv.v5+json"


def token(client: Client, *scopes: str) -> str:
    app, user = client.world.app, client.world.channels[0]
    return client.world.tokens.issue_user(app.client_id, user.id, scopes)[0]


def ask(client: Client, method: str, path: str, **more: Any) -> tuple[int, Any]:
    answer = client(method, f"/kraken{path}", **more)
    return answer.status, json.loads(answer.body) if answer.body else None


def test_old_scopes_get_a_code_and_a_token(client: Client):
    url = f"/kraken{client.authorize(scope='user_read channel_editor')}"
    assert client("GET", url).status == 200
    told = landed(client.decide(url))
    fields = client.own(grant_type="authorization_code", code=told["code"], redirect_uri=REDIRECT, state="s")
    status, body = client.form("/kraken/oauth2/token", **fields)

    assert told["scope"] == "user_read channel_editor"
    assert status == 200
    assert {"access_token", "refresh_token", "expires_in", "scope"} == set(body)
    assert body["scope"] == ["user_read", "channel_editor"]


def test_old_implicit_answers_are_fragments(client: Client):
    answer = client.decide(f"/kraken{client.authorize(response_type='token', scope='user_read')}")

    assert "#access_token=" in answer.headers["location"]


def test_errors_have_krakens_three_keys(client: Client):
    assert ask(client, "GET", client.authorize(client_id="x")) == (
        400, {"error": "Bad Request", "status": 400, "message": "invalid client"},
    )  # fmt: skip
    assert client.form("/kraken/oauth2/token", client_id="x")[1]["error"] == "Bad Request"
    assert ask(client, "GET", "/nothing") == (
        404,
        {"error": "Not Found", "status": 404, "message": "Not found"},
    )


@pytest.mark.parametrize("way", ["header", "query", "body"])
def test_a_token_is_carried_in_three_ways(client: Client, way: str):
    held = token(client, "channel_editor")
    form = {"channel[status]": "Hello", **({"oauth_token": held} if way == "body" else {})}
    headers = {"authorization": f"OAuth {held}"} if way == "header" else {}
    query = f"?oauth_token={held}" if way == "query" else ""
    login = client.world.channels[0].login
    status, body = ask(
        client, "PUT", f"/channels/{login}{query}", headers=headers, body=urlencode(form).encode()
    )

    assert status == 200
    assert (body["name"], body["status"]) == (login, "Hello")


def test_the_body_does_not_count_for_get_and_delete(client: Client):
    held = token(client, "user_read", "channel_stream")
    body = urlencode({"oauth_token": held}).encode()
    path = f"/channels/{client.world.channels[0].login}/stream_key"

    assert ask(client, "GET", "/user", body=body)[0] == 401
    assert ask(client, "DELETE", path, body=body)[0] == 401
    assert ask(client, "DELETE", f"{path}?oauth_token={held}") == (204, None)


def test_the_root_says_what_a_token_is(client: Client):
    user = client.world.channels[0]
    _, none = ask(client, "GET", "")
    _, told = ask(client, "GET", f"/?oauth_token={token(client, 'user_read')}")

    assert none["token"] == {"valid": False, "user_name": None, "authorization": None}
    assert told["token"]["valid"] is True
    assert told["token"]["user_name"] == user.login
    assert told["token"]["client_id"] == client.world.app.client_id
    assert told["token"]["authorization"] == {
        "scopes": ["user_read"], "created_at": "2026-11-01T12:00:00Z", "updated_at": "2026-11-01T12:00:00Z",
    }  # fmt: skip


def test_a_call_needs_its_scope_and_its_channel(client: Client):
    mine, other = client.world.channels[:2]
    held = token(client, "channel_read", "user_read")

    assert ask(client, "GET", f"/channel?oauth_token={held}")[1]["stream_key"].startswith("live_")
    assert ask(client, "GET", f"/user?oauth_token={held}")[1]["email"] == mine.email
    assert ask(client, "GET", f"/channels/{mine.login}/editors?oauth_token={held}")[0] == 200
    assert ask(client, "GET", f"/channels/{other.login}/editors?oauth_token={held}")[0] == 403
    assert ask(client, "GET", f"/channels/nobody/editors?oauth_token={held}")[0] == 404
    assert ask(client, "POST", f"/channels/{mine.login}/commercial?oauth_token={held}") == (
        401,
        {"error": "Unauthorized", "status": 401, "message": "Token invalid or missing required scope"},
    )


def test_version_five_has_ids_where_three_has_names(client: Client):
    user, held = client.world.channels[0], token(client, "channel_read", "user_read")
    three = ask(client, "GET", f"/user?oauth_token={held}")[1]
    five = ask(client, "GET", f"/user?oauth_token={held}", headers={"accept": V5})[1]

    assert (three["_id"], five["_id"]) == (int(user.id), user.id)
    assert ask(client, "GET", f"/channels/{user.id}/editors?oauth_token={held}&api_version=5")[0] == 200
    assert ask(client, "GET", f"/channels/{user.login}/editors?oauth_token={held}&api_version=5")[0] == 404


def test_a_callback_makes_a_script_of_any_answer(client: Client):
    answer = client("GET", "/kraken/user?callback=window.found")
    odd = client("GET", "/kraken/user?callback=alert(1)")

    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/javascript")
    assert answer.body.startswith(b"/**/ window.found({")
    assert answer.body.endswith(b");")
    assert b'"status":401' in answer.body
    assert odd.status == 401
