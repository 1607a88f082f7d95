"""A vault in one file that nobody else can read, as it is or sealed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from twitchkit.clock import Clock
from twitchkit.oauth.app import App
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.shape import ready
from twitchkit.vault.database import Database
from twitchkit.vault.lease import FileLease, lease_file
from twitchkit.vault.record import LoginRecord
from twitchkit.vault.seal import BadSeal, NoSeal, Seal, Writing


class FileVault:
    """Keeps apps and logins in one file of `folder`: vault.db, or sealed.db under a key that rests elsewhere.

    A change is one transaction that is on the disk before the call returns, so that a crash at any moment
    leaves the state before or after it.  Threads and processes may share the file.

    Args:
        folder: made with mode 0700 when it is not there.
        clock: dates a damaged file that is set aside.
        seal: how secrets are written; None as they are.
    """

    def __init__(self, folder: Path, *, clock: Clock, seal: Seal | None = None) -> None:
        self._folder = folder
        self._seal: Seal = seal or NoSeal()
        self._database = Database(folder / self._seal.file_name, clock=clock)

    def load(self, client_id: str, account: str) -> Login | None:
        """The login, or None."""
        with self._database.read() as connection:
            if connection is None:
                return None
            row = connection.execute(
                "SELECT record FROM login WHERE client_id = ? AND account = ?", (client_id, account)
            ).fetchone()
            opener = self._seal.opener(connection)
        return self._read(client_id, row[0], opener) if row else None

    def save(self, account: str, login: Login, *, durable: bool = True) -> None:
        """Keeps `login`; it is on the disk when this returns, or soon, if not `durable`."""
        record = msgspec.json.encode(LoginRecord.of(login))
        with self._database.change(durable=durable) as connection:
            written = self._seal.closer(connection)(record)
            connection.execute(
                "INSERT OR REPLACE INTO login VALUES (?, ?, ?)", (login.token.client_id, account, written)
            )

    def forget(self, client_id: str, account: str) -> bool:
        """Removes the login; False when there was none."""
        if self.load(client_id, account) is None:
            return False
        with self._database.change() as connection:
            done = connection.execute(
                "DELETE FROM login WHERE client_id = ? AND account = ?", (client_id, account)
            )
            return done.rowcount > 0

    def accounts(self, client_id: str) -> Mapping[str, Login]:
        """Every login of the app."""
        with self._database.read() as connection:
            if connection is None:
                return {}
            rows: list[tuple[str, bytes]] = connection.execute(
                "SELECT account, record FROM login WHERE client_id = ? ORDER BY account", (client_id,)
            ).fetchall()
            opener = self._seal.opener(connection)
        return {account: self._read(client_id, record, opener) for account, record in rows}

    def apps(self) -> tuple[App, ...]:
        """The apps, the newest first."""
        with self._database.read() as connection:
            if connection is None:
                return ()
            rows: list[tuple[str, str | None]] = connection.execute(
                "SELECT client_id, client_secret FROM app ORDER BY position DESC"
            ).fetchall()
            opener = self._seal.opener(connection)
        return tuple(self._read_app(client_id, secret, opener) for client_id, secret in rows)

    def save_app(self, app: App) -> None:
        """Keeps an app."""
        secret = app.client_secret.reveal().encode() if app.client_secret else None
        with self._database.change() as connection:
            written = self._seal.closer(connection)(secret).decode() if secret else None
            connection.execute(
                "INSERT OR REPLACE INTO app VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM app))",
                (app.client_id, written),
            )

    def forget_app(self, client_id: str) -> bool:
        """Removes an app with its logins; False when there was none."""
        with self._database.change() as connection:
            connection.execute("DELETE FROM login WHERE client_id = ?", (client_id,))
            return connection.execute("DELETE FROM app WHERE client_id = ?", (client_id,)).rowcount > 0

    def lease(self, client_id: str, account: str) -> FileLease:
        """A lease on the account, good across processes."""
        if not self._folder.exists():
            self._database.make_folder()
        return FileLease(lease_file(self._folder, client_id, account))

    def _read(self, client_id: str, written: bytes, opener: Writing) -> Login:
        try:
            return msgspec.json.decode(opener(written), type=ready(LoginRecord)).read(client_id)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            # The error names paths and types, never the content.
            raise self._database.damaged(f"A login cannot be read: {error}.") from None
        except BadSeal:
            raise self._database.damaged("A login's seal is broken.") from None

    def _read_app(self, client_id: str, written: str | None, opener: Writing) -> App:
        try:
            return App(client_id, Secret(opener(written.encode()).decode()) if written else None)
        except (BadSeal, UnicodeDecodeError):
            raise self._database.damaged("An app's seal is broken.") from None
