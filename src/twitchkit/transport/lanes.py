"""The lanes of one event loop: opened, used again, closed."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, final
from urllib.parse import SplitResult, urlsplit

import msgspec
from aiohappyeyeballs import start_connection  # pyright: ignore[reportUnknownVariableType] - says `tuple` alone

from twitchkit.errors import NetworkError
from twitchkit.transport.failures import translate
from twitchkit.transport.head import Head, OddHead
from twitchkit.transport.lane import Lane
from twitchkit.transport.lane_failures import DIALLING, FOREIGN, READING
from twitchkit.transport.lookup import Lookup
from twitchkit.transport.offload import promised
from twitchkit.transport.sending import Attempt, host_of, safe_cause
from twitchkit.transport.slots import Place, Slots, Turn
from twitchkit.wire import OnHead, Request, Space, Took

IDLE_S = 10.0
"""An idle connection is used again for so long; servers close theirs after 5 to 75 seconds."""
PIECE_BYTES = 256 * 1024
ATTEMPT_DELAY_S = 0.25
"""Between the addresses of one name (RFC 8305 §5)."""
MOST_THREADS = 256
"""Reads at once; more wait.  A thread is made when it is needed."""

T = TypeVar("T")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Silences that are borne, seconds.

    Args:
        connect_s: for a connection with its TLS handshake.
        stall_s: while an answer is awaited or read.
    """

    connect_s: float
    stall_s: float


@final
class LaneStream:
    """An answer whose body has not been read yet (`wire.Stream`)."""

    def __init__(
        self, lanes: Lanes, lane: Lane, head: Head, attempt: Attempt, done: Callable[[], None]
    ) -> None:
        self._lanes = lanes
        self._lane = lane
        self._head = head
        self._attempt = attempt
        self._done = done
        self._first: int | NetworkError | None = None

    @property
    def status(self) -> int:
        """HTTP status code."""
        return self._head.status

    def header(self, name: str) -> str | None:
        """The header's value, or None."""
        return self._head.headers.get(name.lower())

    def begin(self, begin: OnHead) -> None:
        """Reads the first turn of the body if it is wanted; blocks."""
        wanted = begin(self)
        if wanted is None or self._lane.is_at_end:
            return
        try:
            self._first = self._read(*wanted)
        except NetworkError as error:
            self._first = error

    async def read_into(self, space: Space, took: Took) -> int:
        """Puts what comes into what `space` gives; how much, 0 at the end."""
        first, self._first = self._first, None
        if isinstance(first, NetworkError):
            raise first
        if first is not None:
            return first
        if self._lane.is_at_end:
            return 0
        return await self._lanes.aside(self._lane, lambda: self._read(space, took))

    def _read(self, space: Space, took: Took) -> int:
        try:
            size = self._lane.read_into(space, took)
        except FOREIGN as error:
            raise translate(error, self._attempt, READING) from safe_cause(error)
        self._done()
        return size

    async def chunks(self) -> AsyncIterator[memoryview]:
        """The body as it arrives."""
        buffer = memoryview(bytearray(PIECE_BYTES))
        while size := await self.read_into(lambda: buffer, lambda _: False):
            yield buffer[:size]


