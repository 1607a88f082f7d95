"""The way of an answer onto the wire, and what faults do to it there."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.cors import preflight, shared
from twitchkit.simulator.faults import Deed
from twitchkit.simulator.recorder import Exchange
from twitchkit.simulator.worlds import Worlds
from twitchkit.simulator.worlds_control import WorldsControl

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

TRANSPORT = "twitchkit.transport"
"""Scope extension under which the server hands over the connection itself."""
LOST = "twitchkit.lost"
"""Scope extension with an event that is set when the connection has ended, whoever ended it."""
MOST_BODY_BYTES = 1 << 24
TRICKLE_STEP_S = 0.05
SPLIT_STEP_S = 0.001
"""Between the writes of a split answer, so that the reader meets them one by one."""
LINGER_NOT = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
NO_FAULT = Deed()


class Delivery:
    """The simulator as an ASGI application.

    Args:
        worlds: who answers.
        control: makes more of them.
        base_url: what clients are told when their `Host` is not this machine; set once it is known.
        latency_s: added to every answer.
    """

    def __init__(
        self,
        worlds: Worlds,
        control: WorldsControl,
        *,
        base_url: str = "http://127.0.0.1",
        latency_s: float = 0,
    ) -> None:
        self._worlds = worlds
        self._control = control
        self.base_url = base_url
        self._latency_s = latency_s
        self._leaving = asyncio.Event()

    def leave(self) -> None:
        """End every stalled answer; to be called in the server's loop."""
        self._leaving.set()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One exchange."""
        if scope["type"] != "http":
            return
        whole = self._asked(scope, await _read(receive))
        if self._control.wants(whole):
            await _send_whole(self._control.answer(whole), send)
            return
        app, asked = self._worlds.place(whole)
        if app.controls(asked):
            await _send_whole(app.respond(asked), send)
            return
        if (allowed := preflight(asked)) is not None:
            await _send_whole(allowed, send)
            return
        exchange = app.recorder.begin(asked)
        deed = app.faults.strike(asked)
        exchange.faulty = deed is not None
        deed = deed or NO_FAULT
        if wait_s := self._latency_s + deed.delay_s:
            await asyncio.sleep(wait_s)
        answer = shared(asked, deed.instead(asked) or app.respond(asked))
        if deed.headers:
            answer = _with_headers(answer, deed)
        extensions = scope.get("extensions", {})
        transport, lost = extensions.get(TRANSPORT), extensions.get(LOST)
        await _Exit(answer, asked, deed, exchange, receive, send, transport, lost, self._leaving).deliver()

    def _asked(self, scope: Message, body: bytes) -> Asked:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        raw_path = scope["raw_path"].decode("ascii", "replace")
        host = headers.get("host", "")
        return Asked(
            method=scope["method"],
            raw_path=raw_path,
            path=unquote(raw_path, errors="replace"),
            query_string=scope["query_string"].decode("ascii", "replace"),
            headers=headers,
            body=body,
            own_url=f"{scope['scheme']}://{host}" if _is_loopback(host) else self.base_url,
        )


async def _read(receive: Receive) -> bytes:
    """The request's body, whole; what is beyond 16 MB is dropped."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body
    parts, size = [body], len(body)
    while message.get("more_body"):
        message = await receive()
        part: bytes = message.get("body", b"")
        size += len(part)
        if size <= MOST_BODY_BYTES:
            parts.append(part)
    return b"".join(parts)


def _is_loopback(host: str) -> bool:
    name = host.rpartition(":")[0] or host
    if name == "localhost" or name.endswith(".localhost"):  # RFC 6761 §6.3
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _with_headers(answer: Answer, deed: Deed) -> Answer:
    added = {name.lower(): value for name, value in (deed.headers or {}).items()}
    return Answer(
        status=answer.status,
        headers={**answer.headers, **added},
        body=answer.body,
        pieces=answer.pieces,
        pieces_bytes=answer.pieces_bytes,
    )


