"""A vault that is not there yet: where it shall rest is decided with the first change."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from twitchkit.oauth import App, Login
from twitchkit.oauth.vault import Lease, Vault


class UndecidedVault:
    """Empty until something is kept, or until somebody else has made the vault.

    To look for a keyring takes longer than most commands, and who keeps nothing needs none.

    Args:
        is_there: whether a vault has been made by now.
        open_one: makes or opens it.
    """

    def __init__(self, *, is_there: Callable[[], bool], open_one: Callable[[], Vault]) -> None:
        self._is_there = is_there
        self._open_one = open_one
        self._opened: Vault | None = None

    def load(self, client_id: str, account: str) -> Login | None:
        """The login, or None."""
        vault = self._made()
        return vault.load(client_id, account) if vault else None

    def save(self, account: str, login: Login, *, durable: bool = True) -> None:
        """Keeps `login`."""
        self._open().save(account, login, durable=durable)

    def forget(self, client_id: str, account: str) -> bool:
        """Removes the login; False when there was none."""
        vault = self._made()
        return vault.forget(client_id, account) if vault else False

    def accounts(self, client_id: str) -> Mapping[str, Login]:
        """Every login of the app, by account name."""
        vault = self._made()
        return vault.accounts(client_id) if vault else {}

    def apps(self) -> tuple[App, ...]:
        """The apps that were set up, the newest first."""
        vault = self._made()
        return vault.apps() if vault else ()

    def save_app(self, app: App) -> None:
        """Keeps an app's credentials."""
        self._open().save_app(app)

    def forget_app(self, client_id: str) -> bool:
        """Removes an app with all its logins; False when there was none."""
        vault = self._made()
        return vault.forget_app(client_id) if vault else False

    def lease(self, client_id: str, account: str) -> Lease:
        """A lease on the account, not yet acquired."""
        return self._open().lease(client_id, account)

    def _made(self) -> Vault | None:
        return self._open() if self._opened is not None or self._is_there() else None

    def _open(self) -> Vault:
        if self._opened is None:
            self._opened = self._open_one()
        return self._opened