class Lanes:
    """Opens requests on connections of its own, without a proxy.

    Args:
        limits: silences that are borne.
        tls: makes the TLS context when the first one is needed.
    """

    def __init__(self, limits: Limits, tls: Callable[[], ssl.SSLContext]) -> None:
        self._limits = limits
        self._make_tls = tls
        self._tls: ssl.SSLContext | None = None
        self._idle: dict[Place, list[tuple[Lane, float]]] = {}
        self._loop = asyncio.get_running_loop()
        self._lookup = Lookup(self._loop)
        self._turn = threading.Lock()
        self._threads = ThreadPoolExecutor(MOST_THREADS, thread_name_prefix="twitchkit-lane")

    def close(self) -> None:
        """Closes the connections that nobody uses."""
        lanes = [lane for lanes in self._idle.values() for lane, _ in lanes]
        self._idle.clear()
        for lane in lanes:
            lane.close()
        self._threads.shutdown(wait=False)

    @contextlib.asynccontextmanager
    async def open(
        self, request: Request, headers: Mapping[str, str], slots: Slots, begin: OnHead | None
    ) -> AsyncGenerator[LaneStream]:
        """The answer to `request`, a GET without body, when it is its turn.

        Raises:
            OddHead: an answer that lanes do not read: ask aiohttp.
            NetworkError: none came.
        """
        parts = urlsplit(request.url)
        message = _message(parts, headers)
        place = parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        turn = await slots.enter(place, message)
        lane: Lane | None = None
        try:
            lane, stream = await self._ask(turn, place, message, request, begin)
            yield stream
        finally:
            went = turn.end(lane)
            if lane and lane.is_free:
                self._idle.setdefault(place, []).append((lane, self._loop.time()))
            elif lane and not went:
                lane.close()

    async def aside(self, lane: Lane, work: Callable[[], T]) -> T:
        """The result of `work` with `lane`, done in a thread; when cancelled, it is ended and waited for."""
        # Half of what the pool's own futures cost on the loop.
        done, run = promised(work)
        doing = self._threads.submit(run)
        try:
            return await done
        except asyncio.CancelledError:
            # The thread uses our buffer and our file.
            while not doing.done():
                lane.abort()
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.wait([asyncio.wrap_future(doing)])
            raise

    async def _ask(
        self, turn: Turn, place: Place, message: bytes, request: Request, begin: OnHead | None
    ) -> tuple[Lane, LaneStream]:
        """A lane and the answer on it, of which the first turn may have been read."""
        while True:
            sent, turn.lane = turn.lane, None
            used = sent or self._take(place)
            lane = used or await self._dial(place, request)

            def ask(lane: Lane = lane, is_sent: bool = lane is sent) -> LaneStream:
                if not is_sent:
                    lane.send(message)
                attempt = self._attempt(request, "reading")
                stream = LaneStream(self, lane, lane.head(), attempt, lambda: turn.send_next(lane, place))
                if begin:
                    stream.begin(begin)
                return stream

            try:
                return lane, await self.aside(lane, ask)
            except BaseException as error:
                lane.close()
                if isinstance(error, ConnectionError) and used and not lane.answered:
                    continue  # the server closed it while it was idle
                if isinstance(error, FOREIGN):
                    attempt = self._attempt(request, "answering")
                    raise translate(error, attempt, READING) from safe_cause(error)
                raise

    def _take(self, place: Place) -> Lane | None:
        lanes = self._idle.get(place, [])
        while lanes:
            lane, since = lanes.pop()
            if self._loop.time() - since < IDLE_S and lane.is_open:
                return lane
            lane.close()
        return None

    async def _dial(self, place: Place, request: Request) -> Lane:
        scheme, host, port = place
        try:
            async with asyncio.timeout(self._limits.connect_s):
                addresses = await self._lookup.addresses(host, port)
                sock = await start_connection(addresses, happy_eyeballs_delay=ATTEMPT_DELAY_S)
                lane = Lane(sock, turn=self._turn, stall_limit_s=self._limits.stall_s)
                try:
                    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    if scheme == "https":
                        await self._secure(lane, host)
                except BaseException:
                    lane.close()
                    raise
        except FOREIGN as error:
            self._lookup.forget(host, port)
            attempt = self._attempt(request, "connecting")
            raise translate(error, attempt, DIALLING) from safe_cause(error)
        return lane

    async def _secure(self, lane: Lane, host: str) -> None:
        context, limit_s = self._context(), self._limits.connect_s
        await self.aside(lane, lambda: lane.secure(context, host, limit_s=limit_s))

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = self._make_tls()
        return self._tls

    def _attempt(self, request: Request, phase: str) -> Attempt:
        return Attempt(
            host=host_of(request.url),
            phase=phase,
            limit_s=self._limits.stall_s,
            connect_limit_s=self._limits.connect_s,
        )


def _message(parts: SplitResult, headers: Mapping[str, str]) -> bytes:
    """The request as it is sent; `headers` have been checked."""
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.netloc.rpartition("@")[2]
    if not (target + host).isascii() or not (target + host).isprintable() or " " in target + host:
        raise OddHead("an address that is not spelt as it is sent")
    lines = [
        f"GET {target} HTTP/1.1",
        f"Host: {host}",
        *(f"{name}: {text}" for name, text in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")
