from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from screenplay import NOON, FakeClock
from twitchkit.errors import VaultDamaged, VaultNotWritable, VaultTooNew, VaultTooOpen
from twitchkit.oauth import App, Token, Vault
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.vault.choice import open_vault
from twitchkit.vault.file import FileVault

LOGIN = Login(
    token=Token(
        access_token=Secret("CANARY-token"),
        client_id="abc",
        issued_at=NOON,
        expires_at=NOON + timedelta(hours=4),
        scopes=frozenset({"clips:edit"}),
        refresh_token=Secret("CANARY-refresh"),
        user_id="42",
        login="twitchdev",
        grant=Grant.DEVICE_CODE,
    ),
    validated_at=NOON,
    refreshing_since=NOON,
    over_because="An example.",
)
APP = App("abc", Secret("CANARY-secret"))


def vault_in(folder: Path) -> FileVault:
    return FileVault(folder / "vault", clock=FakeClock())


@pytest.fixture(params=["file", "keyring", "memory"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    if request.param == "keyring":
        request.getfixturevalue("backend")
    return open_vault(request.param, tmp_path / "vault", clock=FakeClock())


def test_what_is_saved_is_loaded_again(vault: Vault) -> None:
    vault.save("app", LOGIN)

    assert vault.load("abc", "app") == LOGIN


def test_apps_and_accounts_do_not_mix(vault: Vault) -> None:
    vault.save("app", LOGIN)

    assert vault.load("abc", "default") is None
    assert vault.load("other", "app") is None


def test_what_is_forgotten_is_gone_and_only_that(vault: Vault) -> None:
    vault.save("app", LOGIN)
    vault.save("default", LOGIN)

    assert vault.forget("abc", "app")
    assert not vault.forget("abc", "app")
    assert vault.load("abc", "app") is None
    assert vault.load("abc", "default") == LOGIN


def test_a_lease_is_held_by_one_at_a_time(vault: Vault) -> None:
    mine, yours, others = vault.lease("abc", "app"), vault.lease("abc", "app"), vault.lease("abc", "default")

    assert mine.try_acquire()
    assert not yours.try_acquire()
    assert others.try_acquire()
    mine.release()
    assert yours.try_acquire()
    yours.release()
    others.release()


def test_what_need_not_be_durable_is_there_for_others_at_once(tmp_path: Path) -> None:
    vault, another = vault_in(tmp_path), vault_in(tmp_path)
    vault.save("default", LOGIN)

    vault.save("default", replace(LOGIN, over_because="It was refused."), durable=False)
    vault.save("app", LOGIN)

    assert another.accounts("abc") == {
        "app": LOGIN,
        "default": replace(LOGIN, over_because="It was refused."),
    }


def test_nobody_else_can_read_the_file(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        vault_in(tmp_path).save("app", LOGIN)
        vault_in(tmp_path).lease("abc", "app").try_acquire()
    finally:
        os.umask(old)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "vault").iterdir()}
    assert stat.S_IMODE((tmp_path / "vault").stat().st_mode) == 0o700
    assert {name: mode for name, mode in modes.items() if mode != 0o600} == {}


def test_a_file_that_others_can_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    vault.save("app", LOGIN)
    (tmp_path / "vault/vault.db").chmod(0o644)

    with pytest.raises(VaultTooOpen, match="chmod 600"):
        vault.load("abc", "app")


def test_a_folder_that_others_can_change_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault").chmod(0o777)

    with pytest.raises(VaultTooOpen, match="chmod 700"):
        vault_in(tmp_path).save("app", LOGIN)


def damage_wholly(file: Path) -> None:
    file.write_bytes(b"not a database, whatever its name" * 100)


def damage_a_page(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    file.write_bytes(content)


def damage_a_login(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE login SET record = ?", (b"{",))
    connection.close()


def damage_the_tables(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE login")
    connection.close()


@pytest.mark.parametrize("damage", [damage_wholly, damage_a_page, damage_a_login, damage_the_tables])
def test_a_damaged_file_is_set_aside_never_overwritten(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    vault_in(tmp_path).save("app", LOGIN)
    file = tmp_path / "vault/vault.db"
    damage(file)
    content = file.read_bytes()
    vault = vault_in(tmp_path)

    with pytest.raises(VaultDamaged) as caught:
        vault.accounts("abc")

    assert Path(caught.value.set_aside).read_bytes() == content
    assert "CANARY" not in str(caught.value)
    assert vault.load("abc", "app") is None
    vault.save("app", LOGIN)
    assert vault.load("abc", "app") == LOGIN


def test_two_damaged_files_of_one_second_are_both_kept(tmp_path: Path) -> None:
    for _ in range(2):
        vault_in(tmp_path).save("app", LOGIN)
        damage_wholly(tmp_path / "vault/vault.db")
        with pytest.raises(VaultDamaged):
            vault_in(tmp_path).load("abc", "app")

    assert len(list((tmp_path / "vault").glob("vault.damaged-*.db"))) == 2


def test_of_two_who_meet_the_damage_the_second_leaves_the_new_file_alone(tmp_path: Path) -> None:
    first, second = vault_in(tmp_path), vault_in(tmp_path)
    first.save("app", LOGIN)
    assert second.load("abc", "app") == LOGIN
    damage_a_login(tmp_path / "vault/vault.db")
    with first._database.read(), second._database.read():
        pass
    with pytest.raises(VaultDamaged):
        first.load("abc", "app")
    first.save("default", LOGIN)

    # It still holds what it saw in the damaged file.
    error = second._database.damaged("A login cannot be read.")

    assert "damaged-" in error.set_aside
    assert first.load("abc", "default") == LOGIN
    assert second.load("abc", "default") == LOGIN
    assert len(list((tmp_path / "vault").glob("vault.damaged-*.db"))) == 1


def test_the_log_of_a_file_that_was_moved_away_is_not_taken_for_the_new_ones(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    killed = vault_in(tmp_path)
    killed.save("app", LOGIN)
    log = (folder / "vault.db-wal").read_bytes()
    del killed
    (folder / "vault.db").rename(tmp_path / "moved.db")
    (folder / "vault.db-wal").write_bytes(log)

    new = vault_in(tmp_path)
    assert new.load("abc", "app") is None
    new.save("default", LOGIN)

    assert list(new.accounts("abc")) == ["default"]
    [kept] = folder.glob("vault.damaged-*-wal")
    assert kept.read_bytes() == log


def test_a_vault_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    old, new = vault_in(tmp_path), vault_in(tmp_path)
    old.save("app", LOGIN)
    (tmp_path / "vault/vault.db").rename(tmp_path / "aside.db")
    new.save("default", LOGIN)

    assert old.load("abc", "app") is None
    assert old.load("abc", "default") == LOGIN
    old.save("app", LOGIN)
    assert new.load("abc", "app") == LOGIN


def test_a_newer_format_is_left_alone(tmp_path: Path) -> None:
    vault_in(tmp_path).save("app", LOGIN)
    file = tmp_path / "vault/vault.db"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    before = file.read_bytes()

    with pytest.raises(VaultTooNew, match="format 99"):
        vault_in(tmp_path).load("abc", "app")
    with pytest.raises(VaultTooNew):
        vault_in(tmp_path).save("app", LOGIN)
    assert file.read_bytes() == before


def test_fields_of_a_newer_twitchkit_are_tolerated(tmp_path: Path) -> None:
    vault_in(tmp_path).save("app", LOGIN)
    file = tmp_path / "vault/vault.db"
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE login SET record = json_set(record, '$.colour', 'blue')")
    connection.close()

    assert vault_in(tmp_path).load("abc", "app") == LOGIN


def test_a_vault_where_a_file_lies_is_told(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("not a folder")

    with pytest.raises(VaultNotWritable, match="TWITCHKIT_HOME"):
        vault_in(tmp_path).save("app", LOGIN)


def test_a_change_that_fails_half_way_leaves_what_was(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    vault.save("app", LOGIN)

    with vault._database.read() as connection:
        assert connection is not None
        # No page more than the file has: what a full disk does.
        connection.execute("PRAGMA max_page_count=1")
    huge = Login(token=replace(LOGIN.token, access_token=Secret("x" * 100_000)))

    with pytest.raises(VaultNotWritable, match="full"):
        vault.save("app", huge)

    assert vault_in(tmp_path).load("abc", "app") == LOGIN


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_child_reads_on_a_connection_of_its_own(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    vault.save("app", LOGIN)
    child = os.fork()
    if child == 0:
        os._exit(0 if vault.load("abc", "app") == LOGIN else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_apps_rest_there_too_the_newest_first(vault: Vault) -> None:
    other = App("other")
    vault.save_app(APP)
    vault.save_app(other)
    vault.save("app", LOGIN)
    assert vault.apps() == (other, APP)

    vault.save_app(App("abc", Secret("new")))
    assert vault.apps() == (App("abc", Secret("new")), other)

    assert vault.forget_app("abc")
    assert vault.apps() == (other,)
    assert vault.load("abc", "app") is None


def test_accounts_are_listed_by_name(vault: Vault) -> None:
    vault.save("mybot", LOGIN)
    vault.save("default", LOGIN)

    assert dict(vault.accounts("abc")) == {"default": LOGIN, "mybot": LOGIN}
    assert vault.accounts("other") == {}


SAVE_MANY = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from twitchkit.client.system import SystemClock
from twitchkit.oauth import Token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.vault.file import FileVault

vault = FileVault(Path(sys.argv[1]), clock=SystemClock())
for n in range(20):
    token = Token(access_token=Secret("x"), client_id="abc", issued_at=datetime.now(UTC))
    vault.save(f"{sys.argv[2]}-{n}", Login(token=token))
"""


def test_processes_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SAVE_MANY, str(tmp_path / "vault")]
    workers = [subprocess.Popen([*command, str(worker)]) for worker in range(3)]
    assert [worker.wait() for worker in workers] == [0, 0, 0]

    vault = vault_in(tmp_path)
    missing = [f"{w}-{n}" for w in range(3) for n in range(20) if vault.load("abc", f"{w}-{n}") is None]
    assert missing == []
