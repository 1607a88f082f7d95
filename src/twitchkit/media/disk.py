"""The way to the disk: memory that direct writes like, and threads."""

from __future__ import annotations

import asyncio
import mmap
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")

BUFFER_BYTES = 1024 * 1024
"""Measured: half of it costs a twentieth more CPU, twice as much costs more too (the processor's cache)."""


class Offload(Protocol):
    """Runs blocking work in a thread."""

    def __call__(self, work: Callable[[], T]) -> asyncio.Future[T]: ...


class Disk:
    """What the files of one download share on their way to the disk.

    Args:
        files: how many are written at once.
        offload: runs work in a thread.
    """

    def __init__(self, files: int, *, offload: Offload) -> None:
        arena = memoryview(_pages(files * BUFFER_BYTES))
        self._free = [arena[at : at + BUFFER_BYTES] for at in range(0, len(arena), BUFFER_BYTES)]
        self.offload = offload

    def take(self) -> memoryview:
        """A buffer of `BUFFER_BYTES` that begins at a page."""
        return self._free.pop()

    def give_back(self, buffer: memoryview) -> None:
        """`buffer`, taken before, is not used any more."""
        self._free.append(buffer)

    async def to_its_end(self, work: Callable[[], None]) -> None:
        """Runs `work`, which uses our file and our memory; returns when it is done, also when cancelled."""
        working = self.offload(work)
        cancelled: asyncio.CancelledError | None = None
        while not working.done():
            try:
                await asyncio.wait([working])
            except asyncio.CancelledError as error:
                cancelled = error
        if cancelled:
            # What became of it is found out by whoever goes on with the file.
            working.exception()
            raise cancelled
        working.result()


def _pages(size_bytes: int) -> mmap.mmap:
    if not hasattr(mmap, "MADV_HUGEPAGE"):
        return mmap.mmap(-1, size_bytes)
    pages = mmap.mmap(-1, size_bytes, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    # The kernel looks up each page of a direct write: measured, large ones save a twentieth of all CPU.
    pages.madvise(mmap.MADV_HUGEPAGE)
    return pages
