"""The port for tokens at rest: flows ask, a vault implements."""

from __future__ import annotations

from typing import Protocol

from twitchkit.oauth.token import Token


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
    """Where tokens rest, by client id and account name.  Every change is one atomic, locked step."""

    def load(self, client_id: str, account: str) -> Token | None:
        """The token, or None.

        Raises:
            VaultError: the place cannot be read or is not safe.
        """
        ...

    def save(self, account: str, token: Token) -> None:
        """Keeps `token`; it is at rest when this returns.

        Raises:
            VaultError: it could not be kept.
        """
        ...

    def forget(self, client_id: str, account: str) -> bool:
        """Removes the token; False when there was none.

        Raises:
            VaultError: the place cannot be read or changed.
        """
        ...

    def lease(self, client_id: str, account: str) -> Lease:
        """A lease on the account, not yet acquired."""
        ...
