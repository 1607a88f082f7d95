"""The texts that stand for rights."""

from __future__ import annotations

import string
from random import Random
from typing import Final
from uuid import UUID

ALPHABET: Final = string.ascii_lowercase + string.digits


def code(entropy: Random, length: int) -> str:
    """A text of lower-case letters and digits, as Twitch's tokens are."""
    return "".join(entropy.choices(ALPHABET, k=length))


def capitals(entropy: Random, length: int) -> str:
    """A text of capital letters, as a person types it from another screen."""
    return "".join(entropy.choices(string.ascii_uppercase, k=length))


def uuid(entropy: Random) -> str:
    """A random UUID, as many of Twitch's ids are."""
    return str(UUID(bytes=entropy.randbytes(16), version=4))
