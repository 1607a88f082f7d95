"""One connection that brings large bodies, straight into the reader's own buffer.

aiohttp copies every byte three times, into buffers that it allocates anew; with asyncio's `BufferedProtocol`
the bytes are decrypted where they are wanted.  Measured for downloads over TLS: a third less CPU.
"""

from __future__ import annotations

import asyncio
from typing import cast

from twitchkit.transport.head import END, MOST_BYTES, Head, OddHead, parse_head

PATIENCE_S = 0.25
"""A reader gets what has come after this, be its buffer full or not: a slow line must not look dead."""


class Lane(asyncio.BufferedProtocol):
    """One request at a time: `ask`, then `read_into` until it gives 0.

    Args:
        spare: where heads are read to; shared by the lanes of one loop.
        stall_limit_s: the longest silence while an answer is awaited or read, seconds.
    """

    def __init__(self, spare: memoryview, *, stall_limit_s: float) -> None:
        self._spare = spare
        self._stall_limit_s = stall_limit_s
        self._tick_s = min(PATIENCE_S, stall_limit_s)
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._lost: Exception | None = None
        self._target: memoryview | None = None
        self._filled = 0
        self._left = 0
        self._early = bytearray()
        self._touched_at = 0.0
        self._asking = False
        self._is_tls = False
        self.keep_alive = True
        self.answered = False
        """Any byte has come since the last request."""

    @property
    def is_free(self) -> bool:
        """The last body was read to its end, and the connection can take another request."""
        usable = self.keep_alive and self._lost is None and not self._asking
        return usable and self._left == 0 and not self._early

    def park(self) -> None:
        """Watches for the other side's end while nobody asks."""
        self._connected().resume_reading()

    def abort(self) -> None:
        """Ends the connection at once."""
        if self._transport:
            self._transport.abort()

    async def ask(self, request: bytes) -> Head:
        """The head of the answer.

        Raises:
            OddHead: an answer that a lane does not read.
            TimeoutError, OSError: none came.
        """
        self._asking, self.answered = True, False
        transport = self._connected()
        transport.write(request)
        transport.resume_reading()
        while True:
            while (end := self._early.find(END)) < 0:
                if len(self._early) > MOST_BYTES:
                    raise OddHead("a head without end")
                await self._wait()
            head = parse_head(bytes(self._early[:end]))
            del self._early[: end + len(END)]
            if not head.is_interim:
                break
        self._hold()
        self._asking, self._left, self.keep_alive = False, head.length, head.keep_alive
        if len(self._early) > self._left:
            self.keep_alive = False
        return head

    async def read_into(self, buffer: memoryview) -> int:
        """How much of the body is in `buffer` now: less than fits if no more came for a moment, 0 at the end.

        Raises:
            TimeoutError, OSError: the body ends before its end.
        """
        taken = min(len(self._early), self._left, len(buffer))
        if taken:
            buffer[:taken] = self._early[:taken]
            del self._early[:taken]
            self._left -= taken
        if taken == len(buffer) or self._left == 0 or (taken and self._lost):
            return taken
        self._target, self._filled = buffer, taken
        try:
            transport = self._connected()
            transport.resume_reading()
            await self._wait()
        finally:
            self._target = None
        return self._filled

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio: the connection stands."""
        self._transport = cast("asyncio.Transport", transport)
        self._is_tls = transport.get_extra_info("sslcontext") is not None

    def get_buffer(self, sizehint: int) -> memoryview:
        """asyncio: where the next bytes go."""
        if self._target is None:
            return self._spare
        room = min(len(self._target) - self._filled, self._left)
        return self._target[self._filled : self._filled + room] if room else self._spare

    def buffer_updated(self, nbytes: int) -> None:
        """asyncio: so many bytes are there."""
        self._touched_at = self._loop.time()
        self.answered = True
        target = self._target
        if target is None or self._filled == len(target) or not self._left:
            self._early += self._spare[:nbytes]
            if not self._asking:
                # Nobody reads just now; the kernel holds back the sender.
                self._pause()
            self._wake()
            return
        self._filled += nbytes
        self._left -= nbytes
        if self._filled == len(target) or not self._left:
            self._hold()
            self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio: the connection is no more."""
        self._lost = self._lost or exc or ConnectionError("closed")
        self._wake()

    def eof_received(self) -> None:
        """asyncio: the other side sends no more."""
        self._lost = self._lost or ConnectionError("closed")
        self._wake()

    async def _wait(self) -> None:
        """Returns when there is something for whoever waits; raises when nothing will come."""
        if self._lost:
            raise self._lost
        self._touched_at = self._loop.time()
        self._waiter = self._loop.create_future()
        self._timer = self._loop.call_later(self._tick_s, self._tick)
        try:
            await self._waiter
        finally:
            self._waiter = None
            self._timer.cancel()
        if self._lost and not self._filled_any():
            raise self._lost

    def _filled_any(self) -> bool:
        return bool(self._early) if self._target is None else self._filled > 0

    def _tick(self) -> None:
        if self._target is not None and self._filled:
            self._pause()
            self._wake()
        elif self._loop.time() - self._touched_at >= self._stall_limit_s:
            self._lost = TimeoutError()
            self.abort()
            self._wake()
        else:
            self._timer = self._loop.call_later(self._tick_s, self._tick)

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    def _hold(self) -> None:
        """Lets nothing more come until it is asked for, where that is cheap."""
        if self._is_tls:
            self._pause()

    def _pause(self) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.pause_reading()

    def _connected(self) -> asyncio.Transport:
        assert self._transport is not None, "a lane was used before it was connected"
        if self._lost:
            raise self._lost
        return self._transport
