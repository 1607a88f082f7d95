"""From the wire to a part, in big aligned writes."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from twitchkit.media.disk import Disk
from twitchkit.media.part import BLOCK_BYTES, Part

FLUSH_S = 0.5
"""A buffer that fills slowly is written after this, so that a kill costs no more than such a moment."""


class Sink:
    """Takes bytes for `part`; on leaving the context all of them are written, whatever happened.

    Args:
        part: where they go.
        disk: gives memory, and writes.
        monotonic: seconds.
    """

    def __init__(self, part: Part, disk: Disk, *, monotonic: Callable[[], float]) -> None:
        self._part = part
        self._disk = disk
        self._monotonic = monotonic
        self._held: memoryview | None = None
        self._filled = 0
        self._flushed_at = monotonic()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._filled:
                await self._flush(self._filled)
        finally:
            if self._held is not None:
                self._disk.give_back(self._held)

    @property
    def space(self) -> memoryview:
        """Where the next bytes go; never empty."""
        return self._buffer[self._filled :]

    @property
    def _buffer(self) -> memoryview:
        if self._held is None:
            self._held = self._disk.take()
        return self._held

    async def took(self, size_bytes: int) -> None:
        """`size_bytes` were put into `space`.

        Raises:
            DiskFull, TargetNotWritable: the disk.
        """
        self._filled += size_bytes
        if self._filled == len(self._buffer):
            await self._flush(self._filled)
        elif self._filled >= BLOCK_BYTES and self._monotonic() - self._flushed_at > FLUSH_S:
            await self._flush(self._filled - self._filled % BLOCK_BYTES)

    async def _flush(self, size_bytes: int) -> None:
        rest = bytes(self._buffer[size_bytes : self._filled])
        # Nothing may follow a write that failed: it would lie in the wrong place.
        self._filled = 0
        await self._disk.write(lambda: self._part.write(self._buffer[:size_bytes]))
        self._buffer[: len(rest)] = rest
        self._filled = len(rest)
        self._flushed_at = self._monotonic()
