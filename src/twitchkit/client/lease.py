"""Waiting for the right to get a new token."""

from __future__ import annotations

from twitchkit.errors import VaultBusy
from twitchkit.oauth import Lease, Vault
from twitchkit.wire import Flow, sleep

PATIENCE_S = 60.0
"""Longer than the token endpoint's own tries take; whoever holds a lease that long hangs."""
POLL_S = 0.05


def acquire(vault: Vault, client_id: str, account: str) -> Flow[Lease]:
    """The lease on the account, ours; give it back in a `finally`.

    Raises:
        VaultBusy: somebody held it for longer than any refresh takes.
    """
    lease = vault.lease(client_id, account)
    waited_s = 0.0
    while not lease.try_acquire():
        if waited_s > PATIENCE_S:
            raise VaultBusy(path=f"the token of account {account!r}", waited_s=waited_s)
        yield from sleep(POLL_S, jitter=0.5, why="another one is getting the token")
        waited_s += POLL_S
    return lease
