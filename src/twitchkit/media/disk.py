"""The way to the disk: memory that direct writes like, and threads where the disk is slow."""

from __future__ import annotations

import asyncio
import mmap
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")

BUFFER_BYTES = 1024 * 1024
"""Measured: half of it costs a twentieth more CPU, twice as much costs more too (the processor's cache)."""

SLOW_WRITE_S = 0.0005
"""A write that takes longer holds up the other files, so the next one is left to a thread, which costs that
much.  Measured: with writes of 1.3 ms, 300 small clips come in four fifths of the time, for the same CPU."""


class Offload(Protocol):
    """Runs blocking work in a thread."""

    def __call__(self, work: Callable[[], T]) -> asyncio.Future[T]: ...


class Disk:
    """What the files of one download share on their way to the disk.

    Args:
        files: how many are written at once.
        offload: runs work in a thread.
        monotonic: seconds.
    """

    def __init__(self, files: int, *, offload: Offload, monotonic: Callable[[], float]) -> None:
        arena = memoryview(_pages(files * BUFFER_BYTES))
        self._free = [arena[at : at + BUFFER_BYTES] for at in range(0, len(arena), BUFFER_BYTES)]
        self._monotonic = monotonic
        self._is_slow = False
        self.offload = offload

    def take(self) -> memoryview:
        """A buffer of `BUFFER_BYTES` that begins at a page."""
        return self._free.pop()

    def give_back(self, buffer: memoryview) -> None:
        """`buffer`, taken before, is not used any more."""
        self._free.append(buffer)

    async def write(self, work: Callable[[], None]) -> None:
        """Runs `work`, a write of one buffer; returns when it is done, also when cancelled."""

        def timed() -> None:
            started = self._monotonic()
            work()
            self._is_slow = self._monotonic() - started > SLOW_WRITE_S

        if self._is_slow:
            await _to_its_end(self.offload(timed))
        else:
            timed()


async def _to_its_end(writing: asyncio.Future[None]) -> None:
    """Waits whatever happens: the thread uses our file and our memory."""
    cancelled: asyncio.CancelledError | None = None
    while not writing.done():
        try:
            await asyncio.wait([writing])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        # What became of the write is found out by whoever goes on with the file.
        writing.exception()
        raise cancelled
    writing.result()


def _pages(size_bytes: int) -> mmap.mmap:
    if not hasattr(mmap, "MADV_HUGEPAGE"):
        return mmap.mmap(-1, size_bytes)
    pages = mmap.mmap(-1, size_bytes, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    # The kernel looks up each page of a direct write: measured, large ones save a twentieth of all CPU.
    pages.madvise(mmap.MADV_HUGEPAGE)
    return pages
