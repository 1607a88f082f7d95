"""The blocking transport, on urllib3: no event loop, so it works in notebooks, scripts and forked workers."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from twitchkit.errors import NetworkError, TimedOut
from twitchkit.log import DEBUG, Logger
from twitchkit.secret import Secret
from twitchkit.transport.proxies import Proxies
from twitchkit.transport.sending import (
    ACCEPT_GZIP,
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
from twitchkit.transport.tls import Trust
from twitchkit.wire import Flow, Request, Response, Sleep

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool, PoolManager

T = TypeVar("T")
logger = Logger("twitchkit.transport")

PIECE_BYTES = 64 * 1024


class BlockingTransport:
    """Performs flows, one call after another; safe to share between threads, and to use after a fork.

    Args:
        connect_timeout_s: for one address of a host, seconds.
        read_timeout_s: longest silence while an answer is awaited or read, seconds.
        proxies: None for those of the environment.
        unix_time: stamps answers.
        sleep: performs waits, seconds.
        dice: a number from 0 to 1, for the jitter of waits.
    """

    def __init__(
        self,
        *,
        connect_timeout_s: float = CONNECT_TIMEOUT_S,
        read_timeout_s: float = READ_TIMEOUT_S,
        proxies: Proxies | None = None,
        unix_time: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        dice: Callable[[], float] = random.random,
    ) -> None:
        self._connect_timeout_s = connect_timeout_s
        self._read_timeout_s = read_timeout_s
        self._proxies = proxies
        self._unix_time = unix_time
        self._sleep = sleep
        self._dice = dice
        self._lock = threading.Lock()
        self.trust = Trust()
        self._pools: dict[tuple[Secret | None, bool], PoolManager] = {}
        self._hosts: dict[tuple[str, str], HTTPConnectionPool] = {}
        self._pid = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes idle connections; the transport can still be used and opens new ones."""
        with self._lock:
            pools, self._pools, self._hosts = self._pools, {}, {}
        for pool in pools.values():
            pool.clear()

    def prepare(self, url: str) -> None:
        """Loads all that a request to `url` needs, so that the first goes out without delay."""
        self._pool(self._chosen_proxy(url), secure=_is_https(url))

    def run(self, flow: Flow[T]) -> T:
        """The flow's result.

        Raises:
            TwitchkitError: what the flow raises.
        """
        try:
            effect = next(flow)
            while True:
                if isinstance(effect, Sleep):
                    self._wait(effect)
                    effect = flow.send(None)
                    continue
                try:
                    response = self.send(effect.request)
                except NetworkError as error:
                    effect = flow.throw(error)
                else:
                    effect = flow.send(response)
        except StopIteration as end:
            return end.value
        finally:
            flow.close()

    def send(self, request: Request) -> Response:
        """The answer, whatever its status; redirects are answers too.

        Raises:
            NetworkError: none arrived.
            UnexpectedAnswer: it is larger than any answer of an API.
            InvalidRequest: a header that cannot be sent.
        """
        headers = wire_headers(request, ACCEPT_GZIP)
        started = time.monotonic()
        phase, whole = "answering", False
        try:
            raw = self._open(request, headers)
            phase = "reading"
            try:
                body = self._read(request, raw, deadline=started + ANSWER_TIMEOUT_S)
                whole = True
            finally:
                raw.release_conn() if whole else raw.close()
            response = Response(raw.status, dict(raw.headers.itermerged()), body, self._unix_time())
        except _foreign() as foreign:
            raise self._translated(foreign, request, phase) from safe_cause(foreign)
        if logger.hears(DEBUG):
            took_ms = (time.monotonic() - started) * 1000
            logger.debug("%s %s: %d in %.0f ms", request.method, shown(request.url), response.status, took_ms)
        return response

    def _translated(self, foreign: BaseException, request: Request, phase: str) -> NetworkError:
        from twitchkit.transport.failures import translate
        from twitchkit.transport.urllib3_failures import TABLE

        attempt = Attempt(
            host=host_of(request.url),
            phase=phase,
            limit_s=self._read_timeout_s,
            connect_limit_s=self._connect_timeout_s,
        )
        error = translate(foreign, attempt, TABLE)
        logger.debug("%s %s: %s", request.method, shown(request.url), error.code)
        return error

    def _open(self, request: Request, headers: dict[str, str]) -> BaseHTTPResponse:
        proxy, target = self._chosen_proxy(request.url), request.url
        pool: PoolManager | HTTPConnectionPool = self._pool(proxy, secure=_is_https(target))
        if proxy is None:
            pool, target = self._direct(pool, target)
        return pool.urlopen(
            request.method,
            target,
            body=request.body_bytes,
            headers=headers,
            redirect=False,
            retries=False,
            assert_same_host=False,
            preload_content=False,
        )

    def _direct(self, manager: PoolManager, url: str) -> tuple[PoolManager | HTTPConnectionPool, str]:
        """The connections to the host of `url`, and what to ask there.

        The manager would take every URL to pieces, and build a key of a dozen parts, to find the same again.
        """
        scheme, _, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        if not slash:
            return manager, url
        pool = self._hosts.get((scheme, host))
        if pool is None or pool.pool is None:
            # Unknown as yet, or closed by a manager that has too many.
            pool = self._hosts[scheme, host] = manager.connection_from_url(f"{scheme}://{host}")
        return pool, f"/{path}"

    def _read(self, request: Request, raw: BaseHTTPResponse, *, deadline: float) -> bytes:
        body = bytearray()
        is_plain = "content-encoding" not in raw.headers
        while piece := raw.read1(PIECE_BYTES, decode_content=True):
            body += piece
            if len(body) > MAX_ANSWER_BYTES:
                raise too_large(request, raw.status)
            if raw.length_remaining == 0 and is_plain:
                break
            if time.monotonic() > deadline:
                raise TimedOut(host=host_of(request.url), phase="reading", after_s=ANSWER_TIMEOUT_S)
        return bytes(body)

    def _wait(self, effect: Sleep) -> None:
        seconds = effect.seconds * (1 + effect.jitter * self._dice())
        logger.debug("waiting %.2f s: %s", seconds, effect.why)
        self._sleep(seconds)

    def _chosen_proxy(self, url: str) -> Secret | None:
        if self._proxies is None:
            self._proxies = Proxies.from_environment()
        return self._proxies.choose(url)

    def _pool(self, proxy: Secret | None, *, secure: bool) -> PoolManager:
        secure = secure or (proxy is not None and _is_https(proxy.reveal()))
        with self._lock:
            if self._pid != os.getpid():
                # A forked child must not speak on its parent's connections.
                self._pools, self._hosts, self._pid = {}, {}, os.getpid()
            if (proxy, secure) not in self._pools:
                self._pools[proxy, secure] = self._make_pool(proxy, secure=secure)
            return self._pools[proxy, secure]

    def _make_pool(self, proxy: Secret | None, *, secure: bool) -> PoolManager:
        if secure:
            # Meanwhile urllib3 is loaded, which takes as long.
            self.trust.prepare()
        from urllib3 import PoolManager, ProxyManager, Timeout, make_headers
        from urllib3.util import parse_url

        timeout = Timeout(connect=self._connect_timeout_s, read=self._read_timeout_s)
        context = self.trust.context() if secure else None
        if proxy is None:
            return PoolManager(timeout=timeout, ssl_context=context, maxsize=16)
        auth = parse_url(proxy.reveal()).auth
        return ProxyManager(
            proxy.reveal(),
            proxy_headers=make_headers(proxy_basic_auth=auth) if auth else None,
            timeout=timeout,
            ssl_context=context,
            maxsize=16,
        )


def _is_https(url: str) -> bool:
    return url[:6].lower() == "https:"


def _foreign() -> tuple[type[BaseException], ...]:
    """What urllib3 raises; asked when something was."""
    from twitchkit.transport.urllib3_failures import FOREIGN

    return FOREIGN
