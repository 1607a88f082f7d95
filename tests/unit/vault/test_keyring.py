from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring

from keyring_backend import FileKeyring, PlaintextKeyring, entries
from screenplay import NOON, FakeClock
from twitchkit.errors import KeyringUnavailable, MissingExtra, VaultDamaged, VaultKeyMissing
from twitchkit.oauth import App, Token, Vault
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.vault.choice import choose, open_vault

pytestmark = pytest.mark.usefixtures("backend")
LOGIN = Login(
    token=Token(
        access_token=Secret("CANARY-token"),
        client_id="abc",
        issued_at=NOON,
        refresh_token=Secret("CANARY-refresh"),
    )
)
APP = App("abc", Secret("CANARY-secret"))


def sealed(tmp_path: Path) -> Vault:
    return open_vault("keyring", tmp_path / "vault", clock=FakeClock())


def test_the_file_is_sealed_and_the_keyring_holds_one_short_key(tmp_path: Path) -> None:
    vault = sealed(tmp_path)
    vault.save_app(APP)
    for number in range(20):
        vault.save(f"account-{number}", LOGIN)

    assert sealed(tmp_path).apps() == (APP,)
    assert sealed(tmp_path).load("abc", "account-7") == LOGIN
    assert [file for file in (tmp_path / "vault").iterdir() if b"CANARY" in file.read_bytes()] == []
    # Windows' keyring takes 2,560 bytes an entry.
    assert [len(key) < 100 for key in entries().values()] == [True]


def test_reading_a_vault_that_was_never_written_makes_no_key(tmp_path: Path) -> None:
    assert sealed(tmp_path).apps() == ()
    assert sealed(tmp_path).load("abc", "default") is None
    assert entries() == {}
    assert not (tmp_path / "vault/sealed.db").exists()


SAVE_MANY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from twitchkit.client.system import SystemClock
from twitchkit.oauth import Token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.vault.choice import open_vault

vault = open_vault("keyring", Path(sys.argv[1]), clock=SystemClock())
sys.stdin.readline()
for n in range(10):
    token = Token(access_token=Secret("x"), client_id="abc", issued_at=datetime.now(UTC))
    vault.save(f"{sys.argv[2]}-{n}", Login(token=token))
