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

    async def read_into(self, buffer: memoryview) -> int:
        """Puts the next bytes of the body at the start of `buffer`, without a copy where that is possible.

        Returns:
            How many: as many as fit, or fewer when no more came for a moment; 0 at the end of the body.

        Raises:
            NetworkError: the connection was cut, or nothing arrived for the transport's stall limit.
        """
        ...

    def chunks(self) -> AsyncIterator[bytes | bytearray | memoryview]:
        """The body as it arrives, for small ones; each piece is valid until the next.

        Raises:
            NetworkError: as `read_into`.
        """
        ...


class OpenStream(Protocol):
    """Opens a request whose body is read piece by piece; the connection is freed on leaving the context."""

    def __call__(self, request: Request) -> AbstractAsyncContextManager[Stream]:
        """Raises `NetworkError` on entering when no answer arrives."""
        ...
