"""The port for bodies too large to hold: media asks, a transport implements."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from twitchkit.wire.request import Request


class Stream(Protocol):
    """An answer whose body has not been read yet."""

    @property
    def status(self) -> int:
        """HTTP status code."""
        ...

    def header(self, name: str) -> str | None:
        """The header's value, or None; case does not matter."""
        ...

    def chunks(self) -> AsyncIterator[bytes | bytearray | memoryview]:
        """The body as it arrives, in pieces of whatever size is cheapest; each is valid until the next.

        Raises:
            NetworkError: the connection was cut, or nothing arrived for the transport's stall limit.
        """
        ...


class OpenStream(Protocol):
    """Opens a request whose body is read piece by piece; the connection is freed on leaving the context."""

    def __call__(self, request: Request) -> AbstractAsyncContextManager[Stream]:
        """Raises `NetworkError` on entering when no answer arrives."""
        ...
