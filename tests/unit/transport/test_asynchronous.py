"""Large bodies, and what only asyncio has."""

from __future__ import annotations

import asyncio
import contextlib
import threading

import pytest

from origin import Answer, Origin, Told, head, plain, serve
from twitchkit.errors import ConnectionCut, DiskFull, NetworkError, TimedOut, Unreachable
from twitchkit.secret import Secret
from twitchkit.transport.asynchronous import AsyncTransport
from twitchkit.transport.lanes import LaneStream
from twitchkit.transport.proxies import Proxies
from twitchkit.transport.streaming import AiohttpStream
from twitchkit.wire import Request, Space, Stream, StreamHead, Took

BODY = bytes(range(256)) * 12_000


def chunked(body: bytes) -> Answer:
    coded = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:9], body[9:]))
    return lambda _: Told(head(200, {"transfer-encoding": "chunked"}) + coded + b"0\r\n\r\n")


def until_the_end(body: bytes) -> Answer:
    return lambda _: Told(head(200, {}) + body, "close")


async def read_into(stream: Stream, buffer: memoryview) -> int:
    return await stream.read_into(lambda: buffer, lambda _: False)


def fetch(*urls: str, piece: int = 100_000, transport: AsyncTransport | None = None) -> list[bytes]:
    async def main() -> list[bytes]:
        bodies: list[bytes] = []
        async with transport or AsyncTransport(read_timeout_s=0.3) as opened:
            for url in urls:
                async with opened.open_stream(Request("GET", url)) as stream:
                    body, buffer = bytearray(), memoryview(bytearray(piece))
                    while size := await read_into(stream, buffer):
                        body += buffer[:size]
                    bodies.append(bytes(body))
        return bodies

    return asyncio.run(main())


@pytest.mark.parametrize("piece", [1000, 65_536, 1_000_000, 9_000_000])
def test_a_body_comes_whole_in_pieces_of_any_size(origin: Origin, piece: int) -> None:
    assert fetch(origin.on("/a", serve(BODY)), piece=piece) == [BODY]


@pytest.mark.parametrize("answer", [chunked, until_the_end])
def test_bodies_of_unknown_length_come_whole_by_aiohttp(origin: Origin, answer) -> None:
    assert fetch(origin.on("/a", answer(BODY)), piece=1000) == [BODY]


def test_chunks_give_the_same_as_reads(origin: Origin) -> None:
    async def main(url: str) -> bytes:
        async with AsyncTransport() as transport, transport.open_stream(Request("GET", url)) as stream:
            return b"".join([bytes(chunk) async for chunk in stream.chunks()])

    assert asyncio.run(main(origin.on("/a", serve(BODY)))) == BODY
    assert asyncio.run(main(origin.on("/a", chunked(BODY)))) == BODY


def test_a_connection_serves_one_file_after_the_other(origin: Origin) -> None:
    url = origin.on("/a", serve(BODY))
    assert fetch(url, url, url) == [BODY] * 3
    assert origin.connections == 1


def test_a_connection_that_was_closed_while_idle_is_no_failure(origin: Origin) -> None:
    url = origin.on("/a", lambda _: Told(head(200, {"content-length": "1"}) + b"x", "close"))
    assert fetch(url, url) == [b"x"] * 2


def test_a_server_that_says_close_is_not_asked_again_on_that_connection(origin: Origin) -> None:
    url = origin.on("/a", plain(200, b"x", connection="close"))
    assert fetch(url, url) == [b"x"] * 2
    assert origin.connections == 2


def test_an_interim_answer_is_passed_over(origin: Origin) -> None:
    url = origin.on("/a", lambda _: Told(head(103, {}) + head(200, {"content-length": "1"}) + b"x"))
    assert fetch(url) == [b"x"]


def test_more_than_was_told_is_not_read_and_spoils_the_connection(origin: Origin) -> None:
    url = origin.on("/a", lambda _: Told(head(200, {"content-length": "1"}) + b"xyz"), plain(200, b"next"))
    assert fetch(url, url) == [b"x", b"next"]
    assert origin.connections == 2


