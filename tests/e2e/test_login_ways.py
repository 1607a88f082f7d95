"""The ways of a login that nobody plans: pasted, elsewhere, twice, as somebody else."""

from __future__ import annotations

import json
import re
import socket
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from e2e.test_login import free_port, logged_in, started, visit
from person import decide
from shell import Shell
from terminal import terminal
from twitchkit.simulator import Simulator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
URL = r"https?://127\.0\.0\.1:\d+/oauth2/authorize\S+"


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=5) as simulator:
        simulator.quirk(device_interval_s=1)
        yield simulator


def test_the_address_is_pasted_while_the_listener_waits(shell: Shell, simulator: Simulator) -> None:
    person = simulator.users[0].login
    with terminal(shell, "login", "--no-browser", "--port", str(free_port())) as screen:
        url = screen.wait_for(URL)[0]
        screen.wait_for("paste its whole address here")

        screen.type("http://localhost:3000/?code=abc&state=wrong")
        screen.wait_for("not the answer to this login")
        screen.type(decide(url, person))

        assert screen.ended() == 0, screen.said
    assert f"Logged in as {person}" in screen.said


def test_the_fragment_of_an_implicit_login_is_pasted(shell: Shell, simulator: Simulator) -> None:
    person = simulator.users[0].login
    options = ("--flow", "implicit", "--no-browser", "--port", str(free_port()))
    with terminal(shell, "login", *options) as screen:
        screen.type(decide(screen.wait_for(URL)[0], person))

        assert screen.ended() == 0, screen.said


def test_what_twitch_shows_in_place_of_its_page_is_pasted(shell: Shell) -> None:
    with terminal(shell, "login", "--no-browser", "--port", str(free_port())) as screen:
        screen.wait_for("in braces")
        screen.type('{"status":400,"message":"invalid client"}')

        assert screen.ended() == 4
    assert "Twitch refused the app's credentials" in screen.said


def test_a_pipe_pastes_too(shell: Shell, simulator: Simulator) -> None:
    done = shell("login", "--no-browser", "--port", str(free_port()), stdin='{"message":"missing client id"}')

    assert done.status == 4
    assert "missing client id" in done.err


def test_ctrl_c_gives_up_at_once(shell: Shell) -> None:
    with terminal(shell, "login", "--no-browser", "--port", str(free_port())) as screen:
        screen.wait_for("in braces")
        screen.press(b"\x03")

        assert screen.ended() == 130
    assert "Traceback" not in screen.said


@pytest.mark.parametrize("first_registered", ["/", "/auth/callback"])
def test_a_redirect_url_that_is_not_registered_is_told_with_the_one_to_add(
    shell: Shell, first_registered: str
) -> None:
    port = free_port()
    running, url = started(shell, "--no-browser", "--port", str(port))
    state = re.findall(r"state=([^&]+)", url)[0]

    visit(
        f"http://localhost:{port}{first_registered}?error=redirect_mismatch&error_description="
        f"Parameter+redirect_uri+does+not+match+registered+URI&state={state}"
    )
    _, err = running.communicate(timeout=20)

    assert running.returncode == 4
    assert f"add exactly http://localhost:{port}" in err


@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_a_port_that_is_taken_on_either_address_is_told(
    shell: Shell, family: socket.AddressFamily, address: str
) -> None:
    with socket.socket(family) as sock:
        try:
            sock.bind((address, 0))
        except OSError:
            pytest.skip(f"this machine has no {address}")
        sock.listen()
        done = shell("login", "--no-browser", "--port", str(sock.getsockname()[1]))

    assert done.status == 4
    assert "--device" in done.err


def test_the_same_port_serves_a_second_login_at_once(shell: Shell, simulator: Simulator) -> None:
    port = free_port()
    for account in ("one", "two"):
        running, url = started(shell, "--no-browser", "--port", str(port), "--account", account)
        assert visit(decide(url, simulator.users[0].login))[0] == 200
        _, err = running.communicate(timeout=20)
        assert running.returncode == 0, err


def test_the_browser_is_given_an_address_without_the_logins_state(
    shell: Shell, simulator: Simulator, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}.new; mv {seen}.new {seen}\n')
    browser.chmod(stat.S_IRWXU)
    shell.environment["BROWSER"] = f"{browser} %s"
    running, url = started(shell, "--port", str(free_port()))

    address = seen.read_text().strip()
    with pytest.raises(AssertionError):
        # The page itself, which only the address leads to.
        decide(address.replace(urlsplit(address).path, "/login/guessed"), "x")
    back = decide(url, simulator.users[0].login)
    status, _ = visit(back)
    _, err = running.communicate(timeout=20)

    assert re.fullmatch(r"http://localhost:\d+/login/[\w-]{22}", address)
    assert (running.returncode, status) == (0, 200), err


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}, r"ssh -L \d+:localhost:\d+"),
        ({"WSL_DISTRO_NAME": "Debian"}, "Windows' browser"),
        ({}, "A browser on another machine does too"),
    ],
)
def test_a_machine_without_a_browser_gets_a_next_step(
    shell: Shell, environment: dict[str, str], told: str
) -> None:
    done = shell("login", "--port", str(free_port()), "--timeout", "1", environment=environment)

    assert done.status == 4
    assert "Open this in a browser:" in done.err
    assert re.search(told, done.err)


