from __future__ import annotations

from pathlib import Path

import pytest

from keyring_backend import NAME
from shell import Shell

TESTS = Path(__file__).parents[1]


@pytest.fixture
def with_keyring(shell: Shell, tmp_path: Path) -> Shell:
    shell.environment |= {
        "PYTHONPATH": str(TESTS),
        "PYTHON_KEYRING_BACKEND": NAME,
        "TEST_KEYRING": str(tmp_path / "keyring.json"),
    }
    return shell


def finding(shell: Shell, name: str) -> tuple[bool, str]:
    [row] = [row for row in shell("doctor", "--json").rows if row["name"] == name]
    return row["ok"], row["text"]


def test_the_doctor_tells_which_vault_is_used_and_why(with_keyring: Shell) -> None:
    shell = with_keyring
    good, told = finding(shell, "vault")
    assert good
    assert f"OS keyring, which holds the key of {shell.home / 'vault/sealed.db'} " in told
    assert "(TWITCHKIT_VAULT=auto: keyring_backend answers)" in told
    assert shell("token", "--app").status == 0
    assert (shell.home / "vault/sealed.db").exists()
    assert "was made with the keyring" in finding(shell, "vault")[1]
    assert finding(shell, "app token")[0] is True

    shell.environment["TEST_KEYRING_TROUBLE"] = "locked"
    good, told = finding(shell, "vault")
    assert not good
    assert "Failed to unlock" in told
    assert shell("doctor").status == 1


def test_without_a_keyring_the_doctor_tells_what_is_missing(shell: Shell) -> None:
    _, told = finding(shell, "vault")
    assert f"file {shell.home / 'vault/vault.db'}  (TWITCHKIT_VAULT=auto: no keyring: " in told

    shell("token", "--app")
    assert "was made as a file" in finding(shell, "vault")[1]
    (shell.home / "vault/vault.db").chmod(0o640)
    good, told = finding(shell, "vault")
    assert not good
    assert "chmod 600" in told


def test_a_keyring_that_is_asked_for_and_not_there_ends_the_command(shell: Shell) -> None:
    done = shell("token", "--app", environment={"TWITCHKIT_VAULT": "keyring"})

    assert (done.status, done.out) == (1, "")
    assert "keeps no secrets safely" in done.err
    assert "TWITCHKIT_VAULT=file" in done.err
    assert "Traceback" not in done.err
