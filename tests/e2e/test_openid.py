"""OpenID Connect by command and by library."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.test_login import free_port, logged_in, started, visit
from person import decide
from shell import Shell
from twitchkit import AsyncTwitch, Twitch
from twitchkit.client.openid import SignedIn
from twitchkit.errors import IdTokenRefused, MissingScope, WrongAccount
from twitchkit.oauth import Pending
from twitchkit.simulator import Simulator

BACK = "http://localhost:3000"


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=5) as simulator:
        simulator.quirk(device_interval_s=1)
        yield simulator


def twitch_of(simulator: Simulator, account: str = "default") -> dict[str, str]:
    return {
        "client_id": simulator.client_id,
        "client_secret": simulator.client_secret,
        "account": account,
        "vault": "memory",
        "id_url": simulator.base_url,
        "api_url": simulator.base_url,
    }


def test_who_logged_in_is_shown_and_can_be_asked_again(shell: Shell, simulator: Simulator) -> None:
    person = simulator.users[0]
    running, url = started(
        shell, "--openid", "--claims", "email,picture", "--no-browser", "--port", str(free_port())
    )

    visit(decide(url, person.login))
    out, err = running.communicate(timeout=20)

    assert running.returncode == 0, err
    assert f"user id:   {person.id}" in out
    assert f"email:     {person.email}" in out
    [told] = shell("userinfo", "--json").rows
    assert (told["user_id"], told["email"], told["name"]) == (person.id, person.email, None)
    assert told["picture"].endswith(".png")


def test_a_login_without_openid_cannot_tell(shell: Shell, simulator: Simulator) -> None:
    logged_in(shell, simulator, "clips:edit")

    done = shell("userinfo")

    assert done.status == 4
    assert 'twitchkit login --scopes "clips:edit openid"' in done.err


@pytest.mark.parametrize("options", [("--claims", "email"), ("--openid", "--device")])
def test_what_cannot_be_is_wrong_usage(shell: Shell, options: tuple[str, ...]) -> None:
    assert shell("login", *options).status == 2


@pytest.mark.parametrize("response_type", ["code", "token id_token", "code id_token", "id_token"])
def test_both_faces_verify_who_it_is(simulator: Simulator, response_type: str) -> None:
    person = simulator.users[0]

    def check(signed_in: SignedIn) -> None:
        assert signed_in.identity.user_id == person.id
        assert signed_in.identity.email == person.email
        if response_type == "id_token":
            assert signed_in.login is None
        else:
            assert signed_in.login
            assert signed_in.login.token.login == person.login

    with Twitch(**twitch_of(simulator)) as twitch:
        pending = twitch.openid.start(claims=["email"], redirect_uri=BACK, response_type=response_type)
        kept = pending.dump().reveal()
        check(twitch.openid.finish(Pending.load(kept), decide(pending.url.reveal(), person.login)))
        if response_type != "id_token":
            assert twitch.openid.userinfo().email == person.email

    async def asynchronously() -> None:
        async with AsyncTwitch(**twitch_of(simulator)) as twitch:
            pending = twitch.openid.start(claims=["email"], redirect_uri=BACK, response_type=response_type)
            check(await twitch.openid.finish(pending, decide(pending.url.reveal(), person.login)))
            if response_type != "id_token":
                assert (await twitch.openid.userinfo()).email == person.email

    asyncio.run(asynchronously())


def test_a_replayed_answer_keeps_nothing(simulator: Simulator) -> None:
    person = simulator.users[0].login
    with Twitch(**twitch_of(simulator)) as twitch:
        first, second = (
            twitch.openid.start(redirect_uri=BACK, response_type="token id_token") for _ in range(2)
        )
        back = decide(first.url.reveal(), person)
        forged = back.replace(first.state.reveal(), second.state.reveal())

        with pytest.raises(IdTokenRefused, match="nonce"):
            twitch.openid.finish(second, forged)
        assert twitch.logins.accounts() == {}


def test_userinfo_is_asked_again_after_a_token_died(simulator: Simulator) -> None:
    person = simulator.users[0]
    with Twitch(**twitch_of(simulator)) as twitch:
        pending = twitch.openid.start(redirect_uri=BACK)
        twitch.openid.finish(pending, decide(pending.url.reveal(), person.login))
        simulator.expire()

        assert twitch.openid.userinfo().user_id == person.id


def test_a_login_by_code_has_no_id_token_and_says_what_to_do(shell: Shell) -> None:
    done = shell("login", "--openid", "--device")

    assert (done.status, done.out) == (2, "")
    assert "no ID token" in done.err
    assert "--openid --no-browser" in " ".join(done.err.split())


def test_only_the_user_asked_for_is_let_in(simulator: Simulator) -> None:
    first, second = (user.login for user in simulator.users[:2])
    with Twitch(**twitch_of(simulator)) as twitch:
        pending = twitch.openid.start(redirect_uri=BACK)
        with pytest.raises(WrongAccount, match=f"{second} logged in, not {first}"):
            twitch.openid.finish(pending, decide(pending.url.reveal(), second), user=first)

        pending = twitch.logins.start(redirect_uri=BACK, scopes="clips:edit")
        twitch.logins.finish(pending, decide(pending.url.reveal(), first), user=first)
        with pytest.raises(MissingScope):
            twitch.openid.userinfo()


def test_the_vault_keeps_no_id_token(shell: Shell, simulator: Simulator, tmp_path: Path) -> None:
    running, url = started(shell, "--openid", "--no-browser", "--port", str(free_port()))
    visit(decide(url, simulator.users[0].login))
    running.communicate(timeout=20)

    assert [path for path in tmp_path.rglob("*") if path.is_file() and b"eyJ" in path.read_bytes()] == []
