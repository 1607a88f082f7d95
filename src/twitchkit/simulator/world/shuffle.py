"""An order of any length out of a seed, at the memory of its square root."""

from __future__ import annotations

from array import array
from math import isqrt
from random import Random
from typing import final

ROUNDS = 4


@final
class Shuffle:
    """A permutation of the numbers below `length`: the unbalanced Feistel network FE1, with cycle walking.

    Source: Bellare, Ristenpart, Rogaway, Stegers, "Format-Preserving Encryption" (2009), section 5.
    """

    def __init__(self, length: int, chance: Random) -> None:
        self._length = length
        self._a = isqrt(max(0, length - 1)) + 1
        self._b = -(-length // self._a) if length else 1
        self._rounds = [
            array("I", (chance.randrange(self._a) for _ in range(self._b))) for _ in range(ROUNDS)
        ]

    def place(self, number: int) -> int:
        """Where `number` comes in the order."""
        a, b = self._a, self._b
        while True:
            for added in self._rounds:
                left, right = divmod(number, b)
                number = a * right + (left + added[right]) % a
            if number < self._length:
                return number

    def at(self, place: int) -> int:
        """Which number comes at `place`; undoes `place()`."""
        a, b = self._a, self._b
        while True:
            for added in reversed(self._rounds):
                right, left = divmod(place, a)
                place = b * ((left - added[right]) % a) + right
            if place < self._length:
                return place
