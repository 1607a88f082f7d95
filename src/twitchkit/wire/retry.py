"""How often, how long: the bounds of every second try."""

from __future__ import annotations

import msgspec

PATIENCE_S = 120.0
"""No call waits longer than this in all; Twitch fills a bucket within a minute."""


class Backoff(msgspec.Struct, frozen=True):
    """Waits that double, with a bound on their number and length.

    Args:
        tries: attempts in all, the first one included.
        first_s: wait before the second attempt, seconds.
        longest_s: no wait is longer, seconds.
        jitter: up to this share is added at random to each wait, so that many clients do not march in step.
    """

    tries: int = 4
    first_s: float = 0.5
    longest_s: float = 8.0
    jitter: float = 0.5

    def wait_s(self, failed: int) -> float | None:
        """Seconds to wait after `failed` attempts (counted from 1), or None when it is time to give up."""
        if failed >= self.tries:
            return None
        return min(self.longest_s, self.first_s * 2.0 ** (failed - 1))
