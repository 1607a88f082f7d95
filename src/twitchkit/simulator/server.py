"""The HTTP server around the simulator."""

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, cast, final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from twitchkit.simulator.delivery import LOST, TRANSPORT, Delivery

CORK_BYTES = 1 << 16
KEEP_ALIVE_S = 75
PATIENCE_S = 0.5
GRACE_S = 2
BACKLOG = 1024


@final
class CorkedTransport(asyncio.Transport):
    """A transport that gathers small writes until the loop's turn ends.

    Real clients of old read head and body of small answers in one `recv`; so both leave in one write.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._held: list[bytes | bytearray | memoryview] = []
        self._held_bytes = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Hold `data` until the turn ends, or send it now when it is large."""
        if not self._held:
            if len(data) >= CORK_BYTES:
                self._transport.write(data)
                return
            self._loop.call_soon(self.uncork)
        self._held.append(data)
        self._held_bytes += len(data)
        if self._held_bytes >= CORK_BYTES:
            self.uncork()

    def uncork(self) -> None:
        """Send what is held."""
        if self._held:
            held = b"".join(self._held)
            self._held.clear()
            self._held_bytes = 0
            self._transport.write(held)

    def close(self) -> None:
        """Send what is held, then close."""
        self.uncork()
        self._transport.close()

    def abort(self) -> None:
        """Close at once; what is held is lost."""
        self._held.clear()
        self._transport.abort()

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._transport.get_extra_info(name, default)

    def pause_reading(self) -> None:
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._transport.resume_reading()

    def is_reading(self) -> bool:
        return self._transport.is_reading()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self._transport.set_write_buffer_limits(high, low)

    def get_write_buffer_size(self) -> int:
        return self._transport.get_write_buffer_size() + self._held_bytes


class SimulatorProtocol(HttpToolsProtocol):
    """Uvicorn's protocol over a corked transport, which faults can reach."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        sock = transport.get_extra_info("socket")
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._lost = asyncio.Event()
        super().connection_made(CorkedTransport(transport, self.loop))

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has ended."""
        self._lost.set()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        cast("dict[str, object]", self.scope)["extensions"] = {TRANSPORT: self.transport, LOST: self._lost}


def listen(port: int) -> socket.socket:
    """A listening socket on loopback; port 0 takes a free one.

    Raises:
        OSError: the port is taken.
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two servers share the port
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(("127.0.0.1", port))
        sock.listen(BACKLOG)
    except OSError:
        sock.close()
        raise
    return sock


class Server(uvicorn.Server):
    """Serves one simulator on one socket.

    Args:
        ready: called once clients can connect.
        tls: speaks TLS when given.
    """

    def __init__(
        self,
        delivery: Delivery,
        sock: socket.socket,
        *,
        ready: Callable[[], None],
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app=cast("Any", delivery),
                http=SimulatorProtocol,
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                backlog=BACKLOG,
                timeout_keep_alive=KEEP_ALIVE_S,
                timeout_graceful_shutdown=GRACE_S,
            )
        )
        self.config.load()
        self.config.ssl = tls
        self._delivery = delivery
        self._sock = sock
        self._ready = ready

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave signals to whoever runs the server."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Free stalled answers first, then wait for the rest for a moment."""
        self._delivery.leave()
        asyncio.get_running_loop().call_later(PATIENCE_S, self._abort)
        await super().shutdown(sockets)

    def _abort(self) -> None:
        """Cut the answers that nobody reads."""
        for connection in list(self.server_state.connections):
            connection.transport.abort()

    def run_here(self) -> None:
        """Serve until `should_exit` is set."""
        self.run(sockets=[self._sock])
