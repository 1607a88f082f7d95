from __future__ import annotations

import json
import re
import socket
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest

from person import decide
from shell import Ended, Shell
from twitchkit.simulator import Simulator


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=40) as simulator:
        simulator.quirk(device_interval_s=1)
        yield simulator


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def started(shell: Shell, *arguments: str) -> tuple[subprocess.Popen[str], str]:
    """The running login, and the address it shows."""
    running = shell.start("login", *arguments)
    assert running.stderr is not None
    shown = ""
    for line in running.stderr:
        shown += line
        if found := re.search(r"https?://\S+", line):
            return running, found[0]
    raise AssertionError(shown)


def visit(url: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_login_in_the_browser(shell: Shell, simulator: Simulator) -> None:
    person = simulator.users[0].login
    running, url = started(shell, "--scopes", "clips:edit", "--no-browser", "--port", str(free_port()))

    back = decide(url, person, "allow")
    status, page = visit(back)
    _, story = running.communicate(timeout=20)

    assert (running.returncode, status) == (0, 200), story
    assert f"Logged in as {person}" in story
    assert "terminal" in page
    [account] = [json.loads(line) for line in shell("accounts", "--json").out.splitlines()]
    assert (account["account"], account["login"], account["scopes"]) == ("default", person, ["clips:edit"])
    assert (account["grant"], account["over_because"]) == ("authorization_code", "")
    told = json.loads(shell("validate", "--json").out)
    assert (told["login"], told["user_id"]) == (person, simulator.users[0].id)


def test_the_listener_gives_strangers_nothing(shell: Shell, simulator: Simulator) -> None:
    port = free_port()
    running, url = started(shell, "--no-browser", "--port", str(port))
    back = decide(url, simulator.users[0].login, "allow")
    forged = re.sub(r"state=[^&]*", "state=forged-forged-forged", back)

    refused = [
        visit(forged),
        visit(back, Host=f"attacker.example:{port}"),
        visit(f"http://localhost:{port}/favicon.ico"),
        visit(f"http://127.0.0.1:{port}/elsewhere?{urllib.parse.urlsplit(back).query}"),
    ]
    visit(back)
    _, story = running.communicate(timeout=20)

    assert [status for status, _ in refused] == [400, 404, 404, 404]
    assert running.returncode == 0, story


def test_a_denied_consent_ends_with_what_to_do(shell: Shell, simulator: Simulator) -> None:
    running, url = started(shell, "--no-browser", "--port", str(free_port()))

    visit(decide(url, simulator.users[0].login, "deny"))
    _, story = running.communicate(timeout=20)

    assert running.returncode == 4
    assert "refused" in story
    assert "Log in again" in story


def test_a_port_in_use_is_told_with_another_one(shell: Shell) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        done = shell("login", "--no-browser", "--port", str(sock.getsockname()[1]))

    assert done.status == 4
    assert "is not free" in done.err
    assert "--port" in done.err


def test_a_login_nobody_finishes_ends(shell: Shell) -> None:
    done = shell("login", "--no-browser", "--port", str(free_port()), "--timeout", "1")

    assert done.status == 4
    assert "not finished in time" in done.err


def test_a_login_by_code(shell: Shell, simulator: Simulator) -> None:
    person = simulator.users[1].login
    running, url = started(shell, "--device", "--scopes", "user:read:email", "--account", "mybot")
    code = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["device-code"][0]

    simulator.approve_device(code, person)
    _, story = running.communicate(timeout=30)

    assert running.returncode == 0, story
    assert shell("token", "--account", "mybot", "--format", "irc").out.startswith("oauth:")
    assert shell("token").status == 4


def test_a_refused_code_ends_the_wait(shell: Shell, simulator: Simulator) -> None:
    running, url = started(shell, "--device")
    code = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["device-code"][0]

    simulator.deny_device(code, simulator.users[1].login)
    _, story = running.communicate(timeout=30)

    assert running.returncode == 4, story


def logged_in(shell: Shell, simulator: Simulator, *scopes: str) -> None:
    running, url = started(shell, "--device", "--scopes", " ".join(scopes))
    code = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["device-code"][0]
    simulator.approve_device(code, simulator.users[0].login)
    assert running.wait(timeout=30) == 0
    running.communicate()


def test_the_spellings_of_scripts_say_what_the_others_say(shell: Shell, simulator: Simulator) -> None:
    def both(*options: str, **environment: str) -> tuple[Ended, Ended]:
        plain = shell("token", *options, environment=environment)
        # A format is asked for: this spelling goes through the whole command line.
        return plain, shell("token", *options, "--format", "raw", environment=environment)

    app, spelt_out = both("--app")
    assert app == spelt_out
    assert app.status == 0
    logged_in(shell, simulator)
    own, spelt_out = both()
    assert own == spelt_out
    assert (own.status, own.out != app.out) == (0, True)
    for named in both("--account", "default"), both(TWITCHKIT_ACCOUNT="default"):
        assert {one.out for one in named} == {own.out}
    nobody, spelt_out = both("--account", "nobody")
    assert nobody == spelt_out
    assert nobody.status == 4


def test_a_login_lives_on_past_its_tokens_end(shell: Shell, simulator: Simulator) -> None:
    logged_in(shell, simulator, "clips:edit")
    first = shell("token").out

    simulator.expire()
    second = shell("refresh")
    third = shell("token").out

    assert second.status == 0, second.err
    assert first != third


def test_a_disconnected_login_says_that_only_a_person_helps(shell: Shell, simulator: Simulator) -> None:
    logged_in(shell, simulator)

    simulator.disconnect(simulator.users[0].login)
    done, again = shell("refresh"), shell("token")

    assert (done.status, again.status) == (4, 4)
    assert "twitchkit login" in done.err
    assert "is over" in again.err
    assert "over:" in shell("accounts").out


def test_a_logout_ends_the_token_and_forgets_the_login(shell: Shell, simulator: Simulator) -> None:
    logged_in(shell, simulator)
    token = shell("token").out.strip()

    done = shell("logout")

    assert done.status == 0
    assert "connections" in done.err
    assert shell("token").status == 4
    dead = shell("validate", "-", stdin=token)
    assert (dead.status, dead.out) == (4, "")


def test_clips_of_ones_own_channel_come_by_the_official_way(shell: Shell, simulator: Simulator) -> None:
    logged_in(shell, simulator, "channel:manage:clips")
    owner = simulator.users[0]
    theirs = next(
        clip
        for clip in simulator.world.clips.values()
        if clip.broadcaster.id == owner.id and not clip.trouble
    )

    [row] = shell("clip", "link", theirs.slug, "--json", environment={"TWITCHKIT_ACCOUNT": "default"}).rows

    assert row["source"] == "downloads"


def test_setup_keeps_an_app_that_works_and_refuses_one_that_does_not(
    shell: Shell, simulator: Simulator
) -> None:
    without = ("TWITCH_CLIENT_ID", "TWITCH_CLIENT_SECRET")

    wrong = shell("setup", stdin=f"{simulator.client_id}\n{'x' * 30}\n", without=without)
    assert wrong.status == 4
    assert "invalid client secret" in wrong.err
    right = shell("setup", stdin=f"{simulator.client_id}\n{simulator.client_secret}\n", without=without)
    assert right.status == 0, right.err
    assert simulator.client_secret not in right.err + right.out
    assert "echoed" not in right.err
    for cut_off in ("", f"{simulator.client_id}\n", f"{simulator.client_id}\nshort\n"):
        done = shell("setup", stdin=cut_off, without=without)
        assert done.status == 2
        assert "stdin ended" in done.err

    assert shell("token", "--app", without=without).status == 0
    doctor = shell("doctor", without=without)
    assert doctor.status == 0
    assert simulator.client_secret not in doctor.out


def test_a_missing_scope_names_the_login_that_adds_it(shell: Shell, simulator: Simulator) -> None:
    logged_in(shell, simulator, "user:read:email")
    owner = simulator.users[0].id

    done = shell(
        "clip", "link", simulator.clips[0], "--source", "downloads", "--editor", owner,
        environment={"TWITCHKIT_ACCOUNT": "default"},
    )  # fmt: skip

    assert done.status != 0
    assert "user:read:email" in done.err
    assert "twitchkit login" in done.err


def test_an_extension_token_is_signed_and_verified(shell: Shell) -> None:
    secret = {"TWITCH_EXTENSION_SECRET": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I="}

    signed = shell("extension", "sign", "--user-id", "42", "--channel-id", "7", environment=secret)
    told = shell("extension", "verify", "--json", stdin=signed.out, environment=secret)

    claims = json.loads(told.out)
    assert (claims["user_id"], claims["channel_id"], claims["role"]) == ("42", "7", "external")
