"""The port for tokens and apps at rest: flows ask, a vault implements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from twitchkit.oauth.app import App
from twitchkit.oauth.login import Login


class Lease(Protocol):
    """The right to get a new token for one account, held by one at a time.

    It holds among tasks, threads and processes, and ends with the process that holds it.
    """

    def try_acquire(self) -> bool:
        """True if it is ours now; never waits."""
        ...

    def release(self) -> None:
        """Gives it back; does nothing when it is not ours."""
        ...


class Vault(Protocol):
    """Where apps and logins rest, by client id and account name.  Every change is one atomic, locked step.

    All methods raise `VaultError` when the place cannot be read or written, or is not safe.
    """

    def load(self, client_id: str, account: str) -> Login | None:
        """The login, or None."""
        ...

    def save(self, account: str, login: Login, *, durable: bool = True) -> None:
        """Keeps `login`; it is at rest when this returns.

        Args:
            account: its name.
            login: replaces the one of that name.
            durable: False for what may be lost with the machine's power, though not with the process: a flush
                to the disk costs more than all else that a look at a token takes.
        """
        ...

    def forget(self, client_id: str, account: str) -> bool:
        """Removes the login; False when there was none."""
        ...

    def accounts(self, client_id: str) -> Mapping[str, Login]:
        """Every login of the app, by account name."""
        ...

    def apps(self) -> tuple[App, ...]:
        """The apps that were set up, the newest first."""
        ...

    def save_app(self, app: App) -> None:
        """Keeps an app's credentials; they replace older ones of the same client id."""
        ...

    def forget_app(self, client_id: str) -> bool:
        """Removes an app with all its logins; False when there was none."""
        ...

    def lease(self, client_id: str, account: str) -> Lease:
        """A lease on the account, not yet acquired."""
        ...
