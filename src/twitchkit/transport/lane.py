"""One connection that brings large bodies, straight into the reader's own buffer.

It blocks, so it is used in threads: there the system copies and OpenSSL decrypts while Python does something
else.  asyncio would carry each byte of TLS through two more buffers, on the loop's one thread.  Measured for
downloads over TLS: a third less CPU, and both cores used.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from twitchkit.transport.head import END, MOST_BYTES, Head, OddHead, parse_head

PATIENCE_S = 0.25
"""A reader gets what has come after this, be its buffer full or not: a slow line must not look dead."""

PIECE_BYTES = 16 * 1024


class Lane:
    """One request at a time: `send`, `head`, then `read_into` until it gives 0.

    All but `abort` is for one thread at a time.

    Args:
        sock: connected.
        turn: shared by all lanes; held by the one that decrypts.
        stall_limit_s: the longest silence while an answer is awaited or read, seconds.
    """

    def __init__(self, sock: socket.socket, *, turn: threading.Lock, stall_limit_s: float) -> None:
        self._sock = sock
        self._receive: Callable[[int, memoryview], int] = lambda most, into: sock.recv_into(into, most)
        self._comes_within = _waiter(sock)
        self._turn: AbstractContextManager[object] = contextlib.nullcontext()
        self._decrypting = turn
        self._stall_limit_s = stall_limit_s
        self._left = 0
        self._early = b""
        self._asking = False
        self.aborted = False
        self.keep_alive = True
        self.answered = False
        """Any byte has come since the last request."""

    def secure(self, context: ssl.SSLContext, host: str, *, limit_s: float) -> None:
        """Speaks TLS from here on.

        Raises:
            TimeoutError, OSError: the handshake failed.
        """
        self._sock.settimeout(limit_s)
        # In two steps, so that `abort` reaches a handshake.
        secured = context.wrap_socket(self._sock, server_hostname=host, do_handshake_on_connect=False)
        self._sock, self._turn = secured, self._decrypting
        # `recv_into` of TLS calls it in its turn, every 16 KB: measured, a twenty-fifth of a lane's CPU.
        # Called deprecated for `recv`, which would copy once more; said to give bytes, but not into a buffer.
        self._receive = secured.read  # pyright: ignore[reportDeprecated, reportAttributeAccessIssue]
        secured.do_handshake()

    @property
    def is_free(self) -> bool:
        """The last body was read to its end, and the connection can take another request."""
        usable = self.keep_alive and not self.aborted and not self._asking
        return usable and not self._left and not self._early

    @property
    def is_at_end(self) -> bool:
        """All of the body was read."""
        return not self._left

    @property
    def is_open(self) -> bool:
        """The other side has not ended the connection, nor sent what nobody asked for."""
        return not self._comes_within(0)

    def abort(self) -> None:
        """Ends what is under way in another thread."""
        self.aborted = True
        with contextlib.suppress(OSError):
            # Of the connection itself: a closing word of TLS would wait for whoever reads just now.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)

    def close(self) -> None:
        """Gives the connection back to the system."""
        self._sock.close()

    def send(self, request: bytes) -> None:
        """Asks.

        Raises:
            TimeoutError, OSError: the connection is broken.
        """
        self._asking, self.answered = True, False
        self._sock.settimeout(self._stall_limit_s)
        self._sock.sendall(request)

    def head(self) -> Head:
        """The head of the answer.

        Raises:
            OddHead: an answer that a lane does not read.
            TimeoutError, OSError: none came.
        """
        came = bytearray()
        while True:
            while (end := came.find(END)) < 0:
                if len(came) > MOST_BYTES:
                    raise OddHead("a head without end")
                came += self._more(self._sock.recv(PIECE_BYTES))
                self.answered = True
            head = parse_head(bytes(came[:end]))
            del came[: end + len(END)]
            if not head.is_interim:
                break
        self._asking, self._left, self._early = False, head.length, bytes(came)
        self.keep_alive = head.keep_alive and len(came) <= head.length
        self._sock.setblocking(False)
        return head

    def read_into(self, space: Callable[[], memoryview], took: Callable[[int], bool]) -> int:
        """As `wire.Stream.read_into`, but blocks.

        Raises:
            TimeoutError, OSError: the body ends before its end.
        """
        began, size = time.monotonic(), 0
        while self._left:
            try:
                more = self._fill(space(), patient=not size)
            except OSError:
                # What came before the end is not lost; the next read meets it again.
                if not size:
                    raise
                break
            size += more
            if not more or not took(more) or time.monotonic() - began > PATIENCE_S:
                break
        return size

    def _fill(self, buffer: memoryview, *, patient: bool) -> int:
        """How much of the body is in `buffer` now: less than fits if no more came for a moment."""
        wanted = min(len(buffer), self._left)
        filled = min(len(self._early), wanted)
        if filled:
            buffer[:filled], self._early = self._early[:filled], self._early[filled:]
        tick_s, began = min(PATIENCE_S, self._stall_limit_s), time.monotonic()
        try:
            while filled < wanted:
                # Asked every 16 KB, so many threads that decrypt at once would mostly wait for each other.
                with self._turn:
                    more = self._drain(buffer[filled:wanted])
                if more and not filled:
                    began = time.monotonic()
                filled += more
                waited_s = time.monotonic() - began
                if filled and waited_s > PATIENCE_S:
                    break
                if filled < wanted and not self._comes_within(tick_s):
                    if filled or not patient:
                        break
                    if waited_s + tick_s >= self._stall_limit_s:
                        raise TimeoutError
        except OSError:
            # What came before the end is not lost; the next read meets it again.
            if not filled:
                raise
        self._left -= filled
        return filled

    def _drain(self, buffer: memoryview) -> int:
        """Takes what is there, without waiting for more."""
        receive, filled, wanted = self._receive, 0, len(buffer)
        try:
            while filled < wanted:
                size = receive(wanted - filled, buffer[filled:])
                if not size:
                    raise ConnectionError("closed")
                filled += size
        except (BlockingIOError, ssl.SSLWantReadError):
            pass
        except OSError:
            if not filled:
                raise
        return filled

    def _more(self, piece: bytes) -> bytes:
        if not piece:
            raise ConnectionError("closed")
        return piece


def _waiter(sock: socket.socket) -> Callable[[float], bool]:
    """Tells whether anything comes on `sock` within so many seconds."""
    if not hasattr(select, "poll"):
        return lambda seconds: bool(select.select([sock], [], [], seconds)[0])
    # Made once: there are hundreds of waits a second.  TLS keeps the descriptor that it wraps.
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return lambda seconds: bool(poll.poll(seconds * 1000))
