"""A rate that many share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

PIECE_S = 0.2


class Bucket:
    """Holds back whoever takes from it, so that all together stay at a rate.

    What is taken is already there (bytes that came), so it is never refused: it is paid for by waiting
    after it, in the order of taking.

    Args:
        bytes_per_s: the rate.
        monotonic: seconds.
        sleep: waits, seconds.
    """

    def __init__(
        self,
        bytes_per_s: float,
        *,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        assert bytes_per_s > 0, "a rate of nothing would wait for ever"
        self._bytes_per_s = bytes_per_s
        self.piece_bytes = max(1, int(bytes_per_s * PIECE_S))
        """What to take at once, so that the flow looks even."""
        self._monotonic = monotonic
        self._sleep = sleep
        self._paid_until = monotonic()

    async def take(self, size_bytes: int) -> None:
        """Returns when `size_bytes`, and all that was taken before, fit the rate."""
        now = self._monotonic()
        self._paid_until = max(self._paid_until, now) + size_bytes / self._bytes_per_s
        await self._sleep(self._paid_until - now)
