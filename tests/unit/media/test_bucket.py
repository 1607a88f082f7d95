from __future__ import annotations

import asyncio

from twitchkit.media.bucket import Bucket


class Hands:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_all_together_stay_at_the_rate() -> None:
    hands = Hands()
    bucket = Bucket(1000, monotonic=hands.monotonic, sleep=hands.sleep)

    async def main() -> None:
        for _ in range(10):
            await bucket.take(500)

    asyncio.run(main())
    assert hands.now == 105.0


def test_time_in_which_nothing_came_is_not_made_up_for() -> None:
    hands = Hands()
    bucket = Bucket(1000, monotonic=hands.monotonic, sleep=hands.sleep)
    hands.now += 60
    asyncio.run(bucket.take(1000))
    assert hands.now == 161.0


def test_a_piece_is_a_fifth_of_a_second() -> None:
    hands = Hands()
    assert Bucket(1000, monotonic=hands.monotonic, sleep=hands.sleep).piece_bytes == 200
    assert Bucket(0.5, monotonic=hands.monotonic, sleep=hands.sleep).piece_bytes == 1
