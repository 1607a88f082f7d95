"""Which vault is used, and why that one."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias, assert_never

import msgspec

from twitchkit.clock import Clock
from twitchkit.errors import KeyringUnavailable, MissingExtra
from twitchkit.oauth.vault import Vault
from twitchkit.vault.seal import PLAIN, SEALED

Kind: TypeAlias = Literal["file", "keyring", "memory"]
KINDS = ("auto", "file", "keyring", "memory")


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A vault that was chosen.

    Args:
        kind: where the secrets rest.
        why: a clause, for `twitchkit doctor`.
    """

    kind: Kind
    why: str


def choose(wanted: str, folder: Path) -> Choice:
    """What `wanted`, one of `KINDS`, comes to in `folder`.

    `auto` takes the vault that is there.  Where there is none yet, it takes the keyring if there is a real
    one that answers, else the file; from then on that one is there.
    """
    match wanted:
        case "file" | "keyring" | "memory":
            return Choice(kind=wanted, why="asked for")
        case _:
            pass
    if (folder / SEALED).exists():
        return Choice(kind="keyring", why="this vault was made with the keyring")
    if (folder / PLAIN).exists():
        return Choice(kind="file", why="this vault was made as a file")
    from twitchkit.vault.keyring import RECOMMENDED, Keyring

    try:
        return Choice(kind="keyring", why=f"{Keyring(least=RECOMMENDED).name} answers")
    except MissingExtra:
        return Choice(kind="file", why="the extra keyring is not installed")
    except KeyringUnavailable as error:
        return Choice(kind="file", why=f"no keyring: {error.why}")


def open_vault(wanted: str, folder: Path, *, clock: Clock) -> Vault:
    """The vault that `choose` names.

    Args:
        wanted: one of `KINDS`.
        folder: of the vault's files.
        clock: dates a damaged file that is set aside.

    Returns:
        For `auto` where none was made yet, one that decides with the first change.

    Raises:
        MissingExtra, KeyringUnavailable: the keyring was asked for, or this vault was made with it.
    """
    if wanted not in ("file", "keyring", "memory") and not is_there(folder):
        from twitchkit.vault.undecided import UndecidedVault

        return UndecidedVault(
            is_there=lambda: is_there(folder),
            open_one=lambda: _open(choose(wanted, folder).kind, folder, clock),
        )
    return _open(choose(wanted, folder).kind, folder, clock)


def is_there(folder: Path) -> bool:
    """Whether a vault was made in `folder`."""
    return (folder / SEALED).exists() or (folder / PLAIN).exists()


def _open(kind: Kind, folder: Path, clock: Clock) -> Vault:
    if kind == "memory":
        from twitchkit.vault.memory import MemoryVault

        return MemoryVault()
    from twitchkit.vault.file import FileVault

    if kind == "file":
        return FileVault(folder, clock=clock)
    if kind == "keyring":
        from twitchkit.vault.keyring import Keyring, KeyringSeal

        return FileVault(folder, clock=clock, seal=KeyringSeal(Keyring(), folder / SEALED))
    assert_never(kind)
