"""The asyncio transport: aiohttp, and lanes of our own for large bodies."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from functools import cached_property, partial
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from twitchkit.errors import NetworkError
from twitchkit.log import DEBUG, Logger
from twitchkit.secret import Secret
from twitchkit.transport.failures import translate
from twitchkit.transport.head import OddHead
from twitchkit.transport.lanes import MOST_THREADS, Lanes, Limits
from twitchkit.transport.offload import in_thread
from twitchkit.transport.proxies import Proxies
from twitchkit.transport.sending import (
    ACCEPT_GZIP,
    ACCEPT_IDENTITY,
    ANSWER_TIMEOUT_S,
    CONNECT_TIMEOUT_S,
    MAX_ANSWER_BYTES,
    READ_TIMEOUT_S,
    Attempt,
    host_of,
    safe_cause,
    shown,
    too_large,
    wire_headers,
)
from twitchkit.transport.slots import Slots
from twitchkit.transport.streaming import AiohttpStream, follow, translated
from twitchkit.transport.tls import Trust
from twitchkit.transport.watch import Watch, Watched
from twitchkit.wire import Flow, OnHead, OpenStream, Request, Response, Sleep, Stream

if TYPE_CHECKING:
    from aiohttp import BasicAuth, ClientResponse, ClientSession, ClientTimeout
    from yarl import URL

T = TypeVar("T")
logger = Logger("twitchkit.transport")

CHUNK_BYTES = 64 * 1024
STREAM_BUFFER_BYTES = 1024 * 1024


class AsyncTransport:
    """Performs flows on asyncio; many at once share its connections.

    Args:
        connect_timeout_s: for a connection with its TLS handshake, seconds.
        read_timeout_s: longest silence while an answer is awaited or read, seconds.
        proxies: None for those of the environment.
        unix_time: stamps answers.
        sleep: performs waits, seconds.
        dice: a number from 0 to 1, for the jitter of waits.
        ask: sends the requests of flows, in threads; None sends them by aiohttp.  For the face that has a
            blocking transport anyway: loading aiohttp takes longer than its handful of questions.
        trust: that of who performs `ask`, so that certificates are read once; None for one of its own.
    """

    def __init__(
        self,
        *,
        ask: Callable[[Request], Response] | None = None,
        trust: Trust | None = None,
        connect_timeout_s: float = CONNECT_TIMEOUT_S,
        read_timeout_s: float = READ_TIMEOUT_S,
        proxies: Proxies | None = None,
        unix_time: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        dice: Callable[[], float] = random.random,
    ) -> None:
        self._ask = ask
        self._connect_timeout_s = connect_timeout_s
        self._read_timeout_s = read_timeout_s
        self._proxies = proxies
        self._unix_time = unix_time
        self._sleep = sleep
        self._dice = dice
        self._session: ClientSession | None = None
        self._session_loop: asyncio.AbstractEventLoop | None = None
        self._watch: Watch | None = None
        self._lanes: Lanes | None = None
        self._lanes_loop: asyncio.AbstractEventLoop | None = None
        self._trust = trust or Trust()
        self._slots = Slots(MOST_THREADS)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes all connections; the transport can still be used and opens new ones."""
        lanes, self._lanes = self._lanes, None
        if lanes is not None:
            lanes.close()
        if self._watch is not None:
            self._watch.close()
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def run(self, flow: Flow[T]) -> T:
        """The flow's result.

        Raises:
            TwitchkitError: what the flow raises.
        """
        try:
            effect = next(flow)
            while True:
                if isinstance(effect, Sleep):
                    await self._wait(effect)
                    effect = flow.send(None)
                    continue
                try:
                    response = await self.send(effect.request)
                except NetworkError as error:
                    effect = flow.throw(error)
                else:
                    effect = flow.send(response)
        except StopIteration as end:
            return end.value
        finally:
            flow.close()

    async def send(self, request: Request) -> Response:
        """The answer, whatever its status; redirects are answers too.

        Raises:
            NetworkError: none arrived.
            UnexpectedAnswer: it is larger than any answer of an API.
            InvalidRequest: a header that cannot be sent.
        """
        if self._ask is not None:
            return await in_thread(partial(self._ask, request))
        started, phase = time.monotonic(), "answering"
        headers = wire_headers(request, ACCEPT_GZIP)
        try:
            asked = self._asked(request, headers)
            assert self._watch is not None, "a session was opened"
            with self._watch.call() as watched:
                raw = await asked
                phase = "reading"
                watched.heard()
                try:
                    body = await self._read(request, raw, watched)
                finally:
                    # Half-way it closes the connection; after the last byte that goes back to the pool.
                    raw.release()
            response = Response(raw.status, raw.headers, body, self._unix_time())
        except _foreign() as foreign:
            raise self._translated(foreign, request, phase) from safe_cause(foreign)
        if logger.hears(DEBUG):
            took_ms = (time.monotonic() - started) * 1000
            logger.debug("%s %s: %d in %.0f ms", request.method, shown(request.url), response.status, took_ms)
        return response

    def _translated(self, foreign: BaseException, request: Request, phase: str) -> NetworkError:
        from twitchkit.transport.aiohttp_failures import TABLE

        error = translate(foreign, self._attempt(request, phase), TABLE)
        logger.debug("%s %s: %s", request.method, shown(request.url), error.code)
        return error

    @contextlib.asynccontextmanager
    async def open_stream(
        self, request: Request, begin: OnHead | None = None, *, slots: Slots | None = None
    ) -> AsyncGenerator[Stream]:
        """An answer whose body is read piece by piece (`wire.OpenStream`); up to five redirects are followed.

        Raises:
            NetworkError: none arrived, or a redirect leads to where we do not go.
        """
        async with follow(request, partial(self._stream, begin, slots or self._slots)) as stream:
            if logger.hears(DEBUG):
                logger.debug("%s %s: %d, streaming", request.method, shown(request.url), stream.status)
            yield stream

    def at_most(self, streams: int) -> OpenStream:
        """As `open_stream`, but only so many at once; the others wait for their turn."""
        return partial(self.open_stream, slots=Slots(streams))

    @contextlib.asynccontextmanager
    async def _stream(self, begin: OnHead | None, slots: Slots, request: Request) -> AsyncGenerator[Stream]:
        headers = wire_headers(request, ACCEPT_IDENTITY)
        async with contextlib.AsyncExitStack() as opened:
            stream: Stream
            try:
                if request.method != "GET" or request.body is not None or self._proxy_for(request.url):
                    raise OddHead("nothing for a lane")
                lanes = self._opened_lanes()
                stream = await opened.enter_async_context(lanes.open(request, headers, slots, begin))
            except OddHead as why:
                # Proxies, bodies in chunks or until the end: rare for media, and aiohttp knows them all.
                logger.debug("%s %s: by aiohttp, for %s", request.method, shown(request.url), why)
                await opened.enter_async_context(slots.one())
                raw = await opened.enter_async_context(self._open(request, headers))
                stream = AiohttpStream(raw, self._attempt(request, "reading"))
                if begin:
                    begin(stream)
            yield stream

    @contextlib.asynccontextmanager
    async def _open(self, request: Request, headers: dict[str, str]) -> AsyncGenerator[ClientResponse]:
        with translated(self._attempt(request, "answering")):
            raw = await self._asked(request, headers, as_stream=True)
        # Leaving half-way closes the connection; after the last byte it goes back to the pool.
        async with raw:
            yield raw

    def _asked(
        self, request: Request, headers: dict[str, str], *, as_stream: bool = False
    ) -> Awaitable[ClientResponse]:
        from yarl import URL

        session, (for_answers, for_streams) = self._opened_session(), self._timeouts
        proxy, proxy_auth = _split(self._proxy_for(request.url))
        return session.request(
            request.method,
            # A signature covers the URL as it was spelt: nothing may quote it anew.
            URL(request.url, encoded=True),
            data=request.body_bytes,
            headers=headers,
            allow_redirects=False,
            proxy=proxy,
            proxy_auth=proxy_auth,
            auto_decompress=not as_stream,
            read_bufsize=STREAM_BUFFER_BYTES if as_stream else CHUNK_BYTES,
            timeout=for_streams if as_stream else for_answers,
        )

    @cached_property
    def _timeouts(self) -> tuple[ClientTimeout, ClientTimeout]:
        """Of answers to calls, and of streams."""
        from aiohttp import ClientTimeout

        connect_s, read_s = self._connect_timeout_s, self._read_timeout_s
        return (
            # Silence is what `Watch` looks for: two timers a call, set and reset, cost a tenth of it.
            ClientTimeout(total=None, sock_connect=connect_s),
            ClientTimeout(total=None, sock_connect=connect_s, sock_read=read_s),
        )

    async def _read(self, request: Request, raw: ClientResponse, watched: Watched) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := await raw.content.readany():
            watched.heard()
            pieces.append(piece)
            size += len(piece)
            if size > MAX_ANSWER_BYTES:
                raise too_large(request, raw.status)
        return b"".join(pieces)

    async def _wait(self, effect: Sleep) -> None:
        seconds = effect.seconds * (1 + effect.jitter * self._dice())
        logger.debug("waiting %.2f s: %s", seconds, effect.why)
        await self._sleep(seconds)

    def _attempt(self, request: Request, phase: str) -> Attempt:
        return Attempt(
            host=host_of(request.url),
            phase=phase,
            limit_s=self._read_timeout_s,
            connect_limit_s=self._connect_timeout_s,
        )

    def _proxy_for(self, url: str) -> Secret | None:
        if self._proxies is None:
            self._proxies = Proxies.from_environment()
        return self._proxies.choose(url)

    def _opened_lanes(self) -> Lanes:
        loop = asyncio.get_running_loop()
        if self._lanes is None or self._lanes_loop is not loop:
            limits = Limits(connect_s=self._connect_timeout_s, stall_s=self._read_timeout_s)
            self._lanes, self._lanes_loop = Lanes(limits, self._trust.context), loop
        return self._lanes

    def _opened_session(self) -> ClientSession:
        loop = asyncio.get_running_loop()
        if self._session is None or self._session.closed or self._session_loop is not loop:
            self._trust.prepare()
            from aiohttp import ClientSession, DummyCookieJar, TCPConnector

            # Until a block as large was given back once, glibc maps memory anew for each of asyncio's reads:
            # measured, a tenth of what a page of a hundred clips costs.
            bytes(STREAM_BUFFER_BYTES)
            # Callers bound what is in flight; a second bound here would let waits count as connect time.
            connector = TCPConnector(limit=0, ssl=self._trust.context(), ttl_dns_cache=300)
            self._session = ClientSession(connector=connector, cookie_jar=DummyCookieJar(), trust_env=False)
            self._session_loop = loop
            self._watch = Watch(loop, silence_s=self._read_timeout_s, whole_s=ANSWER_TIMEOUT_S)
        return self._session


def _foreign() -> tuple[type[BaseException], ...]:
    """What aiohttp raises; asked when something was."""
    from twitchkit.transport.aiohttp_failures import FOREIGN

    return FOREIGN


def _split(proxy: Secret | None) -> tuple[URL | None, BasicAuth | None]:
    if proxy is None:
        return None, None
    from aiohttp.helpers import strip_auth_from_url
    from yarl import URL

    return strip_auth_from_url(URL(proxy.reveal()))
