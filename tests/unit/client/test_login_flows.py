"""Logins that end, or come from elsewhere; also while a refresh is under way."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from screenplay import NOON, Screenplay, answer
from twitchkit.client.login_flows import LoginFlows
from twitchkit.client.session import Session
from twitchkit.errors import ClientMismatch, NotLoggedIn, ServerTrouble, TokenRefused, WrongTokenKind
from twitchkit.oauth import Token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.wire import Response, Send, Sleep

NEW_PAIR = {"access_token": "access-2", "refresh_token": "refresh-2", "expires_in": 14400}
VALID = {
    "client_id": "abc",
    "login": "twitchdev",
    "user_id": "42",
    "expires_in": 14000,
    "scopes": ["bits:read"],
}


def finish(flow: Generator[Send | Sleep, Response | None, object], *told: Response | None) -> object:
    try:
        for one in told:
            flow.send(one)
    except StopIteration as end:
        return end.value
    raise AssertionError("it goes on")


def test_a_refresh_under_way_does_not_bring_back_who_logs_out(session: Session) -> None:
    refreshing = session.keeper("default").renew()
    logging_out = LoginFlows(session).logout("default")
    assert isinstance(next(refreshing), Send)

    assert isinstance(next(logging_out), Sleep), "it does not wait for the refresh"
    finish(refreshing, answer(200, NEW_PAIR))
    asked = logging_out.send(None)

    assert isinstance(asked, Send)
    assert "access-2" in (asked.request.body_bytes or b"").decode()
    finish(logging_out, answer(200))
    assert session.vault.load("abc", "default") is None


def test_a_refresh_under_way_does_not_take_the_place_of_a_new_login(session: Session) -> None:
    refreshing = session.keeper("default").renew()
    logging_in = LoginFlows(session).adopt(Secret("access-9"), refresh_token=Secret("refresh-9"))
    assert isinstance(next(refreshing), Send)

    assert isinstance(next(logging_in), Sleep)
    finish(refreshing, answer(200, NEW_PAIR))
    finish(logging_in, None, answer(200, VALID))

    kept = session.vault.load("abc", "default")
    assert kept is not None
    assert kept.token.access_token == Secret("access-9")
    assert finish(session.keeper("default").token(), None) == kept.token


APPS_OWN = {"client_id": "abc", "expires_in": 14000, "scopes": None}


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ([answer(401, {"status": 401, "message": "invalid access token"})], TokenRefused),
        ([answer(200, {**VALID, "client_id": "other"})], ClientMismatch),
        ([answer(200, APPS_OWN)], WrongTokenKind),
        ([answer(503)] * 4, ServerTrouble),
    ],
)
def test_a_token_that_cannot_be_adopted_replaces_none(
    session: Session, held: Token, told: list[Response], error: type[Exception]
) -> None:
    with pytest.raises(error):
        Screenplay(told).run(LoginFlows(session).adopt(Secret("access-9")))

    assert session.vault.load("abc", "default") == Login(token=held, validated_at=NOON)


def test_a_chat_clients_spelling_is_adopted_as_the_token_it_is(session: Session) -> None:
    stage = Screenplay([answer(200, VALID)])

    login = stage.run(LoginFlows(session).adopt(Secret("oauth:access-9")))

    assert login.token.access_token == Secret("access-9")


@pytest.mark.parametrize(
    "gone",
    [
        answer(404, {"status": 404, "message": "client does not exist"}),
        answer(400, {"status": 400, "message": "Invalid client_id: abc"}),
    ],
)
def test_who_logs_out_of_an_app_that_is_no_more_is_forgotten(session: Session, gone: Response) -> None:
    Screenplay([gone]).run(LoginFlows(session).logout("default"))

    with pytest.raises(NotLoggedIn):
        Screenplay().run(session.keeper("default").token())
