"""Memory for bytes on their way to the disk."""

from __future__ import annotations

import mmap

BUFFER_BYTES = 1024 * 1024
"""Measured: half of it costs a twentieth more CPU, twice as much costs more too (the processor's cache)."""


class Buffers:
    """Buffers that begin at a page, as direct writes want it; used again and again.

    Args:
        files: how many are written at once; each of them holds one buffer.
        spare: how many more there are, so that one fills while another is written.
    """

    def __init__(self, files: int, *, spare: int) -> None:
        self._free: list[memoryview] = []
        self._unmade = files + spare
        self._spare = spare

    def take(self) -> memoryview:
        """A file's own buffer, of `BUFFER_BYTES`."""
        if self._free:
            return self._free.pop()
        assert self._unmade, "more files are written than were reckoned with"
        self._unmade -= 1
        return memoryview(mmap.mmap(-1, BUFFER_BYTES))

    def take_spare(self) -> memoryview | None:
        """One more buffer for a file that has one, None when there is none to spare."""
        if self._spare == 0:
            return None
        self._spare -= 1
        return self.take()

    def give_back(self, buffer: memoryview, *, spare: bool = False) -> None:
        """`buffer` is not used any more.

        Args:
            buffer: taken before.
            spare: the file keeps another one.
        """
        self._free.append(buffer)
        self._spare += spare