def _head(answer: Answer, length: int, *, close: bool = False) -> Message:
    headers = [
        (name.encode("latin-1", "replace"), value.encode("latin-1", "replace"))
        for name, value in answer.headers.items()
    ]
    if answer.status not in {204, 304}:
        headers.append((b"content-length", str(length).encode()))
    if close:
        headers.append((b"connection", b"close"))
    return {"type": "http.response.start", "status": answer.status, "headers": headers}


async def _send_whole(answer: Answer, send: Send) -> None:
    await send(_head(answer, len(answer.body)))
    await send({"type": "http.response.body", "body": answer.body})


class _Exit:
    """One answer on its way out."""

    def __init__(
        self,
        answer: Answer,
        asked: Asked,
        deed: Deed,
        exchange: Exchange,
        receive: Receive,
        send: Send,
        transport: asyncio.Transport | None,
        lost: asyncio.Event | None,
        leaving: asyncio.Event,
    ) -> None:
        self._answer = answer
        self._deed = deed
        self._exchange = exchange
        self._receive = receive
        self._send = send
        self._transport = transport
        self._lost = lost
        self._leaving = leaving
        self._length = answer.size_bytes
        self._is_head = asked.method == "HEAD"

    async def deliver(self) -> None:
        """Send it, or what the fault leaves of it."""
        deed = self._deed
        if deed.reset:
            await self._end(reset=True)
            return
        claimed = max(0, self._length + deed.wrong_length)
        self._exchange.status = self._answer.status
        await self._send(_head(self._answer, claimed, close=deed.close or claimed != self._length))
        if self._is_head:
            await self._send({"type": "http.response.body", "body": b""})
            self._exchange.done = True
            return
        if deed.split:
            await asyncio.sleep(SPLIT_STEP_S)
        stops = [stop for stop in (deed.cut_after, deed.stall_after, claimed) if stop is not None]
        sent = await self._send_body(min(self._length, *stops))
        if deed.stall_after is not None and sent == deed.stall_after < claimed:
            await self._stall()
        elif sent == claimed:
            await self._send({"type": "http.response.body", "body": b""})
            self._exchange.done = True
            return
        await self._end()

    async def _send_body(self, stop: int) -> int:
        sent = 0
        for piece in self._paced(self._answer.pieces() if self._answer.pieces else iter([self._answer.body])):
            part = piece[: stop - sent]
            if len(part) == 0 or self._is_over():
                break
            await self._send({"type": "http.response.body", "body": part, "more_body": True})
            sent += len(part)
            self._exchange.bytes_sent = sent
            if self._deed.trickle:
                await self._pause(TRICKLE_STEP_S)
            elif self._deed.split:
                await self._pause(SPLIT_STEP_S)
        return sent

    def _is_over(self) -> bool:
        """Whether nobody is there any more to read, or nobody to write."""
        closing = self._transport is not None and self._transport.is_closing()
        return closing or (self._deed is not NO_FAULT and self._leaving.is_set())

    def _paced(self, pieces: Iterator[bytes | memoryview]) -> Iterator[bytes | memoryview]:
        trickle, step = self._deed.trickle, self._deed.split
        if trickle:
            slow = max(1, int(trickle * TRICKLE_STEP_S))
            step = min(slow, step) if step else slow
        if step is None:
            yield from pieces
            return
        for piece in pieces:
            for at in range(0, len(piece), step):
                yield piece[at : at + step]

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._leaving.wait(), seconds)
        except TimeoutError:
            return

    async def _stall(self) -> None:
        """Silence until the client leaves, or the simulator does."""
        gone = asyncio.ensure_future(self._gone())
        leaving = asyncio.ensure_future(self._leaving.wait())
        await asyncio.wait({gone, leaving}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        leaving.cancel()

    async def _gone(self) -> None:
        if self._lost is not None:  # the server tells only the latest request of a connection
            await self._lost.wait()
            return
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def _end(self, *, reset: bool = False) -> None:
        """End the connection under an answer that is not complete."""
        if self._transport is None:
            return
        if reset:
            sock = self._transport.get_extra_info("socket")
            # Closing with no time to linger sends a reset (socket(7)).
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
            self._transport.abort()
        else:
            self._transport.close()
            await self._stall()
            self._transport.abort()  # a client that is still there does not read the rest
        await self._gone()