def test_somebody_elses_login_does_not_take_the_account(shell: Shell, simulator: Simulator) -> None:
    first, second = (user.login for user in simulator.users[:2])
    logged_in(shell, simulator)
    token = shell("token").out
    port = str(free_port())

    running, url = started(shell, "--no-browser", "--port", port)
    _, page = visit(decide(url, second))
    _, err = running.communicate(timeout=20)
    assert running.returncode == 4
    assert f"{second} logged in, not {first}" in err
    assert "--force-verify" in err
    assert f"{second} logged in, not {first}" in page
    assert shell("token").out == token

    running, url = started(shell, "--no-browser", "--port", port, "--force-verify")
    visit(decide(url, second))
    running.communicate(timeout=20)
    assert running.returncode == 0
    assert shell("accounts", "--json").rows[0]["login"] == second


@pytest.mark.parametrize("way", [["--no-browser", "--timeout", "1"], ["--device"]], ids=["browser", "device"])
def test_an_account_that_cannot_be_is_told_before_anybody_consents(shell: Shell, way: list[str]) -> None:
    done = shell("login", "--account", "app", *way)

    assert done.status == 2
    assert "http" not in done.err


def test_a_public_app_is_told_before_anybody_consents(shell: Shell, simulator: Simulator) -> None:
    public = {"TWITCH_CLIENT_ID": simulator.public_client_id}

    done = shell("login", "--flow", "code", environment=public, without=("TWITCH_CLIENT_SECRET",))

    assert done.status == 4
    assert "--device" in done.err


def test_a_login_by_code_waits_no_longer_than_was_said(shell: Shell, simulator: Simulator) -> None:
    public = {"TWITCH_CLIENT_ID": simulator.public_client_id}

    done = shell("login", "--device", "--timeout", "1", environment=public, without=("TWITCH_CLIENT_SECRET",))

    assert done.status == 4
    assert "waited for 1 s" in done.err


def test_least_scopes_are_worked_out_and_kept(shell: Shell, simulator: Simulator) -> None:
    logged_in(shell, simulator, "user:read:email")
    running, url = started(
        shell, "--no-browser", "--port", str(free_port()), "--for", "get_clips,create_clip"
    )

    visit(decide(url, simulator.users[0].login))
    running.communicate(timeout=20)

    assert shell("accounts", "--json").rows[0]["scopes"] == ["clips:edit", "user:read:email"]


def test_a_token_is_typed_unseen_and_revoked_without_the_secret(shell: Shell, simulator: Simulator) -> None:
    logged_in(shell, simulator)
    token = shell("token").out.strip()
    shell.environment.pop("TWITCH_CLIENT_SECRET")
    with terminal(shell, "revoke", "-", "--client-id", simulator.client_id) as screen:
        screen.wait_for("not shown")
        screen.type(token)

        assert screen.ended() == 0, screen.said

    assert token not in screen.said
    assert "revoked" in screen.said
    assert shell("validate", "-", stdin=token).status == 4


def test_a_token_that_cannot_be_refreshed_is_not_given_up(shell: Shell, simulator: Simulator) -> None:
    options = ("--flow", "implicit", "--no-browser", "--port", str(free_port()))
    with terminal(shell, "login", *options) as screen:
        screen.type(decide(screen.wait_for(URL)[0], simulator.users[0].login))
        assert screen.ended() == 0, screen.said

    done = shell("refresh")

    assert done.status == 4
    assert "implicit grant gives no refresh token" in done.err
    assert shell("token").status == 0
    assert "then log in again" in shell("accounts").out


def test_a_revoked_token_is_told_with_whose_it_was(shell: Shell, simulator: Simulator) -> None:
    logged_in(shell, simulator)

    ended = shell("token").out

    done = shell("revoke", "-", stdin=ended)

    assert done.status == 0
    assert "twitchkit logout --account default" in done.err
    next_one = shell("token").out
    assert next_one != ended
    assert shell("validate", "-", stdin=next_one).status == 0


def test_a_login_told_step_by_step_shows_no_secret(shell: Shell, simulator: Simulator) -> None:
    running, url = started(shell, "--openid", "-vv", "--no-browser", "--port", str(free_port()))
    back = decide(url, simulator.users[0].login)
    _, page = visit(back)
    out, err = running.communicate(timeout=20)
    assert running.returncode == 0, err

    code = re.findall(r"[?&]code=([^&]+)", back)[0]
    held = simulator.world.ledger.tokens.valid_of(simulator.client_id, simulator.users[0].id)
    assert held
    for secret in (code, simulator.client_secret, *held):
        assert secret not in out + err + page
    assert "eyJ" not in out + err + page


def test_a_refresh_token_from_elsewhere_gets_its_next_pair(shell: Shell, simulator: Simulator) -> None:
    pair = simulator.user_tokens(simulator.users[0].login)

    done = shell("refresh", "-", "--json", stdin=pair.refresh_token)
    again = shell("refresh", "-", stdin=done.rows[0]["refresh_token"])

    assert done.rows[0]["access_token"] != pair.access_token
    assert re.search(r"^refresh token: \S+$", again.out, re.MULTILINE)
    assert shell("accounts", "--json").out == ""
    assert json.loads(shell("validate", "-", "--json", stdin=done.rows[0]["access_token"]).out)["login"]
