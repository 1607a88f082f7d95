"""From the wire to a part, in big aligned writes."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from twitchkit.media.disk import Disk
from twitchkit.media.part import BLOCK_BYTES, Part
from twitchkit.media.probe import SNIFF_BYTES, no_video, sniff
from twitchkit.media.record import Record

FLUSH_S = 0.5
"""A buffer that fills slowly is written after this, so that a kill costs no more than such a moment."""


class Sink:
    """Takes bytes for `part`; on leaving the context all of them are written, whatever happened.

    Args:
        part: where they go.
        disk: gives memory, and threads to write in.
        monotonic: seconds.
    """

    def __init__(self, part: Part, disk: Disk, *, monotonic: Callable[[], float]) -> None:
        self._part = part
        self._disk = disk
        self._monotonic = monotonic
        self._held: memoryview | None = None
        self._filled = 0
        self._flushed_at = monotonic()
        self._expected: Record | None = None

    def expect(self, record: Record) -> None:
        """What comes is a file of its own, which `record` describes; begun when it is a video's."""
        self._expected = record

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._expected and kind is None:
                self._begin(self._expected)
            if self._filled and not self._expected:
                await self._disk.to_its_end(lambda: self._flush(self._filled))
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

    def took(self, size_bytes: int) -> None:
        """`size_bytes` were put into `space`.  Blocks when it is time to write.

        Raises:
            NotVideo: what was expected is none.
            DiskFull, TargetNotWritable: the disk.
        """
        self._filled += size_bytes
        if self._expected:
            if self._filled < SNIFF_BYTES:
                return
            self._begin(self._expected)
        if self._filled == len(self._buffer) or self._is_last:
            self._flush(self._filled)
        elif self._filled >= BLOCK_BYTES and self._monotonic() - self._flushed_at > FLUSH_S:
            self._flush(self._filled - self._filled % BLOCK_BYTES)

    @property
    def _is_last(self) -> bool:
        return self._part.size_bytes + self._filled == self._part.record.length

    def _begin(self, record: Record) -> None:
        first = bytes(self._buffer[: min(self._filled, SNIFF_BYTES)])
        if sniff(first) != "mp4":
            raise no_video(first)
        self._part.begin(record)
        self._expected = None

    def _flush(self, size_bytes: int) -> None:
        rest = bytes(self._buffer[size_bytes : self._filled])
        # Nothing may follow a write that failed: it would lie in the wrong place.
        self._filled = 0
        self._part.write(self._buffer[:size_bytes])
        self._buffer[: len(rest)] = rest
        self._filled = len(rest)
        self._flushed_at = self._monotonic()
