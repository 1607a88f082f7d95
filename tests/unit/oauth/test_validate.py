from __future__ import annotations

from datetime import timedelta

import pytest

from screenplay import NOON, answer
from twitchkit.errors import (
    ClientMismatch,
    NetworkError,
    ServerTrouble,
    TokenRefused,
    UnexpectedAnswer,
)
from twitchkit.oauth import Grant, Granted, Token, Validation, adopt_implicit_token
from twitchkit.oauth.authorize import authorize
from twitchkit.oauth.token import bare_token, chat_password
from twitchkit.oauth.validate import validate
from twitchkit.secret import Secret
from twitchkit.wire import Backoff, Response
from unit.oauth.stage import APP, ID, LOST, STATE, Stage, tells_no_secret

TOLD = {
    "client_id": "abc123",
    "login": "twitchdev",
    "scopes": ["bits:read"],
    "user_id": "141981764",
    "expires_in": 900,
}


def told(stage: Stage) -> Validation:
    return stage.run(validate(Secret("CANARY-access"), id_url=ID, now=NOON))


@pytest.mark.parametrize("trouble", [Response(503, {}, b""), *LOST], ids=repr)
def test_trouble_says_nothing_of_the_token(trouble: Response | NetworkError) -> None:
    assert told(Stage([trouble, answer(200, TOLD)])).login == "twitchdev"
    with pytest.raises((ServerTrouble, NetworkError)) as caught:
        told(Stage([trouble] * 4))
    assert not isinstance(caught.value, TokenRefused)
    assert tells_no_secret(caught.value)


def test_whoever_asks_every_hour_may_ask_once_only() -> None:
    with pytest.raises(ServerTrouble):
        Stage([Response(503, {}, b"")]).run(
            validate(Secret("x"), id_url=ID, now=NOON, backoff=Backoff(tries=1))
        )


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"client_id":1}'])
def test_a_200_that_says_nothing_is_not_believed(body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer):
        told(Stage([Response(200, {}, body)]))


@pytest.mark.parametrize(("expires_in", "life"), [(10**18, None), (0, None), (-5, timedelta(0))])
def test_any_lifetime_can_be_read(expires_in: int, life: timedelta | None) -> None:
    validation = told(Stage([answer(200, {**TOLD, "expires_in": expires_in})]))

    assert (None if life is None else NOON + life) == validation.expires_at


def test_a_token_adopts_what_twitch_says_of_it() -> None:
    token = Token(access_token=Secret("x"), client_id="abc123", issued_at=NOON, refresh_token=Secret("r"))

    known = told(Stage([answer(200, TOLD)])).adopt(token)

    assert ("141981764", "twitchdev", {"bits:read"}) == (known.user_id, known.login, known.scopes)
    assert NOON + timedelta(seconds=900) == known.expires_at
    assert Secret("r") == known.refresh_token


def test_another_apps_token_is_not_adopted() -> None:
    token = Token(access_token=Secret("x"), client_id="another", issued_at=NOON)

    with pytest.raises(ClientMismatch, match="abc123"):
        told(Stage([answer(200, TOLD)])).adopt(token)


def test_the_right_account_is_known_by_name_or_id() -> None:
    token = told(Stage([answer(200, TOLD)])).adopt(
        Token(access_token=Secret("x"), client_id="abc123", issued_at=NOON)
    )

    assert token.is_of("TwitchDev")
    assert token.is_of("141981764")
    assert not token.is_of("somebody")


def granted() -> Granted:
    pending = authorize(
        APP, redirect_uri="http://localhost:3000", state=STATE, now=NOON, response_type="token"
    )
    return Granted(
        code=None,
        access_token=Secret("CANARY-access"),
        id_token=None,
        scopes=None,
        difference=None,
        pending=pending,
    )


def test_an_implicit_token_learns_its_lifetime() -> None:
    token = Stage([answer(200, {**TOLD, "expires_in": 5520838})]).run(
        adopt_implicit_token(APP, granted(), id_url=ID, now=NOON)
    )

    assert (token.grant, token.login, token.refresh_token) == (Grant.IMPLICIT, "twitchdev", None)
    assert NOON + timedelta(seconds=5520838) == token.expires_at


def test_an_implicit_token_made_for_another_app_logs_nobody_in() -> None:
    with pytest.raises(ClientMismatch) as caught:
        Stage([answer(200, {**TOLD, "client_id": "evil"})]).run(
            adopt_implicit_token(APP, granted(), id_url=ID, now=NOON)
        )
    assert tells_no_secret(caught.value)


@pytest.mark.parametrize("text", ["abc", " oauth:abc\n", "OAuth abc", "Bearer abc", "bearer  oauth:abc"])
def test_a_pasted_token_is_taken_out_of_its_wrapping(text: str) -> None:
    assert Secret("abc") == bare_token(text)
    assert Secret("oauth:abc") == chat_password(Secret("abc"))
