"""The key that signs ID tokens: made from the seed, so that a world's tokens verify the same every time."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

KEY_ID = "1"
EXPONENT = 65_537
PRIME_BITS = 1024
ROUNDS = 12
SMALL_PRIMES = tuple(
    number for number in range(3, 2_000, 2) if all(number % by for by in range(3, 45, 2) if by < number)
)


@lru_cache(maxsize=8)
def signing_key(seed: int) -> RSAKey:
    """An RSA key of 2,048 bits.  It guards nothing."""
    from joserfc.jwk import RSAKey

    chance = Random(f"{seed}/id tokens")  # noqa: S311 - repeatable on purpose
    first, second = _prime(chance), _prime(chance)
    one, other = max(first, second), min(first, second)
    private = pow(EXPONENT, -1, (one - 1) * (other - 1))
    numbers = {
        "n": one * other,
        "e": EXPONENT,
        "d": private,
        "p": one,
        "q": other,
        "dp": private % (one - 1),
        "dq": private % (other - 1),
        "qi": pow(other, -1, one),
    }
    encoded: dict[str, str | list[str]] = {name: _number(number) for name, number in numbers.items()}
    return RSAKey.import_key({"kty": "RSA", "alg": "RS256", "use": "sig", "kid": KEY_ID, **encoded})


def public_key(seed: int) -> Mapping[str, object]:
    """The key's public half, for `/oauth2/keys`."""
    return signing_key(seed).as_dict(private=False)


def _number(number: int) -> str:
    return urlsafe_b64encode(number.to_bytes((number.bit_length() + 7) // 8)).rstrip(b"=").decode()


def _prime(chance: Random) -> int:
    while True:
        number = chance.getrandbits(PRIME_BITS) | 3 << PRIME_BITS - 2 | 1
        fits = number % EXPONENT != 1  # else the exponent would divide the number below
        if fits and all(number % prime for prime in SMALL_PRIMES) and _is_prime(number, chance):
            return number


def _is_prime(number: int, chance: Random) -> bool:
    """Miller and Rabin's test."""
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(ROUNDS):
        power = pow(chance.randrange(2, number - 1), odd, number)
        if power in {1, number - 1}:
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True
