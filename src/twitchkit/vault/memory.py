"""A vault that ends with the process."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from twitchkit.oauth.app import App
from twitchkit.oauth.login import Login


class MemoryVault:
    """Keeps apps and logins in this process only; shared by its threads and tasks."""

    def __init__(self) -> None:
        self._logins: dict[str, dict[str, Login]] = {}
        self._apps: dict[str, App] = {}
        self._leases: dict[tuple[str, str], threading.Lock] = {}

    def load(self, client_id: str, account: str) -> Login | None:
        """The login, or None."""
        return self._logins.get(client_id, {}).get(account)

    def save(self, account: str, login: Login, *, durable: bool = True) -> None:
        """Keeps `login`."""
        del durable  # nothing here is
        self._logins.setdefault(login.token.client_id, {})[account] = login

    def forget(self, client_id: str, account: str) -> bool:
        """Removes the login; False when there was none."""
        return self._logins.get(client_id, {}).pop(account, None) is not None

    def accounts(self, client_id: str) -> Mapping[str, Login]:
        """Every login of the app."""
        return dict(self._logins.get(client_id, {}))

    def apps(self) -> tuple[App, ...]:
        """The apps, the newest first."""
        return tuple(reversed(self._apps.values()))

    def save_app(self, app: App) -> None:
        """Keeps an app."""
        self._apps.pop(app.client_id, None)
        self._apps[app.client_id] = app

    def forget_app(self, client_id: str) -> bool:
        """Removes an app with its logins; False when there was none."""
        self._logins.pop(client_id, None)
        return self._apps.pop(client_id, None) is not None

    def lease(self, client_id: str, account: str) -> MemoryLease:
        """A lease on the account."""
        return MemoryLease(self._leases.setdefault((client_id, account), threading.Lock()))


class MemoryLease:
    """A lease among the threads and tasks of one process."""

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock
        self._ours = False

    def try_acquire(self) -> bool:
        """True if it is ours now."""
        self._ours = self._ours or self._lock.acquire(blocking=False)
        return self._ours

    def release(self) -> None:
        """Gives it back."""
        if self._ours:
            self._ours = False
            self._lock.release()
