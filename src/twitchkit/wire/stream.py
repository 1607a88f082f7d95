"""The port for bodies too large to hold: media asks, a transport implements."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeAlias

from twitchkit.wire.request import Request

Space: TypeAlias = Callable[[], memoryview]
"""Gives where the next bytes go; asked anew for each piece."""
Took: TypeAlias = Callable[[int], bool]
"""Is given the size of each piece, which fills its space unless no more came for a moment; True when another
one may follow at once."""


class StreamHead(Protocol):
    """The head of an answer."""

    @property
    def status(self) -> int:
        """HTTP status code."""
        ...

    def header(self, name: str) -> str | None:
        """The header's value, or None; case does not matter."""
        ...


class Stream(StreamHead, Protocol):
    """An answer whose body has not been read yet."""

    async def read_into(self, space: Space, took: Took) -> int:
        """Puts the next bytes of the body where they are wanted, without a copy where that is possible.

        Args:
            space, took: the two ends of the reader.  Both may block: they are called one after the other, in
                another thread where the body is read in one.  What they raise is raised.

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


OnHead: TypeAlias = Callable[[StreamHead], tuple[Space, Took] | None]
"""Looks at a head and says where the body goes; None when it is not wanted."""


class OpenStream(Protocol):
    """Opens a request whose body is read piece by piece; the connection is freed on leaving the context."""

    def __call__(self, request: Request, begin: OnHead | None = None) -> AbstractAsyncContextManager[Stream]:
        """Raises `NetworkError` on entering when no answer arrives, and what `begin` raises.

        Args:
            request: what is asked.
            begin: is given the head of each answer, of redirects too, as soon as it is there, perhaps in
                another thread; says where the body goes, as for `Stream.read_into`, of which a first turn may
                be done at once, or None.  The first `read_into` has to name the same and tells what came.
        """
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