def test_the_signature_arrives_as_it_was_spelt(origin: Origin) -> None:
    fetch(origin.on("/a", plain(200)) + "?sig=1&token=%7B%22a%22%3A1%7D")
    assert origin.asked[0].target == "/a?sig=1&token=%7B%22a%22%3A1%7D"
    assert origin.asked[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("end", ["close", "reset"])
def test_bytes_before_a_cut_are_not_lost(origin: Origin, end) -> None:
    url = origin.on("/a", serve(BODY, cut_after=300_000, end=end))

    async def main() -> int:
        read = 0
        async with AsyncTransport() as transport, transport.open_stream(Request("GET", url)) as stream:
            buffer = memoryview(bytearray(1_000_000))
            with contextlib.suppress(ConnectionCut):
                while size := await read_into(stream, buffer):
                    assert BODY[read : read + size] == buffer[:size]
                    read += size
                pytest.fail("the cut was not told")
        return read

    read = asyncio.run(main())
    # A reset may overtake what is on its way; an orderly end does not.
    assert read == 300_000 if end == "close" else read <= 300_000


def test_a_stall_gives_what_has_come_and_then_ends(origin: Origin) -> None:
    url = origin.on("/a", serve(BODY, cut_after=5000, end="stall"))

    async def main() -> int:
        async with (
            AsyncTransport(read_timeout_s=0.1) as transport,
            transport.open_stream(Request("GET", url)) as stream,
        ):
            buffer = memoryview(bytearray(1_000_000))
            read = await read_into(stream, buffer)
            with pytest.raises(TimedOut) as stalled:
                await read_into(stream, buffer)
            assert stalled.value.phase == "reading"
            return read

    assert asyncio.run(main()) == 5000


def test_where_nobody_was_reached_is_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with Origin() as gone:
        request = Request("GET", gone.on("/a"))
    looked_up: list[object] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        look_up = loop.getaddrinfo

        async def counted(host, port, **options):
            looked_up.append(host)
            return await look_up(host, port, **options)

        monkeypatch.setattr(loop, "getaddrinfo", counted)
        async with AsyncTransport() as transport:
            for _ in range(2):
                with pytest.raises(Unreachable):
                    await transport.open_stream(request).__aenter__()

    asyncio.run(main())
    assert looked_up == ["127.0.0.1"] * 2


def test_a_refused_connection_names_no_query(origin: Origin) -> None:
    with Origin() as gone:
        url = gone.on("/a")
    with pytest.raises(Unreachable) as refused:
        fetch(url + "?sig=CANARY")
    assert "CANARY" not in f"{refused.value}{refused.value.__cause__}"


def test_redirects_are_followed_without_the_credentials(origin: Origin) -> None:
    with Origin() as other:
        there = other.on("/b", plain(200, b"there"))
        url = origin.on("/a", plain(302, location="/a2"))
        origin.on("/a2", plain(307, location=there))

        async def main() -> bytes:
            request = Request("GET", url, {"Authorization": Secret("x"), "Range": "bytes=0-"})
            async with AsyncTransport() as transport, transport.open_stream(request) as stream:
                return b"".join([bytes(chunk) async for chunk in stream.chunks()])

        assert asyncio.run(main()) == b"there"
        assert "authorization" in origin.asked[1].headers
        assert "authorization" not in other.asked[0].headers
        assert other.asked[0].headers["range"] == "bytes=0-"


def test_redirects_end_after_five(origin: Origin) -> None:
    with pytest.raises(Unreachable, match="more than 5"):
        fetch(origin.on("/a", plain(302, location="/a")))
    assert len(origin.asked) == 6


@pytest.mark.parametrize(
    "target",
    ["http://media.example/a", "ftp://media.example/a", "file:///etc/passwd", "https://[x", "http:///a"],
)
def test_a_redirect_leads_to_https_or_the_loopback_only(origin: Origin, target: str) -> None:
    with pytest.raises(Unreachable):
        fetch(origin.on("/a", plain(302, location=target)))


def test_cancelling_frees_the_connection(origin: Origin) -> None:
    url = origin.on("/a", serve(BODY, cut_after=1000, end="stall"))

    async def main() -> None:
        async with AsyncTransport() as transport:

            async def read() -> None:
                async with transport.open_stream(Request("GET", url)) as stream:
                    buffer = memoryview(bytearray(100))
                    while await read_into(stream, buffer):
                        begun.set()

            begun = asyncio.Event()
            task = asyncio.create_task(read())
            await begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())


def test_cancelling_ends_a_handshake() -> None:
    async def main() -> None:
        greeted = asyncio.Event()

        async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readexactly(5)
            greeted.set()
            await reader.read()
            writer.close()

        server = await asyncio.start_server(silent, "127.0.0.1")
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/a"

        async def fetch_one() -> None:
            async with transport.open_stream(Request("GET", url)):
                pytest.fail("nobody answered")

        async with server, asyncio.timeout(60), AsyncTransport(connect_timeout_s=600) as transport:
            task = asyncio.create_task(fetch_one())
            await greeted.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())


def test_one_turn_brings_many_pieces_unless_one_was_asked_for(origin: Origin) -> None:
    url = origin.on("/a", serve(BODY))

    async def pieces(*, more: bool) -> list[int]:
        sizes: list[int] = []

        def took(size: int) -> bool:
            sizes.append(size)
            return more

        async with AsyncTransport() as transport, transport.open_stream(Request("GET", url)) as stream:
            buffer = memoryview(bytearray(100_000))
            assert await stream.read_into(lambda: buffer, took) == sum(sizes)
        return sizes

    assert len(asyncio.run(pieces(more=False))) == 1
    assert len(asyncio.run(pieces(more=True))) > 1


def test_a_body_that_is_left_half_way_is_not_taken_for_the_next_one(origin: Origin) -> None:
    url = origin.on("/a", serve(BODY), plain(200, b"next"))

    async def main() -> bytes:
        async with AsyncTransport() as transport:
            async with transport.open_stream(Request("GET", url)) as stream:
                await read_into(stream, memoryview(bytearray(10)))
            async with transport.open_stream(Request("GET", url)) as stream:
                return b"".join([bytes(chunk) async for chunk in stream.chunks()])

    assert asyncio.run(main()) == b"next"


