"""Many accounts kept by one process: which is due when, and what is told of it."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from screenplay import NOON, FakeClock, Screenplay, answer
from twitchkit.client.keeping import Change, Keeping, Kept
from twitchkit.client.session import Session
from twitchkit.client.settings import Settings
from twitchkit.errors import LoginOver, MissingCredentials, ServerTrouble
from twitchkit.oauth import Token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.vault.memory import MemoryVault
from twitchkit.wire import Response, Send


def valid(seconds: float) -> Response:
    content = {"client_id": "abc", "login": "anna", "user_id": "42", "expires_in": int(seconds), "scopes": []}
    return answer(200, content)


VALID = valid(14000)
INVALID = answer(401, {"status": 401, "message": "invalid access token"})
REFUSED = answer(400, {"status": 400, "message": "Invalid refresh token"})


def login(name: str) -> Login:
    token = Token(
        access_token=Secret(name),
        client_id="abc",
        issued_at=NOON,
        expires_at=NOON + timedelta(hours=4),
        refresh_token=Secret(f"refresh-{name}"),
    )
    return Login(token=token)


def refreshed(name: str) -> Response:
    return answer(200, {"access_token": name, "refresh_token": f"refresh-{name}", "expires_in": 14400})


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def session(tmp_path: Path, clock: FakeClock) -> Session:
    settings = Settings.load(
        arguments={"client_id": "abc", "client_secret": "CANARY", "vault": "memory"},
        environ={"TWITCHKIT_HOME": str(tmp_path)},
        working_directory=tmp_path,
    )
    return Session(settings, vault=MemoryVault(), clock=clock)


def keeping(session: Session, per_second: float = 1000) -> Keeping:
    return Keeping(session, per_second=per_second, dice=lambda: 0.0)


def everything_due(subject: Keeping, clock: FakeClock) -> list[str]:
    taken: list[str] = []
    while not subject.is_idle or not taken:
        if (account := subject.take()) is not None:
            taken.append(account)
        clock.advance(seconds=0.001)
    return taken


def play(subject: Keeping, account: str, *answers: Response) -> Kept | None:
    return Screenplay(answers).run(subject.keep(account))


def test_at_start_every_account_is_due_but_the_apps_own(session: Session, clock: FakeClock) -> None:
    for name in ("app", "anna", "bert"):
        session.vault.save(name, login(name))
    session.vault.save("over", login("over").over("An example."))

    assert sorted(everything_due(keeping(session), clock)) == ["anna", "bert"]


def test_what_was_validated_within_the_hour_waits_for_its_turn(session: Session, clock: FakeClock) -> None:
    session.vault.save("anna", replace(login("anna"), validated_at=NOON - timedelta(minutes=30)))
    session.vault.save("bert", replace(login("bert"), validated_at=NOON - timedelta(minutes=58)))
    subject = keeping(session)

    assert everything_due(subject, clock) == ["bert"]
    clock.advance(minutes=28)
    assert everything_due(subject, clock) == ["anna"]


def test_each_is_validated_hourly_and_refreshed_ahead_of_its_end(session: Session, clock: FakeClock) -> None:
    session.vault.save("anna", login("anna"))
    subject, ends = keeping(session), NOON + timedelta(hours=4)
    asked: list[tuple[timedelta, str]] = []

    while clock.now() < NOON + timedelta(hours=12):
        account = subject.take()
        if account is None:
            clock.advance(seconds=max(subject.wait_s(), 0.001))
            continue
        flow = subject.keep(account)
        effect = next(flow)
        assert isinstance(effect, Send)
        path = effect.request.url.rpartition("/")[2]
        asked.append((clock.now() - NOON, path))
        if path == "token":
            assert timedelta(minutes=9) < ends - clock.now() < timedelta(minutes=14)
            ends = clock.now() + timedelta(hours=4)
            told = refreshed(f"anna-{len(asked)}")
        else:
            told = valid((ends - clock.now()).total_seconds())
        with pytest.raises(StopIteration):
            flow.send(told)

    moments = [moment for moment, _ in asked]
    assert max(later - sooner for sooner, later in pairwise(moments)) <= timedelta(hours=1)
    assert [path for _, path in asked].count("token") == 3


def test_a_login_that_is_over_is_told_once_and_left_alone(session: Session, clock: FakeClock) -> None:
    session.vault.save("anna", login("anna"))
    subject = keeping(session)
    [account] = everything_due(subject, clock)

    kept = play(subject, account, INVALID, REFUSED)

    assert kept is not None
    assert (kept.change, kept.token) == (Change.OVER, None)
    assert isinstance(kept.error, LoginOver)
    clock.advance(hours=2)
    assert subject.take() is None


def test_a_passing_trouble_is_told_and_tried_again(session: Session, clock: FakeClock) -> None:
    ended = replace(login("anna").token, expires_at=NOON)
    session.vault.save("anna", Login(token=ended))
    subject = keeping(session)
    [account] = everything_due(subject, clock)

    kept = play(subject, account, *[answer(500)] * 4)

    assert kept is not None
    assert kept.change is Change.TROUBLE
    assert isinstance(kept.error, ServerTrouble)
    clock.advance(seconds=61)
    [account] = everything_due(subject, clock)
    again = play(subject, account, refreshed("anna-2"))
    assert again is not None
    assert again.change is Change.REFRESHED


def test_no_more_are_begun_in_a_second_than_was_said(session: Session, clock: FakeClock) -> None:
    for number in range(9):
        session.vault.save(f"account-{number}", login(f"account-{number}"))
    subject = keeping(session, per_second=4)

    begun = 0
    for _ in range(2000):
        begun += subject.take() is not None
        clock.advance(seconds=0.001)

    assert begun == 8


def test_accounts_that_come_and_go_are_noticed(session: Session, clock: FakeClock) -> None:
    session.vault.save("anna", login("anna"))
    subject = keeping(session)
    [account] = everything_due(subject, clock)
    play(subject, account, VALID)

    session.vault.save("bert", login("bert"))
    clock.advance(minutes=11)
    assert everything_due(subject, clock) == ["bert"]
    session.vault.forget("abc", "bert")
    assert play(subject, "bert") is None


def test_after_a_clock_went_back_nothing_waits_for_it_to_catch_up(session: Session, clock: FakeClock) -> None:
    session.vault.save("anna", login("anna"))
    subject = keeping(session)
    [account] = everything_due(subject, clock)
    play(subject, account, VALID)

    clock.advance(days=-30)
    assert everything_due(subject, clock) == ["anna"]
    assert subject.wait_s() <= 600


def test_without_an_app_there_is_nothing_to_keep(tmp_path: Path) -> None:
    settings = Settings.load(
        arguments={"vault": "memory"},
        environ={"TWITCHKIT_HOME": str(tmp_path)},
        working_directory=tmp_path,
    )

    with pytest.raises(MissingCredentials):
        Keeping(Session(settings, vault=MemoryVault()))
