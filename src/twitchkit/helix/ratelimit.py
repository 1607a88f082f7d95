"""The points that are left, as Twitch's headers tell them."""

from __future__ import annotations

from typing import Self

import msgspec

from twitchkit.wire.response import Response


class RateLimit(msgspec.Struct, frozen=True):
    """One bucket's state.  Source: dev.twitch.tv/docs/api/guide, "Twitch Rate Limits".

    Args:
        limit: the bucket's size in points.
        remaining: points left.
        reset_at_s: Unix second at which the bucket is full again.
    """

    limit: int
    remaining: int
    reset_at_s: int

    @classmethod
    def of(cls, response: Response) -> Self | None:
        """The bucket that `response` tells of, or None: refusals often carry no such headers."""
        told = response.headers
        try:
            return cls(
                int(told["ratelimit-limit"]), int(told["ratelimit-remaining"]), int(told["ratelimit-reset"])
            )
        except (KeyError, ValueError):
            return None

    def wait_s(self, response: Response) -> float:
        """Seconds from `response` until the bucket is full, at least 1.

        The answer's own `Date` is asked first: it is the clock that made the reset time, ours may be wrong.
        """
        answered = response.sent_at or response.received_at
        return max(1.0, self.reset_at_s - answered) if answered is not None else 60.0
