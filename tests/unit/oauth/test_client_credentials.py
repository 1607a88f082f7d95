from __future__ import annotations

import json
from datetime import timedelta

import pytest

from screenplay import NOON, Screenplay, answer
from twitchkit.errors import (
    ClientRefused,
    MissingCredentials,
    RequestRefused,
    ServerTrouble,
    UnexpectedAnswer,
    Unreachable,
)
from twitchkit.oauth import App, Grant, Token, request_app_token
from twitchkit.secret import Secret
from twitchkit.wire import Response

APP = App("abc123", Secret("CANARY s&cret"))
GOOD = {"access_token": "t0ken", "expires_in": 5011271, "token_type": "bearer"}


def get(stage: Screenplay, app: App = APP) -> Token:
    return stage.run(request_app_token(app, id_url="https://id.twitch.tv", now=NOON))


def test_the_secret_travels_in_the_form_body_and_nowhere_else() -> None:
    stage = Screenplay([answer(200, GOOD)])

    get(stage)

    [request] = stage.requests
    assert request.method == "POST"
    assert request.url == "https://id.twitch.tv/oauth2/token"
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert (
        request.body_bytes == b"client_id=abc123&client_secret=CANARY+s%26cret&grant_type=client_credentials"
    )
    assert "CANARY" not in f"{request!r} {request.body!r} {request.headers!r}"


def test_a_token_knows_when_it_ends() -> None:
    token = get(Screenplay([answer(200, GOOD)]))

    assert token == Token(
        access_token=Secret("t0ken"),
        client_id="abc123",
        issued_at=NOON,
        expires_at=NOON + timedelta(seconds=5011271),
        grant=Grant.CLIENT_CREDENTIALS,
    )
    assert token.is_fresh(NOON, for_at_least=timedelta(days=57))
    assert not token.is_fresh(NOON, for_at_least=timedelta(days=59))


@pytest.mark.parametrize("scope", [None, [], [""], "", "user:read:email"])
def test_every_spelling_of_scope_is_read(scope: object) -> None:
    token = get(Screenplay([answer(200, {**GOOD, "scope": scope, "refresh_token": ""})]))

    assert token.scopes == (frozenset({"user:read:email"}) if scope == "user:read:email" else frozenset())


def test_an_expiry_of_zero_means_never() -> None:
    token = get(Screenplay([answer(200, {**GOOD, "expires_in": 0})]))

    assert token.expires_at is None
    assert token.is_fresh(NOON, for_at_least=timedelta(days=10_000))


@pytest.mark.parametrize(
    ("status", "message"),
    [(400, "invalid client"), (403, "invalid client secret"), (400, "missing client id")],
)
def test_wrong_credentials_end_it_with_twitchs_words(status: int, message: str) -> None:
    stage = Screenplay([answer(status, {"status": status, "message": message})])

    with pytest.raises(ClientRefused) as caught:
        get(stage)

    assert message in str(caught.value)
    assert "TWITCH_CLIENT_SECRET" in caught.value.fix
    assert "dev.twitch.tv/console" in caught.value.fix
    assert "CANARY" not in str(caught.value)
    assert stage.sleeps == []


def test_another_refusal_is_told_as_it_is() -> None:
    with pytest.raises(RequestRefused, match="invalid grant type"):
        get(Screenplay([answer(400, {"status": 400, "message": "invalid grant type"})]))


def test_an_app_without_secret_gets_no_token_and_sends_nothing() -> None:
    stage = Screenplay()

    with pytest.raises(MissingCredentials, match="TWITCH_CLIENT_SECRET"):
        get(stage, App("abc123"))

    assert stage.requests == []


def test_an_outage_is_waited_out_with_growing_waits() -> None:
    stage = Screenplay(
        [Response(503, {}, b"<html>"), Unreachable(host="id.twitch.tv", reason="refused"), answer(200, GOOD)]
    )

    assert get(stage).access_token.reveal() == "t0ken"
    assert stage.sleeps == [0.5, 1.0]


def test_an_outage_that_stays_is_told_after_four_tries() -> None:
    stage = Screenplay([Response(503, {}, b"")] * 4)

    with pytest.raises(ServerTrouble, match="4 tries"):
        get(stage)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"<html>", "no JSON"),
        (b"{}", "access_token"),
        (b"[]", "object"),
        (json.dumps({**GOOD, "access_token": ""}).encode(), "empty"),
        (b"\xff\xfe", "no JSON"),
    ],
)
def test_a_200_that_is_no_token_is_no_token(body: bytes, problem: str) -> None:
    with pytest.raises(UnexpectedAnswer, match=problem):
        get(Screenplay([Response(200, {"content-type": "application/json"}, body)]))
