from __future__ import annotations

import json
import stat
import subprocess
from pathlib import Path

import pytest

from shell import Shell
from twitchkit.simulator import Simulator


def mints(simulator: Simulator) -> int:
    return len([one for one in simulator.requests() if one["path"] == "/oauth2/token"])


def test_the_token_is_got_once_and_kept_for_its_owner_alone(shell: Shell, simulator: Simulator) -> None:
    first, second = shell("token", "--app"), shell("token", "--app")

    assert (first.status, second.status) == (0, 0)
    assert first.out == second.out
    assert mints(simulator) == 1
    file = shell.home / "vault/vault.db"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_each_shape_of_the_token(shell: Shell) -> None:
    raw = shell("token", "--app").out.strip()

    assert shell("token", "--app", "--format", "header").out == f"Authorization: Bearer {raw}\n"
    assert shell("token", "--app", "--format", "env").out == f"export TWITCH_ACCESS_TOKEN={raw}\n"
    assert json.loads(shell("token", "--app", "--json").out)["access_token"] == raw


def test_a_token_that_twitch_no_longer_knows_is_replaced_once(shell: Shell, simulator: Simulator) -> None:
    old = shell("token", "--app").out.strip()
    simulator.world.tokens.revoke(old)
    slug = simulator.clips[0]

    done = shell("clip", "info", slug, "-v")

    assert done.status == 0
    assert mints(simulator) == 2
    assert shell("token", "--app").out.strip() != old
    assert "points left" in done.err


def test_missing_credentials_tell_where_to_get_them(shell: Shell) -> None:
    done = shell("token", "--app", without=("TWITCH_CLIENT_ID", "TWITCH_CLIENT_SECRET"))

    assert (done.status, done.out) == (4, "")
    assert "https://dev.twitch.tv/console" in done.err
    assert "TWITCH_CLIENT_ID" in done.err
    assert "TWITCH_CLIENT_SECRET" in done.err


def test_wrong_credentials_tell_what_twitch_said(shell: Shell) -> None:
    done = shell("token", "--app", environment={"TWITCH_CLIENT_SECRET": "CANARY-wrong"})

    assert done.status == 4
    assert "invalid client secret" in done.err
    assert "CANARY" not in done.err


def test_credentials_come_from_a_dotenv_file(shell: Shell, simulator: Simulator) -> None:
    names = ("TWITCH_CLIENT_ID", "TWITCH_CLIENT_SECRET")
    (shell.folder / ".env").write_text("".join(f"{name}={shell.environment[name]}\n" for name in names))

    assert shell("token", "--app", without=names).status == 0


def test_an_error_in_json_has_the_librarys_fields(shell: Shell) -> None:
    done = shell("token", "--app", "--json", environment={"TWITCH_CLIENT_SECRET": "wrong"})

    assert json.loads(done.err)["error"]["code"] == "client-refused"


def test_an_id_service_that_is_not_there_is_told(shell: Shell) -> None:
    done = shell("token", "--app", environment={"TWITCHKIT_ID_URL": "http://127.0.0.1:9"})

    assert done.status == 5
    assert "cannot be reached" in done.err
    assert "Traceback" not in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_life_that_no_token_has_is_wrong_usage(shell: Shell) -> None:
    done = shell("token", "--app", "--min-life", "999999999999d")

    assert (done.status, done.out) == (2, "")
    assert "Traceback" not in done.err
    shorter = shell("token", "--app", "--min-life", "999999999d")
    assert (shorter.status, len(shorter.out.strip())) == (0, 30)
    assert "no token that lives so long" in shorter.err
    assert shell("token", "--app", "--min-life", "30d").err == ""


@pytest.mark.parametrize("command", ["validate", "refresh", "revoke"])
def test_an_empty_token_is_nobodys(shell: Shell, command: str) -> None:
    shell("token", "--app")

    for done in (shell(command, "", "--account", "app"), shell(command, "-", stdin="\n")):
        assert (done.status, done.out) == (2, "")
        assert "empty" in done.err


def test_an_answer_that_cannot_be_written_is_told(shell: Shell) -> None:
    for options in ((), ("--format", "header")):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                shell.command("token", "--app", *options),
                cwd=shell.folder,
                env=shell.environment,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert done.returncode == 1
        assert done.stderr == "The answer could not be written: No space left on device.\n"
