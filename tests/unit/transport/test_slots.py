"""Turns for requests: so many at once, and the next one on its way before anybody looked at the last."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from origin import Answer, Asked, Origin, Told, head, plain, serve
from twitchkit.transport.asynchronous import AsyncTransport
from twitchkit.wire import OpenStream, Request, Stream

BODY = bytes(range(256)) * 1000


async def whole(stream: Stream) -> bytes:
    return b"".join([bytes(chunk) async for chunk in stream.chunks()])


async def fetch(opened: OpenStream, url: str) -> bytes:
    async with opened(Request("GET", url)) as stream:
        return await whole(stream)


def play(work: Callable[[OpenStream], Awaitable[None]], *, most: int = 1) -> None:
    async def main() -> None:
        async with asyncio.timeout(60), AsyncTransport(read_timeout_s=20) as transport:
            await work(transport.at_most(most))

    asyncio.run(main())


class Gate:
    """An answer that tells when it was asked for, and is given when it may."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.asked = threading.Event()
        self.may = threading.Event()

    def __call__(self, asked: Asked) -> Told:
        self.asked.set()
        assert self.may.wait(60)
        return self._answer(asked)

    async def heard(self) -> None:
        assert await asyncio.to_thread(self.asked.wait, 60)


@pytest.fixture
def gate() -> Gate:
    return Gate(serve(BODY))


@contextlib.asynccontextmanager
async def read_but_not_left(opened: OpenStream, url: str) -> AsyncIterator[asyncio.Event]:
    """Within, all of the answer was read while somebody waited; set the event for its turn to end."""
    is_read, may_end = asyncio.Event(), asyncio.Event()
    is_opened, may_read = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with opened(Request("GET", url)) as stream:
            is_opened.set()
            await may_read.wait()
            assert await whole(stream) == BODY
            is_read.set()
            await may_end.wait()

    task = asyncio.create_task(first())
    await is_opened.wait()
    asyncio.get_running_loop().call_later(0, may_read.set)
    yield may_end
    may_read.set()
    await is_read.wait()
    may_end.set()
    await task


def test_only_so_many_are_under_way_at_once(origin: Origin) -> None:
    lock, under_way, most = threading.Lock(), 0, 0
    both = threading.Barrier(2)

    def answer(asked: Asked) -> Told:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        both.wait(60)
        with lock:
            under_way -= 1
        return serve(BODY)(asked)

    urls = [origin.on(f"/{number}", answer) for number in range(6)]

    async def work(opened: OpenStream) -> None:
        assert await asyncio.gather(*(fetch(opened, url) for url in urls)) == [BODY] * 6

    play(work, most=2)
    assert most == 2
    assert origin.connections == 2


def test_the_next_request_goes_out_with_the_last_byte(origin: Origin, gate: Gate) -> None:
    first, second = origin.on("/a", serve(BODY)), origin.on("/b", gate)

    async def work(opened: OpenStream) -> None:
        async with read_but_not_left(opened, first) as may_end:
            next_one = asyncio.create_task(fetch(opened, second))
            await gate.heard()
            assert not may_end.is_set()
            gate.may.set()
            may_end.set()
            assert await next_one == BODY

    play(work)
    assert origin.connections == 1


def test_a_request_to_another_host_waits_for_the_end(origin: Origin, gate: Gate) -> None:
    with Origin() as other:
        first, second = origin.on("/a", serve(BODY)), other.on("/b", gate)

        async def work(opened: OpenStream) -> None:
            async with read_but_not_left(opened, first) as may_end:
                next_one = asyncio.create_task(fetch(opened, second))
                gate.may.set()
                may_end.set()
                assert await next_one == BODY

        play(work)
        assert (origin.connections, other.connections) == (1, 1)


def test_who_gives_up_after_its_request_was_sent_holds_nobody_up(origin: Origin, gate: Gate) -> None:
    first, second, third = origin.on("/a", serve(BODY)), origin.on("/b", gate), origin.on("/c", serve(BODY))

    async def work(opened: OpenStream) -> None:
        async with read_but_not_left(opened, first) as may_end:
            next_one = asyncio.create_task(fetch(opened, second))
            await gate.heard()
            next_one.cancel()
            with pytest.raises(asyncio.CancelledError):
                await next_one
            may_end.set()
            assert await fetch(opened, third) == BODY
        gate.may.set()

    play(work)
    # Nobody wants the answer that the first one will bring.
    assert origin.connections == 2


def test_who_gives_up_while_it_waits_is_not_asked_for(origin: Origin, gate: Gate) -> None:
    first, second, third = origin.on("/a", gate), origin.on("/b", serve(BODY)), origin.on("/c", serve(BODY))

    async def work(opened: OpenStream) -> None:
        one = asyncio.create_task(fetch(opened, first))
        await gate.heard()
        two, three = (asyncio.create_task(fetch(opened, url)) for url in (second, third))
        await asyncio.sleep(0)
        two.cancel()
        gate.may.set()
        assert await asyncio.gather(one, three) == [BODY] * 2

    play(work)
    assert [asked.target for asked in origin.asked] == ["/a", "/c"]


def test_whose_turn_comes_as_it_gives_up_passes_it_on(origin: Origin, gate: Gate) -> None:
    first, second = origin.on("/a", plain(204)), origin.on("/b", serve(BODY))

    async def work(opened: OpenStream) -> None:
        async with opened(Request("GET", first)):
            waiting = [asyncio.create_task(fetch(opened, second)) for _ in range(2)]
            await asyncio.sleep(0)
        waiting[0].cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting[0]
        assert await waiting[1] == BODY

    play(work)
    assert [asked.target for asked in origin.asked] == ["/a", "/b"]


def test_a_connection_that_was_closed_meanwhile_costs_nothing(origin: Origin) -> None:
    def then_close(asked: Asked) -> Told:
        return Told(head(200, {"content-length": str(len(BODY))}) + BODY, "close")

    urls = [origin.on(f"/{number}", then_close) for number in range(4)]

    async def work(opened: OpenStream) -> None:
        assert await asyncio.gather(*(fetch(opened, url) for url in urls)) == [BODY] * 4

    play(work)
    assert sorted({asked.target for asked in origin.asked}) == ["/0", "/1", "/2", "/3"]


def test_what_lanes_do_not_read_waits_for_its_turn_too(origin: Origin) -> None:
    chunked = Told(head(200, {"transfer-encoding": "chunked"}) + b"3\r\nabc\r\n0\r\n\r\n")
    urls = [origin.on(f"/{number}", lambda _: chunked) for number in range(4)]
    under_way, most, both = 0, 0, asyncio.Barrier(2)

    async def work(opened: OpenStream) -> None:
        async def one(url: str) -> None:
            nonlocal under_way, most
            async with opened(Request("GET", url)) as stream:
                under_way += 1
                most = max(most, under_way)
                await both.wait()
                assert await whole(stream) == b"abc"
                under_way -= 1

        await asyncio.gather(*(one(url) for url in urls))

    play(work, most=2)
    assert most == 2
