"""From the wire to a part: big aligned writes, in a thread, while the next bytes come in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self, TypeVar

from twitchkit.media.buffers import Buffers
from twitchkit.media.part import BLOCK_BYTES, Part

T = TypeVar("T")

FLUSH_S = 0.5
"""A buffer that fills slowly is written after this, so that a kill costs no more than such a moment."""


class Offload(Protocol):
    """Runs blocking work in a thread."""

    def __call__(self, work: Callable[[], T]) -> asyncio.Future[T]: ...


class Sink:
    """Takes bytes for `part`; on leaving the context all of them are written, whatever happened.

    Args:
        part: where they go.
        buffers: gives memory.
        offload: runs the writes.
        monotonic: seconds.
    """

    def __init__(
        self, part: Part, *, buffers: Buffers, offload: Offload, monotonic: Callable[[], float]
    ) -> None:
        self._part = part
        self._buffers = buffers
        self._offload = offload
        self._monotonic = monotonic
        self._buffer = buffers.take()
        self._filled = 0
        self._writing: asyncio.Future[None] | None = None
        self._flushed_at = monotonic()
        self._failed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self._settle()
            # Behind a write that failed nothing may follow: it would lie in the wrong place.
            if self._filled and not self._failed:
                await self._hand_over(self._filled)
                await self._settle()
        finally:
            self._buffers.give_back(self._buffer)

    @property
    def space(self) -> memoryview:
        """Where the next bytes go; never empty."""
        return self._buffer[self._filled :]

    async def took(self, size_bytes: int) -> None:
        """`size_bytes` were put into `space`.

        Raises:
            DiskFull, TargetNotWritable: of an earlier write.
        """
        self._filled += size_bytes
        if self._filled == len(self._buffer):
            await self._hand_over(self._filled)
        elif self._filled >= BLOCK_BYTES and self._monotonic() - self._flushed_at > FLUSH_S:
            await self._hand_over(self._filled - self._filled % BLOCK_BYTES)

    async def _hand_over(self, size_bytes: int) -> None:
        await self._settle()
        full, rest = self._buffer, bytes(self._buffer[size_bytes : self._filled])
        fresh = self._buffers.take_spare()
        self._flushed_at = self._monotonic()

        def write() -> None:
            self._failed = True
            try:
                self._part.write(full[:size_bytes])
                self._failed = False
            finally:
                if fresh is not None:
                    self._buffers.give_back(full, spare=True)

        self._writing = self._offload(write)
        self._buffer, self._filled = fresh or full, 0
        if fresh is None:
            await self._settle()
        self._buffer[: len(rest)] = rest
        self._filled = len(rest)

    async def _settle(self) -> None:
        """Returns when the write that is under way is done, also when we are cancelled: it uses our file."""
        writing, self._writing = self._writing, None
        if writing is None:
            return
        cancelled: asyncio.CancelledError | None = None
        while not writing.done():
            try:
                await asyncio.wait([writing])
            except asyncio.CancelledError as error:
                cancelled = error
        writing.result()
        if cancelled:
            raise cancelled