"""


def test_processes_that_make_a_vault_at_once_agree_on_its_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SAVE_MANY, str(tmp_path / "vault")]
    workers = [
        subprocess.Popen([*command, str(worker)], stdin=subprocess.PIPE, text=True) for worker in range(4)
    ]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
    for worker in workers:
        worker.communicate()

    assert [worker.returncode for worker in workers] == [0] * 4
    assert len(sealed(tmp_path).accounts("abc")) == 40
    assert len(entries()) == 1


def test_a_key_that_is_gone_is_told_and_nothing_is_touched(tmp_path: Path) -> None:
    sealed(tmp_path).save("default", LOGIN)
    file, kept = tmp_path / "vault/sealed.db", (tmp_path / "keyring.json").read_text()
    before = file.read_bytes()
    (tmp_path / "keyring.json").unlink()

    with pytest.raises(VaultKeyMissing, match="log in again"):
        sealed(tmp_path).load("abc", "default")
    with pytest.raises(VaultKeyMissing):
        sealed(tmp_path).save("default", LOGIN)
    assert file.read_bytes() == before

    (tmp_path / "keyring.json").write_text(kept)
    assert sealed(tmp_path).load("abc", "default") == LOGIN


@pytest.mark.parametrize("other", ["", "no key at all", "A" * 43 + "="])
def test_another_key_is_not_taken_for_damage(tmp_path: Path, other: str, backend: FileKeyring) -> None:
    sealed(tmp_path).save("default", LOGIN)
    [entry] = entries()
    backend.set_password("twitchkit", entry.partition("/")[2], other)

    with pytest.raises(VaultKeyMissing, match="another key"):
        sealed(tmp_path).load("abc", "default")

    assert (tmp_path / "vault/sealed.db").exists()


def test_a_broken_seal_is_damage(tmp_path: Path) -> None:
    sealed(tmp_path).save("default", LOGIN)
    file = tmp_path / "vault/sealed.db"
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE login SET record = ?", (b"gAAAAAB-not-a-seal",))
    connection.close()

    with pytest.raises(VaultDamaged, match="moved to"):
        sealed(tmp_path).load("abc", "default")

    assert not file.exists()


def test_a_vault_that_was_set_aside_meanwhile_gets_a_key_of_its_own(tmp_path: Path) -> None:
    vault = sealed(tmp_path)
    vault.save("default", LOGIN)
    del vault
    (tmp_path / "vault/sealed.db").rename(tmp_path / "aside.db")
    vault = sealed(tmp_path)

    vault.save("second", LOGIN)

    assert dict(sealed(tmp_path).accounts("abc")) == {"second": LOGIN}
    del vault
    shutil.copy(tmp_path / "aside.db", tmp_path / "vault/sealed.db")
    assert dict(sealed(tmp_path).accounts("abc")) == {"default": LOGIN}


def test_a_locked_keyring_is_told_with_both_ways_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_KEYRING_TROUBLE", "locked")

    with pytest.raises(KeyringUnavailable, match="Failed to unlock") as caught:
        sealed(tmp_path)

    assert "Unlock it" in caught.value.fix
    assert "TWITCHKIT_VAULT=file" in caught.value.fix


def test_a_keyring_that_forgets_is_not_trusted_with_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_KEYRING_TROUBLE", "forgetful")

    with pytest.raises(KeyringUnavailable, match="give back"):
        sealed(tmp_path).save("default", LOGIN)

    monkeypatch.delenv("TEST_KEYRING_TROUBLE")
    assert sealed(tmp_path).load("abc", "default") is None


@pytest.mark.parametrize("kind", [FailKeyring, NullKeyring, PlaintextKeyring])
def test_what_is_no_safe_place_is_refused(tmp_path: Path, kind: type) -> None:
    keyring.set_keyring(kind())

    with pytest.raises(KeyringUnavailable, match=kind.__module__):
        sealed(tmp_path)


OPEN = """
import sys
from pathlib import Path
import keyring_backend
from twitchkit.client.system import SystemClock
from twitchkit.errors import KeyringUnavailable
from twitchkit.vault.choice import open_vault
try:
    open_vault("keyring", Path(sys.argv[1]), clock=SystemClock())
except KeyringUnavailable as error:
    print(error)
else:
    print("opened")
"""


@pytest.mark.parametrize(
    ("configured", "without", "told"),
    [
        ("keyring.backends.chainer.ChainerBackend", "", "opened"),
        ("keyring.backends.chainer.ChainerBackend", "TEST_KEYRING", "offers nothing"),
        ("no.such.Keyring", "", "No module named 'no'"),
    ],
)
def test_what_a_person_configured_counts_by_what_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, configured: str, without: str, told: str
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", configured)
    monkeypatch.delenv(without, raising=False)

    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert told in done.stdout


def test_without_the_package_the_command_that_installs_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)

    with pytest.raises(MissingExtra, match=r'pip install "twitchkit\[keyring\]"'):
        sealed(tmp_path)


def chosen(tmp_path: Path) -> tuple[str, str]:
    choice = choose("auto", tmp_path / "vault")
    return choice.kind, choice.why


def test_auto_takes_a_real_keyring_that_answers(tmp_path: Path) -> None:
    assert chosen(tmp_path) == ("keyring", "keyring_backend answers")


@pytest.mark.parametrize(("trouble", "why"), [("locked", "unlock"), ("weak", "no secrets safely")])
def test_auto_takes_the_file_where_the_keyring_does_not_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str, why: str
) -> None:
    monkeypatch.setenv("TEST_KEYRING_TROUBLE", trouble)

    kind, told = chosen(tmp_path)

    assert kind == "file"
    assert why in told


def test_auto_takes_the_file_without_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)

    assert chosen(tmp_path) == ("file", "the extra keyring is not installed")


def test_auto_stays_with_the_vault_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_vault("file", tmp_path / "vault", clock=FakeClock()).save("default", LOGIN)
    assert chosen(tmp_path) == ("file", "this vault was made as a file")

    sealed(tmp_path).save("default", LOGIN)
    monkeypatch.setenv("TEST_KEYRING_TROUBLE", "locked")
    assert chosen(tmp_path)[0] == "keyring"
    with pytest.raises(KeyringUnavailable):
        open_vault("auto", tmp_path / "vault", clock=FakeClock())
