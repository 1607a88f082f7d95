"""POST /oauth2/token for every grant, refreshes above all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from twitchkit.simulator import Quirks
from twitchkit.simulator.world import TravelClock
from unit.simulator.asking import REDIRECT, Client

CLIPS = 1

NO_CODE = (400, {"status": 400, "message": "Invalid authorization code"})
NO_REFRESH = (400, {"error": "Bad Request", "status": 400, "message": "Invalid refresh token"})
DAY_S = 86_400


def exchange(client: Client, code: str, **change: str) -> tuple[int, Any]:
    fields = client.own(grant_type="authorization_code", code=code, redirect_uri=REDIRECT)
    return client.form("/oauth2/token", **{**fields, **change})


def refresh(client: Client, token: str, *, public: bool = False) -> tuple[int, Any]:
    whose = client.public() if public else client.own()
    return client.form("/oauth2/token", grant_type="refresh_token", refresh_token=token, **whose)


def pair(client: Client, *, public: bool = False, user: int = 0) -> tuple[str, str]:
    app = client.world.public_app if public else client.world.app
    made = client.world.ledger.pair(app, client.world.channels[user].id, ("clips:edit",))
    return made.access_token, made.refresh_token


def quirk(client: Client, **change: Any) -> None:
    client.world.ledger.quirks = Quirks(**change)


def test_a_code_is_good_once(client: Client):
    code = client.consented()["code"]
    status, body = exchange(client, code)

    assert status == 200
    assert {"access_token", "expires_in", "refresh_token", "scope", "token_type"} == set(body)
    assert body["scope"] == ["clips:edit", "user:read:email"]
    assert 12_351 <= body["expires_in"] <= 15_437
    assert re.fullmatch("[a-z0-9]{50}", body["refresh_token"])
    assert client.validate(body["access_token"])[1]["user_id"] == client.world.channels[0].id
    assert exchange(client, code) == NO_CODE


def test_a_wrong_exchange_leaves_the_code_alone(client: Client):
    code = client.consented()["code"]

    assert exchange(client, "x" * 30) == NO_CODE
    assert exchange(client, code, client_secret="wrong") == (
        403, {"status": 403, "message": "invalid client secret"},
    )  # fmt: skip
    assert exchange(client, code, redirect_uri="http://localhost:4545/other") == (
        400, {"status": 400, "message": "Parameter redirect_uri does not match registered URI"},
    )  # fmt: skip
    assert exchange(client, code)[0] == 200


def test_a_code_grows_old(client: Client, clock: TravelClock):
    code = client.consented()["code"]
    clock.advance(299)
    other = client.consented()["code"]
    clock.advance(1)

    assert exchange(client, code) == NO_CODE
    assert exchange(client, other)[0] == 200


def test_a_public_app_exchanges_no_codes(client: Client):
    code = client.consented(client_id=client.world.public_app.client_id)["code"]
    fields = client.public(grant_type="authorization_code", code=code, redirect_uri=REDIRECT)

    assert client.form("/oauth2/token", **fields) == (
        400,
        {"status": 400, "message": "missing client secret"},
    )


def test_a_confidential_apps_refresh_token_works_again_and_again(client: Client, clock: TravelClock):
    access, token = pair(client)
    clock.advance(400 * DAY_S)

    assert client.validate(access)[0] == 401
    for _ in range(2):
        status, body = refresh(client, token)
        assert (status, body["refresh_token"], body["scope"]) == (200, token, ["clips:edit"])
        assert client.validate(body["access_token"])[0] == 200


def test_a_confidential_app_may_be_told_a_new_refresh_token(client: Client):
    quirk(client, confidential_rotates=True, refresh_hides_expiry=True)
    _, token = pair(client)
    _, body = refresh(client, token)

    assert token != body["refresh_token"]
    assert "expires_in" not in body
    assert refresh(client, body["refresh_token"])[0] == refresh(client, token)[0] == 200


def test_a_public_apps_refresh_token_works_once_and_takes_the_old_access_token_along(client: Client):
    access, token = pair(client, public=True)
    status, body = refresh(client, token, public=True)

    assert status == 200
    assert token != body["refresh_token"]
    assert client.validate(access)[0] == 401
    assert client.validate(body["access_token"])[0] == 200


def test_a_spent_refresh_token_destroys_the_connection(client: Client):
    app, user = client.world.public_app, client.world.channels[0]
    client.world.ledger.consent(app.client_id, user.id, ("clips:edit",))
    _, token = pair(client, public=True)
    other, other_token = pair(client, public=True)
    mine, _ = pair(client)
    body = refresh(client, token, public=True)[1]

    assert refresh(client, token, public=True) == NO_REFRESH
    assert client.validate(body["access_token"])[0] == client.validate(other)[0] == 401
    assert refresh(client, body["refresh_token"], public=True) == NO_REFRESH
    assert refresh(client, other_token, public=True) == NO_REFRESH
    assert client.world.ledger.granted(app.client_id, user.id) is None
    assert client.validate(mine)[0] == 200, "another app's"


def test_that_can_be_switched_off(client: Client):
    quirk(client, connection_dies_by_reuse=False)
    _, token = pair(client, public=True)
    body = refresh(client, token, public=True)[1]

    assert refresh(client, token, public=True) == NO_REFRESH
    assert client.validate(body["access_token"])[0] == 200


def test_a_public_apps_refresh_token_lives_thirty_days(client: Client, clock: TravelClock):
    tokens = [pair(client, public=True)[1] for _ in range(2)]
    clock.advance(30 * DAY_S - 1)
    assert refresh(client, tokens[0], public=True)[0] == 200
    clock.advance(1)
    assert refresh(client, tokens[1], public=True) == NO_REFRESH


def test_a_refresh_token_is_its_apps_alone(client: Client):
    _, token = pair(client)

    assert refresh(client, token, public=True) == NO_REFRESH
    assert refresh(client, token)[0] == 200


def test_odd_refresh_tokens_survive_one_encoding(client: Client):
    quirk(client, odd_refresh_tokens=True)
    _, token = pair(client)

    assert len(token) == 50
    assert "%2F+/" in token
    assert refresh(client, token)[0] == 200


def test_multipart_may_be_refused_to_public_apps(client: Client):
    quirk(client, refused_multipart=True)
    _, token = pair(client, public=True)
    fields = client.public(grant_type="refresh_token", refresh_token=token)
    body = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    headers = {"content-type": "multipart/form-data; boundary=b"}

    assert client("POST", "/oauth2/token", headers=headers, body=f"{body}--b--\r\n".encode()).status == 400
    assert refresh(client, token, public=True)[0] == 200


@pytest.mark.parametrize(("limit", "first", "last"), [("first-dies", 401, 200), ("none", 200, 200)])
def test_the_fifty_first_token_ends_the_first(client: Client, limit: str, first: int, last: int):
    quirk(client, limit=limit)
    someone_elses, _ = pair(client, user=1)
    oldest, token = pair(client)
    second = refresh(client, token)[1]["access_token"]
    for _ in range(48):
        assert refresh(client, token)[0] == 200
    assert client.validate(oldest)[0] == 200
    newest = refresh(client, token)[1]["access_token"]

    assert (first, 200, last, 200) == (
        client.validate(oldest)[0], client.validate(second)[0], client.validate(newest)[0],
        client.validate(someone_elses)[0],
    )  # fmt: skip


def test_or_it_is_refused(client: Client):
    quirk(client, limit="refused")
    oldest, token = pair(client)
    for _ in range(49):
        assert refresh(client, token)[0] == 200

    assert refresh(client, token) == (400, {"status": 400, "message": "too many valid access tokens"})
    assert client.validate(oldest)[0] == 200
    client.world.tokens.revoke(oldest)
    assert refresh(client, token)[0] == 200


def test_a_revoked_access_token_leaves_its_refresh_token_alive(client: Client):
    access, token = pair(client, public=True)

    assert client.form("/oauth2/revoke", **client.public(token=access)) == (200, None)
    assert client.validate(access) == (401, {"status": 401, "message": "invalid access token"})
    assert refresh(client, token, public=True)[0] == 200
    assert client.form("/oauth2/revoke", **client.public(token=token))[0] == 400


def test_another_app_cannot_revoke_it(client: Client):
    access, _ = pair(client)

    assert client.form("/oauth2/revoke", **client.public(token=access)) == (
        400, {"status": 400, "message": "Invalid token"},
    )  # fmt: skip
    assert client.validate(access)[0] == 200


def test_scopes_of_app_tokens_must_exist_and_are_not_granted(client: Client):
    fields = client.own(grant_type="client_credentials")

    status, body = client.form("/oauth2/token", **fields, scope="clips:edit")
    assert status == 200
    assert client.validate(body["access_token"])[1]["scopes"] is None
    assert client.form("/oauth2/token", **fields, scope="invalid") == (
        400, {"status": 400, "message": "invalid scope requested: 'invalid'"},
    )  # fmt: skip


def test_validate_has_other_shapes(client: Client):
    quirk(client, app_names_nobody=True, no_scopes="empty", eternal_tokens=True)
    body = client.validate(client.token())[1]

    assert body == {
        "client_id": client.world.app.client_id, "login": None, "user_id": None, "scopes": [],
        "expires_in": 0,
    }  # fmt: skip


def test_eternal_tokens_do_not_end(client: Client, clock: TravelClock):
    quirk(client, eternal_tokens=True)
    access, _ = pair(client)
    clock.advance(10_000 * DAY_S)

    assert client.validate(access)[0] == 200


def test_a_token_of_a_deleted_person_is_invalid(client: Client):
    user = client.world.channels[0]
    access, _ = pair(client)
    client.world.users = {**client.world.users, user.id: replace(user, deleted=True)}

    assert client.validate(access)[0] == 401


def test_tokens_that_ended_take_no_room(client: Client, clock: TravelClock):
    book = client.world.tokens
    _, token = pair(client, public=True)
    for _ in range(100):
        token = refresh(client, token, public=True)[1]["refresh_token"]
        pair(client)
        clock.advance(3600)

    assert len(book._grants) == sum(map(len, book._of_owner.values()))
    assert len(book._grants) <= 10
