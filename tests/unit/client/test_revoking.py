"""A token that is revoked is not handed out again."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from screenplay import NOON, Screenplay, answer
from twitchkit.client.login_flows import LoginFlows
from twitchkit.client.session import Session
from twitchkit.errors import ClientMismatch, LoginOver, RequestRefused, ServerTrouble, TokenRefused
from twitchkit.oauth import App, Token
from twitchkit.oauth.login import Login
from twitchkit.oauth.revoke import Revocation
from twitchkit.secret import Secret

NEW_PAIR = {"access_token": "access-2", "refresh_token": "refresh-2", "expires_in": 14400}
MINTED = {"access_token": "app-2", "expires_in": 5_000_000, "token_type": "bearer"}
INVALID = answer(401, {"status": 401, "message": "invalid access token"})


def test_an_accounts_token_is_followed_by_its_next_one(session: Session) -> None:
    warm = Screenplay().run(session.keeper("default").token())

    Screenplay([answer(200)]).run(LoginFlows(session).revoke(warm.access_token, client_id="abc"))

    stage = Screenplay([answer(200, NEW_PAIR)])
    assert stage.run(session.keeper("default").token()).access_token == Secret("access-2")
    assert b"refresh-1" in (stage.requests[0].body_bytes or b"")


def test_an_apps_token_is_followed_by_another(session: Session, held: Token) -> None:
    app_token = replace(held, access_token=Secret("app-1"), refresh_token=None, user_id=None)
    session.vault.save("app", Login(token=app_token, validated_at=NOON))
    Screenplay().run(session.keeper("app").token())

    Screenplay([answer(200)]).run(LoginFlows(session).revoke("oauth:app-1", client_id="abc"))

    assert session.vault.load("abc", "app") is None
    token = Screenplay([answer(200, MINTED)]).run(session.keeper("app").token())
    assert token.access_token == Secret("app-2")


def test_an_account_without_a_refresh_token_is_over(session: Session, held: Token) -> None:
    session.vault.save("default", Login(token=replace(held, refresh_token=None), validated_at=NOON))

    Screenplay([answer(200)]).run(LoginFlows(session).revoke("access-1", client_id="abc"))

    with pytest.raises(LoginOver, match="revoked"):
        Screenplay().run(session.keeper("default").token())


def test_one_that_twitch_calls_dead_already_is_marked_in_every_app_of_the_vault(
    session: Session, held: Token
) -> None:
    session.vault.save_app(App("other", Secret("CANARY-other")))
    session.vault.save("mybot", Login(token=replace(held, client_id="other"), validated_at=NOON))

    Screenplay([INVALID]).run(LoginFlows(session).revoke("access-1"))

    for client_id, account in (("abc", "default"), ("other", "mybot")):
        login = session.vault.load(client_id, account)
        assert login is not None
        assert login.token.expires_at == NOON


def test_one_that_twitch_did_not_end_stays_as_it_was(session: Session, held: Token) -> None:
    with pytest.raises(RequestRefused):
        Screenplay([answer(400, {"message": "no"})]).run(
            LoginFlows(session).revoke("access-1", client_id="abc")
        )

    assert session.vault.load("abc", "default") == Login(token=held, validated_at=NOON)


def test_a_token_of_nobody_here_changes_nothing(session: Session, held: Token) -> None:
    Screenplay([answer(200)]).run(LoginFlows(session).revoke("stranger", client_id="abc"))

    assert session.vault.accounts("abc") == {"default": Login(token=held, validated_at=NOON)}


NOT_ITS = answer(400, {"status": 400, "message": "Invalid token"})
VALID = answer(200, {"client_id": "other", "login": "x", "user_id": "42", "expires_in": 9000, "scopes": []})


def test_a_living_token_of_another_app_is_not_called_gone(session: Session, held: Token) -> None:
    with pytest.raises(ClientMismatch):
        Screenplay([NOT_ITS, VALID]).run(LoginFlows(session).revoke("access-1", client_id="abc"))

    assert session.vault.load("abc", "default") == Login(token=held, validated_at=NOON)


def test_a_token_that_is_gone_for_sure_is_called_so(session: Session) -> None:
    # Also one whose text is a part of Twitch's answer.
    for token in ("access-1", "token", "valid"):
        done = Screenplay([NOT_ITS, INVALID]).run(LoginFlows(session).revoke(token, client_id="abc"))
        assert done is Revocation.ALREADY_GONE


def test_who_is_told_that_a_token_is_dead_is_not_handed_it_again(session: Session) -> None:
    with pytest.raises(TokenRefused):
        Screenplay([INVALID]).run(LoginFlows(session).validate("oauth:access-1"))

    token = Screenplay([answer(200, NEW_PAIR)]).run(session.keeper("default").token())
    assert token.access_token == Secret("access-2")


def test_an_outage_of_validate_marks_nothing(session: Session, held: Token) -> None:
    with pytest.raises(ServerTrouble):
        Screenplay([answer(500)] * 4).run(LoginFlows(session).validate("access-1"))

    assert session.vault.load("abc", "default") == Login(token=held, validated_at=NOON)
