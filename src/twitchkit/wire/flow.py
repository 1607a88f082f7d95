"""Protocols of several steps, as generators that ask for their effects.

A flow yields `Send(request)` and is resumed with the `Response`, or yields `Sleep(seconds)` and is resumed
with None.  A transport performs it, blocking or on asyncio; a test plays the world's part.  When a send does
not reach an answer, the transport throws its `NetworkError` into the flow at the `yield`.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias, TypeVar

import msgspec

from twitchkit.wire.request import Request
from twitchkit.wire.response import Response

T = TypeVar("T")


class Send(msgspec.Struct, frozen=True):
    """Put `request` on the wire; resume with the `Response`, or throw the `NetworkError` in."""

    request: Request


class Sleep(msgspec.Struct, frozen=True):
    """Wait.

    Args:
        seconds: at least this long.
        jitter: up to this share of `seconds` is added at random by whoever performs it.
        why: what is waited for, for the log; no secrets.
    """

    seconds: float
    jitter: float = 0.0
    why: str = ""


Effect: TypeAlias = Send | Sleep
Flow: TypeAlias = Generator[Effect, Response | None, T]


def send(request: Request) -> Flow[Response]:
    """The answer to `request`: `response = yield from send(request)`."""
    response = yield Send(request)
    assert response is not None, "a flow resumed a Send without a Response"
    return response


def sleep(seconds: float, *, jitter: float = 0.0, why: str = "") -> Flow[None]:
    """A wait: `yield from sleep(2, why="the next poll")`."""
    yield Sleep(seconds, jitter, why)
