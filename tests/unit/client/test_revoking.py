"""A token that is revoked is not handed out again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from screenplay import NOON, FakeClock, Screenplay, answer
from twitchkit.client.login_flows import LoginFlows
from twitchkit.client.session import Session
from twitchkit.client.settings import Settings
from twitchkit.errors import LoginOver, RequestRefused
from twitchkit.oauth import App, Token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.vault.memory import MemoryVault

HELD = Token(
    access_token=Secret("access-1"),
    client_id="abc",
    issued_at=NOON,
    expires_at=NOON + timedelta(hours=4),
    refresh_token=Secret("refresh-1"),
    user_id="42",
)
NEW_PAIR = {"access_token": "access-2", "refresh_token": "refresh-2", "expires_in": 14400}
MINTED = {"access_token": "app-2", "expires_in": 5_000_000, "token_type": "bearer"}
INVALID = answer(401, {"status": 401, "message": "invalid access token"})


@pytest.fixture
def session(tmp_path: Path) -> Session:
    settings = Settings.load(
        arguments={"client_id": "abc", "client_secret": "CANARY", "vault": "memory"},
        environ={"TWITCHKIT_HOME": str(tmp_path)},
        working_directory=tmp_path,
    )
    session = Session(settings, vault=MemoryVault(), clock=FakeClock())
    session.vault.save("default", Login(token=HELD, validated_at=NOON))
    return session


def test_an_accounts_token_is_followed_by_its_next_one(session: Session) -> None:
    warm = Screenplay().run(session.keeper("default").token())

    Screenplay([answer(200)]).run(LoginFlows(session).revoke(warm.access_token, client_id="abc"))

    stage = Screenplay([answer(200, NEW_PAIR)])
    assert stage.run(session.keeper("default").token()).access_token == Secret("access-2")
    assert b"refresh-1" in (stage.requests[0].body_bytes or b"")


def test_an_apps_token_is_followed_by_another(session: Session) -> None:
    app_token = replace(HELD, access_token=Secret("app-1"), refresh_token=None, user_id=None)
    session.vault.save("app", Login(token=app_token, validated_at=NOON))
    Screenplay().run(session.keeper("app").token())

    Screenplay([answer(200)]).run(LoginFlows(session).revoke("oauth:app-1", client_id="abc"))

    assert session.vault.load("abc", "app") is None
    token = Screenplay([answer(200, MINTED)]).run(session.keeper("app").token())
    assert token.access_token == Secret("app-2")


def test_an_account_without_a_refresh_token_is_over(session: Session) -> None:
    session.vault.save("default", Login(token=replace(HELD, refresh_token=None), validated_at=NOON))

    Screenplay([answer(200)]).run(LoginFlows(session).revoke("access-1", client_id="abc"))

    with pytest.raises(LoginOver, match="revoked"):
        Screenplay().run(session.keeper("default").token())


def test_one_that_twitch_calls_dead_already_is_marked_in_every_app_of_the_vault(session: Session) -> None:
    session.vault.save_app(App("other", Secret("CANARY-other")))
    session.vault.save("mybot", Login(token=replace(HELD, client_id="other"), validated_at=NOON))

    Screenplay([INVALID]).run(LoginFlows(session).revoke("access-1"))

    for client_id, account in (("abc", "default"), ("other", "mybot")):
        login = session.vault.load(client_id, account)
        assert login is not None
        assert login.token.expires_at == NOON


def test_one_that_twitch_did_not_end_stays_as_it_was(session: Session) -> None:
    with pytest.raises(RequestRefused):
        Screenplay([answer(400, {"message": "no"})]).run(
            LoginFlows(session).revoke("access-1", client_id="abc")
        )

    assert session.vault.load("abc", "default") == Login(token=HELD, validated_at=NOON)


def test_a_token_of_nobody_here_changes_nothing(session: Session) -> None:
    Screenplay([answer(200)]).run(LoginFlows(session).revoke("stranger", client_id="abc"))

    assert session.vault.accounts("abc") == {"default": Login(token=HELD, validated_at=NOON)}
