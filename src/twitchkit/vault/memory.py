"""A vault that ends with the process."""

from __future__ import annotations

import threading

from twitchkit.oauth.token import Token


class MemoryVault:
    """Keeps tokens in this process only; shared by its threads and tasks."""

    def __init__(self) -> None:
        self._tokens: dict[tuple[str, str], Token] = {}
        self._leases: dict[tuple[str, str], threading.Lock] = {}

    def load(self, client_id: str, account: str) -> Token | None:
        """The token, or None."""
        return self._tokens.get((client_id, account))

    def save(self, account: str, token: Token) -> None:
        """Keeps `token`."""
        self._tokens[token.client_id, account] = token

    def forget(self, client_id: str, account: str) -> bool:
        """Removes the token; False when there was none."""
        return self._tokens.pop((client_id, account), None) is not None

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
