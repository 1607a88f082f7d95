"""Whether a request that got no answer can have been carried out."""

from __future__ import annotations

from twitchkit.errors import NetworkError, TimedOut, TlsTrouble, Unreachable


def may_have_arrived(error: NetworkError) -> bool:
    """False only when no byte of the request can have reached the service; what is not known counts as true.

    One-time codes and one-time refresh tokens are not sent again after a true.
    """
    if isinstance(error, TimedOut):
        return error.phase != "connecting"
    return not isinstance(error, Unreachable | TlsTrouble)
