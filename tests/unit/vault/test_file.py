from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from screenplay import NOON, FakeClock
from twitchkit.errors import VaultDamaged, VaultNotWritable, VaultTooNew, VaultTooOpen
from twitchkit.oauth import Token, Vault
from twitchkit.secret import Secret
from twitchkit.vault.file import FileVault
from twitchkit.vault.memory import MemoryVault

TOKEN = Token(
    access_token=Secret("CANARY-token"),
    client_id="abc",
    issued_at=NOON,
    expires_at=NOON + timedelta(days=60),
    scopes=frozenset({"clips:edit"}),
)


def vault_in(folder: Path) -> FileVault:
    return FileVault(folder / "vault", clock=FakeClock())


@pytest.fixture(params=["file", "memory"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    return vault_in(tmp_path) if request.param == "file" else MemoryVault()


def test_what_is_saved_is_loaded_again(vault: Vault) -> None:
    vault.save("app", TOKEN)

    assert vault.load("abc", "app") == TOKEN


def test_apps_and_accounts_do_not_mix(vault: Vault) -> None:
    vault.save("app", TOKEN)

    assert vault.load("abc", "default") is None
    assert vault.load("other", "app") is None


def test_what_is_forgotten_is_gone_and_only_that(vault: Vault) -> None:
    vault.save("app", TOKEN)
    vault.save("default", TOKEN)

    assert vault.forget("abc", "app")
    assert not vault.forget("abc", "app")
    assert vault.load("abc", "app") is None
    assert vault.load("abc", "default") == TOKEN


def test_a_lease_is_held_by_one_at_a_time(vault: Vault) -> None:
    mine, yours, others = vault.lease("abc", "app"), vault.lease("abc", "app"), vault.lease("abc", "default")

    assert mine.try_acquire()
    assert not yours.try_acquire()
    assert others.try_acquire()
    mine.release()
    assert yours.try_acquire()
    yours.release()
    others.release()


def test_nobody_else_can_read_the_file(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        vault_in(tmp_path).save("app", TOKEN)
        vault_in(tmp_path).lease("abc", "app").try_acquire()
    finally:
        os.umask(old)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "vault").iterdir()}
    assert stat.S_IMODE((tmp_path / "vault").stat().st_mode) == 0o700
    assert {name: mode for name, mode in modes.items() if mode != 0o600} == {}


def test_a_file_that_others_can_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    vault.save("app", TOKEN)
    (tmp_path / "vault/vault.json").chmod(0o644)

    with pytest.raises(VaultTooOpen, match="chmod 600"):
        vault.load("abc", "app")


def test_a_folder_that_others_can_change_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault").chmod(0o777)

    with pytest.raises(VaultTooOpen, match="chmod 700"):
        vault_in(tmp_path).save("app", TOKEN)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format":1,"apps":[]}', b"\xff\xfe"])
def test_a_damaged_file_is_set_aside_never_overwritten(tmp_path: Path, content: bytes) -> None:
    vault = vault_in(tmp_path)
    vault.save("app", TOKEN)
    file = tmp_path / "vault/vault.json"
    file.write_bytes(content)

    with pytest.raises(VaultDamaged) as caught:
        vault.load("abc", "app")

    assert Path(caught.value.set_aside).read_bytes() == content
    assert "CANARY" not in str(caught.value)
    assert vault.load("abc", "app") is None
    vault.save("app", TOKEN)
    assert vault.load("abc", "app") == TOKEN


def test_a_newer_format_is_left_alone(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    vault.save("app", TOKEN)
    file = tmp_path / "vault/vault.json"
    file.write_text(json.dumps({"format": 99, "apps": "something else"}))

    with pytest.raises(VaultTooNew, match="format 99"):
        vault.load("abc", "app")
    with pytest.raises(VaultTooNew):
        vault.save("app", TOKEN)
    assert json.loads(file.read_text())["format"] == 99


def test_a_vault_where_a_file_lies_is_told(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("not a folder")

    with pytest.raises(VaultNotWritable, match="TWITCHKIT_HOME"):
        vault_in(tmp_path).save("app", TOKEN)


def test_a_failed_write_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = vault_in(tmp_path)
    vault.save("app", TOKEN)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VaultNotWritable, match="No space left"):
        vault.save("default", TOKEN)
    monkeypatch.undo()

    assert vault.load("abc", "app") == TOKEN
    assert vault.load("abc", "default") is None
    assert [path.name for path in (tmp_path / "vault").iterdir() if path.name.endswith(".new")] == []


SAVE_MANY = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from twitchkit.client.system import SystemClock
from twitchkit.oauth import Token
from twitchkit.secret import Secret
from twitchkit.vault.file import FileVault

vault = FileVault(Path(sys.argv[1]), clock=SystemClock())
for n in range(20):
    token = Token(access_token=Secret("x"), client_id="abc", issued_at=datetime.now(UTC))
    vault.save(f"{sys.argv[2]}-{n}", token)
"""


def test_processes_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SAVE_MANY, str(tmp_path / "vault")]
    workers = [subprocess.Popen([*command, str(worker)]) for worker in range(3)]
    assert [worker.wait() for worker in workers] == [0, 0, 0]

    vault = vault_in(tmp_path)
    missing = [f"{w}-{n}" for w in range(3) for n in range(20) if vault.load("abc", f"{w}-{n}") is None]
    assert missing == []
