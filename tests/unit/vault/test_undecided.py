from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from screenplay import NOON, FakeClock
from twitchkit.oauth import App, Login, Token
from twitchkit.secret import Secret
from twitchkit.vault.choice import open_vault
from twitchkit.vault.file import FileVault

APP = App("client", Secret("s"))
LOGIN = Login(token=Token(access_token=Secret("t"), client_id="client", issued_at=NOON))


def test_a_vault_that_is_not_there_is_empty_and_stays_away(tmp_path: Path) -> None:
    vault = open_vault("auto", tmp_path / "vault", clock=FakeClock())
    assert (vault.apps(), dict(vault.accounts("client")), vault.load("client", "a")) == ((), {}, None)
    assert not vault.forget("client", "a")
    assert not vault.forget_app("client")
    assert not (tmp_path / "vault").exists()


def test_the_first_change_makes_it(tmp_path: Path) -> None:
    vault = open_vault("auto", tmp_path / "vault", clock=FakeClock())
    vault.save_app(APP)
    vault.save("a", LOGIN)
    assert vault.apps() == (APP,)
    assert open_vault("auto", tmp_path / "vault", clock=FakeClock()).load("client", "a") == LOGIN


def test_what_somebody_else_made_meanwhile_is_read(tmp_path: Path) -> None:
    vault = open_vault("auto", tmp_path / "vault", clock=FakeClock())
    assert vault.apps() == ()
    FileVault(tmp_path / "vault", clock=FakeClock()).save_app(APP)
    assert vault.apps() == (APP,)


def test_who_keeps_nothing_loads_no_keyring(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from twitchkit.vault.choice import open_vault;"
        "from twitchkit.client.system import SystemClock;"
        "open_vault('auto', Path(sys.argv[1]), clock=SystemClock()).apps();"
        "sys.exit('keyring' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "vault")], check=True)
