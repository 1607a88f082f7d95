"""The place where tokens rest."""

from __future__ import annotations

from twitchkit.errors.base import TwitchkitError


class VaultError(TwitchkitError):
    """The place where tokens rest.  `path` says where."""

    code = "vault"

    def __init__(self, *, path: str, what: str, why: str = "", fix: str = "") -> None:
        self.path = path
        super().__init__(what=what, why=why, fix=fix)


class VaultDamaged(VaultError):
    """The file cannot be read as a vault; it was set aside."""

    code = "vault-damaged"

    def __init__(self, *, path: str, set_aside: str, problem: str) -> None:
        self.set_aside = set_aside
        super().__init__(
            path=path,
            what=f"The token file {path} is damaged.",
            why=problem,
            fix=f"It was moved to {set_aside}; run the command again to start a new one.",
        )


class VaultTooOpen(VaultError):
    """Others can read the file or change its folder."""

    code = "vault-too-open"

    def __init__(self, *, path: str, mode: int, wanted: int) -> None:
        self.mode = mode
        super().__init__(
            path=path,
            what=f"Others on this machine can read {path}.",
            why=f"Its mode is {mode:04o}; it holds tokens, so it has to be {wanted:04o}.",
            fix=f"Run: chmod {wanted:o} {path}  (and revoke its tokens if others use this machine).",
        )


class VaultTooNew(VaultError):
    """A newer twitchkit wrote the file."""

    code = "vault-too-new"

    def __init__(self, *, path: str, version: int, known: int) -> None:
        super().__init__(
            path=path,
            what=f"A newer twitchkit wrote {path}.",
            why=f"It has format {version}; this one knows up to {known}.",
            fix="Update twitchkit, or set TWITCHKIT_HOME to another folder.",
        )


class VaultBusy(VaultError):
    """Another process held the lock for too long."""

    code = "vault-busy"
    exit_code = 75
    retryable = True

    def __init__(self, *, path: str, waited_s: float) -> None:
        super().__init__(
            path=path,
            what=f"Another process is using {path}.",
            why=f"It held the lock for {waited_s:.0f} seconds.",
            fix="Try again; if no other twitchkit runs, the lock ends with the process that held it.",
        )


class VaultNotWritable(VaultError):
    """The vault's folder or file cannot be written."""

    code = "vault-not-writable"

    def __init__(self, *, path: str, reason: str) -> None:
        super().__init__(
            path=path,
            what=f"Cannot keep tokens in {path}.",
            why=reason,
            fix="Set TWITCHKIT_HOME to a folder you may write, or TWITCHKIT_VAULT=memory to keep none.",
        )


class KeyringUnavailable(VaultError):
    """The keyring of the operating system was asked for and cannot be used."""

    code = "keyring-unavailable"

    def __init__(self, *, reason: str) -> None:
        super().__init__(
            path="the OS keyring",
            what="The OS keyring cannot be used.",
            why=reason,
            fix="Unlock it, or run this in the desktop session that has it.  TWITCHKIT_VAULT=file keeps "
            "another vault in a file instead.",
        )


class VaultKeyMissing(VaultError):
    """The file is sealed, and the keyring does not hold its key."""

    code = "vault-key-missing"

    def __init__(self, *, path: str, problem: str) -> None:
        super().__init__(
            path=path,
            what=f"The key that opens {path} is not in the OS keyring.",
            why=problem,
            fix="Bring the keyring back that has it.  If it is lost, so are these logins: move the file away "
            "and log in again.",
        )
