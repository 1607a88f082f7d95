"""The port for bodies too large to hold: media asks, a transport implements."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
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

    async def read_into(self, space: Callable[[], memoryview], took: Callable[[int], bool]) -> int:
        """Puts the next bytes of the body where they are wanted, without a copy where that is possible.

        Args:
            space: gives where the next bytes go; asked anew for each piece.
            took: is given the size of each piece, which fills its space unless no more came for a moment;
                True when another one may follow at once.  Both may block: they are called one after the
                other, in another thread where the body is read in one.  What they raise is raised.

        Returns:
            How many bytes came in this turn, which ends after a moment however many there are; 0 at the end
            of the body.

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


class Streams(Protocol):
    """Opens requests: freely, or only so many at once."""

    @property
    def open_stream(self) -> OpenStream:
        """Opens at once."""
        ...

    def at_most(self, streams: int) -> OpenStream:
        """Opens when fewer than `streams` of those that it opened are being read; the others wait."""
        ...