def test_lanes_are_used_where_they_can_be(origin: Origin) -> None:
    async def kind(url: str, transport: AsyncTransport) -> type:
        async with transport, transport.open_stream(Request("GET", url)) as stream:
            return type(stream)

    url = origin.on("/a", plain(200))
    proxied = AsyncTransport(proxies=Proxies.from_environment({"HTTPS_PROXY": origin.base}))
    assert asyncio.run(kind(url, AsyncTransport())) is LaneStream
    assert asyncio.run(kind(origin.on("/b", chunked(BODY)), AsyncTransport())) is AiohttpStream
    with pytest.raises(NetworkError, match="proxy"):
        asyncio.run(kind("https://media.example/a?sig=1", proxied))
    assert origin.asked[-1].method == "CONNECT"


def test_one_transport_works_on_one_loop_after_the_other(origin: Origin) -> None:
    url = origin.on("/a", plain(200, b"x"))
    transport = AsyncTransport()
    assert fetch(url, transport=transport) + fetch(url, transport=transport) == [b"x"] * 2


def test_many_at_once_do_not_mix(origin: Origin) -> None:
    files = {name: bytes([name]) * 400_000 for name in range(12)}
    urls = {name: origin.on(f"/{name}", serve(body)) for name, body in files.items()}

    async def main() -> dict[int, bytes]:
        async with AsyncTransport() as transport:

            async def read(url: str) -> bytes:
                async with transport.open_stream(Request("GET", url)) as stream:
                    return b"".join([bytes(chunk) async for chunk in stream.chunks()])

            bodies = await asyncio.gather(*(read(url) for url in urls.values()))
        return dict(zip(urls, bodies, strict=True))

    assert asyncio.run(main()) == files


class Reader:
    """Takes a body of at most `size` bytes, and says who read it."""

    def __init__(self, size: int = len(BODY)) -> None:
        self.body = memoryview(bytearray(size))
        self.size = 0
        self.statuses: list[int] = []
        self.threads: set[str] = set()
        self.size_when_opened = 0

    def begin(self, head: StreamHead) -> tuple[Space, Took] | None:
        self.statuses.append(head.status)
        return (self.space, self.took) if head.status == 200 else None

    def space(self) -> memoryview:
        self.threads.add(threading.current_thread().name)
        return self.body[self.size :]

    def took(self, size: int) -> bool:
        self.size += size
        return True

    async def read(self, url: str) -> int:
        told = 0
        async with (
            AsyncTransport() as transport,
            transport.open_stream(Request("GET", url), self.begin) as stream,
        ):
            self.size_when_opened = self.size
            while size := await stream.read_into(self.space, self.took):
                told += size
        return told


def test_a_body_that_is_wanted_is_read_in_the_thread_that_got_its_head(origin: Origin) -> None:
    reader = Reader()

    assert asyncio.run(reader.read(origin.on("/a", serve(BODY)))) == reader.size == len(BODY)
    assert bytes(reader.body) == BODY
    assert reader.size_when_opened > 0
    assert threading.current_thread().name not in reader.threads


@pytest.mark.parametrize("answer", [chunked, until_the_end])
def test_the_same_reader_reads_what_aiohttp_brings(origin: Origin, answer) -> None:
    reader = Reader()

    assert asyncio.run(reader.read(origin.on("/a", answer(BODY)))) == reader.size == len(BODY)
    assert bytes(reader.body) == BODY


def test_a_reader_is_shown_each_head_on_the_way(origin: Origin) -> None:
    reader = Reader()
    target = origin.on("/b", serve(BODY))

    asyncio.run(reader.read(origin.on("/a", plain(302, location=target))))
    assert (reader.statuses, reader.size) == ([302, 200], len(BODY))


def test_a_cut_in_the_first_turn_loses_nothing_that_came(origin: Origin) -> None:
    reader = Reader()

    with pytest.raises(ConnectionCut):
        asyncio.run(reader.read(origin.on("/a", serve(BODY, cut_after=200_000))))
    assert bytes(reader.body[: reader.size]) == BODY[:200_000]


def test_what_a_reader_raises_is_raised_and_its_connection_closed(origin: Origin) -> None:
    url = origin.on("/a", serve(BODY))

    class Unwilling(Reader):
        def took(self, size: int) -> bool:
            raise DiskFull(target="/x", needed=1, free=0)

    async def main() -> None:
        async with AsyncTransport() as transport:
            with pytest.raises(DiskFull):
                async with transport.open_stream(Request("GET", url), Unwilling().begin):
                    pytest.fail("it was not raised")
            async with transport.open_stream(Request("GET", url)) as stream:
                assert b"".join([bytes(chunk) async for chunk in stream.chunks()]) == BODY

    asyncio.run(main())
    assert origin.connections == 2
