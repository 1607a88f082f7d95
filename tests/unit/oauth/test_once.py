"""What works once is sent once: codes, and refresh tokens of public clients."""

from __future__ import annotations

import pytest

from screenplay import NOON, answer
from twitchkit.errors import (
    CodeLost,
    ConnectionCut,
    NetworkError,
    NotRefreshable,
    RateLimited,
    RefreshLost,
    SecretRequired,
    ServerTrouble,
    TlsTrouble,
    UnexpectedAnswer,
)
from twitchkit.oauth import App, Grant, Token, exchange_code
from twitchkit.oauth.refresh import refresh
from twitchkit.secret import Secret
from twitchkit.wire import Response
from unit.oauth.stage import APP, ID, LOST, NOT_SENT, PUBLIC, Stage, tells_no_secret

GOOD = answer(
    200,
    {
        "access_token": "new",
        "expires_in": 14000,
        "refresh_token": "next",
        "scope": [],
        "token_type": "bearer",
    },
)
OLD = Token(
    access_token=Secret("CANARY-access"),
    client_id="public456",
    issued_at=NOON,
    scopes=frozenset({"bits:read"}),
    refresh_token=Secret("CANARY-refresh"),
    grant=Grant.DEVICE_CODE,
)


def exchanged(stage: Stage, app: App = APP) -> Token:
    return stage.run(
        exchange_code(app, Secret("CANARY-code"), redirect_uri="http://localhost:3000", id_url=ID, now=NOON)
    )


def refreshed(stage: Stage, app: App = PUBLIC, token: Token = OLD) -> Token:
    return stage.run(refresh(app, token, id_url=ID, now=NOON))


@pytest.mark.parametrize("trouble", NOT_SENT, ids=repr)
def test_a_code_that_was_not_sent_is_sent(trouble: NetworkError) -> None:
    stage = Stage([trouble, Response(503, {}, b""), answer(429, {"message": "slow"}), GOOD])

    assert exchanged(stage).access_token.reveal() == "new"
    assert len(stage.requests) == 4


@pytest.mark.parametrize("trouble", [*LOST, Response(502, {}, b""), Response(500, {}, b"")], ids=repr)
def test_a_code_that_may_be_spent_is_not_sent_again(trouble: NetworkError | Response) -> None:
    stage = Stage([trouble])

    with pytest.raises(CodeLost, match="works only once") as caught:
        exchanged(stage)

    assert len(stage.requests) == 1
    assert tells_no_secret(caught.value)


def test_a_code_survives_an_outage_that_says_nothing_was_done() -> None:
    with pytest.raises(ServerTrouble):
        exchanged(Stage([Response(503, {}, b"")] * 4))
    with pytest.raises(NetworkError):
        exchanged(Stage([NOT_SENT[0]] * 4))


def test_a_public_app_is_told_before_its_code_is_spent() -> None:
    stage = Stage()

    with pytest.raises(SecretRequired, match="PKCE"):
        exchanged(stage, PUBLIC)

    assert stage.requests == []


@pytest.mark.parametrize("trouble", NOT_SENT, ids=repr)
def test_a_refresh_that_was_not_sent_is_sent(trouble: NetworkError) -> None:
    stage = Stage([trouble, Response(503, {}, b""), answer(429), GOOD])

    assert Secret("next") == refreshed(stage).refresh_token


@pytest.mark.parametrize("trouble", LOST, ids=repr)
def test_a_public_refresh_whose_answer_was_lost_is_not_repeated(trouble: NetworkError) -> None:
    stage = Stage([trouble])

    with pytest.raises(RefreshLost, match="may be spent") as caught:
        refreshed(stage)

    assert len(stage.requests) == 1
    assert not caught.value.retryable
    assert tells_no_secret(caught.value)


@pytest.mark.parametrize("trouble", LOST, ids=repr)
def test_a_confidential_refresh_whose_answer_was_lost_is_repeated(trouble: NetworkError) -> None:
    stage = Stage([trouble, trouble, GOOD])

    assert refreshed(stage, APP).access_token.reveal() == "new"
    assert stage.sleeps == [0.5, 1.0]


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"access_token":""}'])
def test_a_200_without_a_token_has_spent_a_public_refresh(body: bytes) -> None:
    with pytest.raises(RefreshLost):
        refreshed(Stage([Response(200, {}, body)]))
    with pytest.raises(UnexpectedAnswer):
        refreshed(Stage([Response(200, {}, body)]), APP)


def test_trouble_keeps_everything_and_may_be_tried_later() -> None:
    for app, tries in ((APP, 4), (PUBLIC, 1)):
        with pytest.raises(ServerTrouble) as caught:
            refreshed(Stage([Response(500, {}, b"")] * tries), app)
        assert caught.value.retryable
    with pytest.raises(RateLimited):
        refreshed(Stage([answer(429)] * 4))
    with pytest.raises(ConnectionCut):
        refreshed(Stage([LOST[0]] * 4), APP)
    with pytest.raises(TlsTrouble):
        refreshed(Stage([TlsTrouble(host="id.twitch.tv", reason="Not trusted.")]))


@pytest.mark.parametrize("grant", [Grant.CLIENT_CREDENTIALS, Grant.IMPLICIT, None])
def test_a_token_without_refresh_token_is_not_sent_anywhere(grant: Grant | None) -> None:
    stage = Stage()
    token = Token(access_token=Secret("x"), client_id="abc123", issued_at=NOON, grant=grant)

    with pytest.raises(NotRefreshable):
        refreshed(stage, APP, token)

    assert stage.requests == []


def test_what_a_refresh_does_not_tell_stays_as_it_was() -> None:
    token = refreshed(Stage([answer(200, {"access_token": "new", "expires_in": 1})]))

    assert (OLD.refresh_token, OLD.scopes, OLD.grant) == (token.refresh_token, token.scopes, token.grant)


def test_a_server_that_repeats_a_secret_is_not_quoted_with_it() -> None:
    for status in (400, 401, 403, 503):
        said = answer(status, {"message": "Invalid refresh token: CANARY-refresh for CANARY-secret/41=&x"})
        with pytest.raises(Exception, match=r"\[redacted\]") as caught:
            refreshed(Stage([said] * (4 if status == 503 else 1)), APP)
        assert tells_no_secret(caught.value)
