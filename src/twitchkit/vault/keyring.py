"""The keyring of the operating system: which backend is a real one, and the key of a vault in it."""

from __future__ import annotations

import importlib.util
import secrets
import sqlite3
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from twitchkit.errors import KeyringUnavailable, MissingExtra, VaultKeyMissing
from twitchkit.secret import Secret
from twitchkit.vault.seal import SEALED, BadSeal, Writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.fernet import Fernet

T = TypeVar("T")
SERVICE = "twitchkit"
PROOF = b"twitchkit vault"
RECOMMENDED = 1
"""Keyring's own mark: backends below it ask for a password on the terminal, or are no safe place."""


def is_installed() -> bool:
    """True if the packages of the extra `keyring` are there; imports neither."""
    return all(importlib.util.find_spec(name) for name in ("keyring", "cryptography"))


class Backend(Protocol):
    """What we use of `keyring.backend.KeyringBackend`."""

    @property
    def priority(self) -> float:
        """How much it is recommended; raises where it cannot work."""
        ...

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps it."""
        ...


class Keyring:
    """The real backends behind `keyring`, the preferred one first.

    Args:
        least: the lowest priority, in keyring's sense, that is taken; 0 takes what a person configured.

    Raises:
        MissingExtra: the extra `keyring` is not installed.
        KeyringUnavailable: there is no real backend, or none that works.
    """

    def __init__(self, *, least: float = 0) -> None:
        if not is_installed():
            raise MissingExtra(what="The OS keyring", package="keyring", extra="keyring")
        self._backends = _real_backends(least)
        # Proves that it answers: without a session bus, or with a locked keyring, it does not.
        self.get("probe")

    @property
    def name(self) -> str:
        """Of the backend that new keys go to, such as `keyring.backends.SecretService`."""
        return _name(self._backends[0])

    def get(self, name: str) -> Secret | None:
        """What is kept under `name`, None when there is nothing."""
        for backend in self._backends:
            found = _asked(partial(backend.get_password, SERVICE, name))
            if found is not None:
                return Secret(found)
        return None

    def set(self, name: str, value: Secret) -> None:
        """Keeps `value` under `name`."""
        _asked(partial(self._backends[0].set_password, SERVICE, name, value.reveal()))


class KeyringSeal:
    """Encrypts each record (Fernet: AES-128-CBC with HMAC-SHA256) under one key, which rests in the keyring.

    The file says under which name its key rests there.  A keyring has no transactions and no locks, and
    Windows' takes 2.5 KB an entry, so it holds this one key, written once, and the file all the rest.

    Args:
        keyring: where the key rests.
        file: named in errors.
    """

    file_name = SEALED

    def __init__(self, keyring: Keyring, file: Path) -> None:
        self._keyring = keyring
        self._file = file
        self._turn = threading.Lock()
        self._known: dict[str, Fernet] = {}

    def closer(self, connection: sqlite3.Connection) -> Writing:
        """Encrypts; the first change to a file makes its key."""
        fernet = self._key_of(connection) or self._make_key(connection)
        return fernet.encrypt

    def opener(self, connection: sqlite3.Connection) -> Writing:
        """Decrypts."""
        fernet = self._key_of(connection)
        if fernet is None:
            # Nothing was ever written, so there is nothing to open.
            return _unsealed

        def opened(written: bytes) -> bytes:
            return _opened(fernet, written)

        return opened

    def _key_of(self, connection: sqlite3.Connection) -> Fernet | None:
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'seal'").fetchone()
        row = connection.execute("SELECT key_name, proof FROM seal").fetchone() if tables[0] else None
        if row is None:
            return None
        name, proof = row
        with self._turn:
            if name not in self._known:
                self._known[name] = self._fetched(name, proof)
            return self._known[name]

    def _fetched(self, name: str, proof: bytes) -> Fernet:
        key = self._keyring.get(name)
        if key is None:
            raise VaultKeyMissing(path=str(self._file), problem=f"{self._keyring.name} has no {name!r}.")
        try:
            fernet = _fernet(key)
            _opened(fernet, proof)
        except (ValueError, BadSeal):
            # It is not the file that is damaged: nothing of it is touched.
            raise VaultKeyMissing(
                path=str(self._file), problem=f"{self._keyring.name} holds another key under {name!r}."
            ) from None
        return fernet

    def _make_key(self, connection: sqlite3.Connection) -> Fernet:
        from cryptography.fernet import Fernet

        # A name of its own: after a crash before the commit it is an entry too many, never a wrong key.
        name, key = f"vault {secrets.token_hex(8)}", Secret(Fernet.generate_key().decode())
        self._keyring.set(name, key)
        if self._keyring.get(name) != key:
            raise KeyringUnavailable(reason=f"{self._keyring.name} does not give back what it was given.")
        fernet = _fernet(key)
        connection.execute("CREATE TABLE IF NOT EXISTS seal (key_name TEXT NOT NULL, proof BLOB NOT NULL)")
        connection.execute("INSERT INTO seal VALUES (?, ?)", (name, fernet.encrypt(PROOF)))
        return fernet


def _real_backends(least: float) -> Sequence[Backend]:
    import keyring
    from keyring.backends.chainer import ChainerBackend

    chosen = _asked(keyring.get_keyring)
    found = _asked(lambda: list(chosen.backends)) if isinstance(chosen, ChainerBackend) else [chosen]
    # A cast, because the metaclass of keyring's backends hides the types of their methods.
    offered = [cast("Backend", one) for one in found]
    real = [one for one in offered if _is_real(one, least)]
    if not real:
        named = ", ".join(_name(one) for one in offered) or "nothing"
        raise KeyringUnavailable(reason=f"This system offers {named}, which keeps no secrets safely.")
    return real


def _is_real(backend: Backend, least: float) -> bool:
    # The priorities of keyring's `fail` and `null` are not above 0; `keyrings.alt` writes plain text.
    priority = _asked(lambda: float(backend.priority))
    return priority > 0 and priority >= least and "plaintext" not in type(backend).__name__.lower()


def _name(backend: Backend) -> str:
    return type(backend).__module__


def _asked(ask: Callable[[], T]) -> T:
    """What `ask` gives; whatever a backend raises, as our error."""
    try:
        return ask()
    except Exception as error:
        said = str(error).strip().rstrip(".") or type(error).__name__
        raise KeyringUnavailable(reason=f"{said}.") from error


def _fernet(key: Secret) -> Fernet:
    from cryptography.fernet import Fernet

    return Fernet(key.reveal().encode())


def _opened(fernet: Fernet, written: bytes) -> bytes:
    from cryptography.fernet import InvalidToken

    try:
        return fernet.decrypt(written)
    except InvalidToken:
        raise BadSeal from None


def _unsealed(written: bytes) -> bytes:
    del written
    raise BadSeal
