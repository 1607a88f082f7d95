"""Which hosts are this machine."""

from __future__ import annotations

from twitchkit.wire.origin import origin_of, split_origin

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def is_loopback(url: str) -> bool:
    """True if `url` names this machine; false also for a text that is no URL."""
    try:
        return split_origin(origin_of(url)).hostname in LOOPBACK
    except ValueError:
        return False
