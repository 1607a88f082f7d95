"""What the blocking and the asyncio transport have in common."""

from __future__ import annotations

import asyncio
import gzip
import logging
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from origin import Origin, Told, head, plain
from twitchkit.errors import (
    ConnectionCut,
    NetworkError,
    TimedOut,
    UnexpectedAnswer,
    Unreachable,
)
from twitchkit.secret import Secret
from twitchkit.transport import asynchronous, blocking, sending
from twitchkit.transport.asynchronous import AsyncTransport
from twitchkit.transport.blocking import BlockingTransport
from twitchkit.wire import Flow, Request, Response, send, sleep

T = TypeVar("T")
Run = Callable[..., Any]


def run_blocking(work: Request | Callable[[], Flow[T]], **options: Any) -> Response | T:
    with BlockingTransport(**options) as transport:
        return transport.send(work) if isinstance(work, Request) else transport.run(work())


def run_async(work: Request | Callable[[], Flow[T]], **options: Any) -> Response | T:
    async def main() -> Response | T:
        async with AsyncTransport(**options) as transport:
            if isinstance(work, Request):
                return await transport.send(work)
            return await transport.run(work())

    if wait := options.get("sleep"):

        async def wait_async(seconds: float) -> None:
            wait(seconds)

        options["sleep"] = wait_async
    return asyncio.run(main())


def run_in_threads(work: Request | Callable[[], Flow[T]], **options: Any) -> Response | T:
    own = {name: options.pop(name) for name in ("read_timeout_s", "unix_time") if name in options}
    with BlockingTransport(**own) as calls:
        return run_async(work, ask=calls.send, **options)


@pytest.fixture(params=[run_blocking, run_async, run_in_threads], ids=["blocking", "asyncio", "threads"])
def run(request: pytest.FixtureRequest) -> Run:
    return request.param


def test_an_answer_comes_whole_whatever_its_status(run: Run, origin: Origin) -> None:
    url = origin.on("/a", plain(503, b"trouble", retry_after="1"))
    found = run(Request("GET", url + "?x=1"), unix_time=lambda: 7.0)
    assert (
        found.status,
        found.body,
        found.header("Retry-After"),
        found.received_at,
    ) == (503, b"trouble", "1", 7.0)
    assert origin.asked[0].target == "/a?x=1"


def test_the_request_arrives_as_it_was_made(run: Run, origin: Origin) -> None:
    url = origin.on("/a%2Fb", plain(200))
    run(Request("POST", url + "?q=%7B%7D", {"Client-Id": Secret("me")}, Secret("a=b")))
    [asked] = origin.asked
    assert (asked.method, asked.target, asked.body) == ("POST", "/a%2Fb?q=%7B%7D", b"a=b")
    assert asked.headers["client-id"] == "me"
    assert asked.headers["user-agent"] == sending.USER_AGENT
    assert "cookie" not in asked.headers


def test_a_compressed_answer_is_unpacked(run: Run, origin: Origin) -> None:
    url = origin.on("/a", plain(200, gzip.compress(b"x" * 100_000), content_encoding="gzip"))
    assert run(Request("GET", url)).body == b"x" * 100_000


def test_a_redirect_is_an_answer(run: Run, origin: Origin) -> None:
    url = origin.on("/a", plain(302, location="/b"))
    assert run(Request("GET", url)).status == 302
    assert len(origin.asked) == 1


def test_cookies_are_not_kept(run: Run, origin: Origin) -> None:
    url = origin.on("/a", plain(200, set_cookie="a=b"))

    def flow() -> Flow[None]:
        yield from send(Request("GET", url))
        yield from send(Request("GET", url))

    run(flow)
    assert all("cookie" not in asked.headers for asked in origin.asked)
    assert origin.connections == 1


def test_a_refused_connection(run: Run, origin: Origin) -> None:
    with Origin() as gone:
        url = gone.on("/a")
    with pytest.raises(Unreachable, match="Connection refused"):
        run(Request("GET", url + "?sig=1"))


def test_silence_ends(run: Run, origin: Origin) -> None:
    url = origin.on("/a", lambda _: Told(b"", "stall"))
    with pytest.raises(TimedOut) as silent:
        run(Request("GET", url), read_timeout_s=0.05)
    assert silent.value.phase == "answering"


def test_silence_in_the_middle_ends(run: Run, origin: Origin) -> None:
    url = origin.on("/a", lambda _: Told(head(200, {"content-length": "9"}) + b"half", "stall"))
    with pytest.raises(TimedOut) as silent:
        # Long enough for the head to come on a machine that has much else to do.
        run(Request("GET", url), read_timeout_s=0.5)
    assert silent.value.phase == "reading"


@pytest.mark.parametrize("end", ["close", "reset"])
@pytest.mark.parametrize("sent", [b"", head(200, {"content-length": "9"}) + b"half", b"HTTP/1.1 2"])
def test_a_cut_is_told_as_one(run: Run, origin: Origin, sent: bytes, end: Any) -> None:
    url = origin.on("/a", lambda _: Told(sent, end))
    with pytest.raises(ConnectionCut):
        run(Request("GET", url + "?sig=1"))


@pytest.mark.parametrize("sent", [b"hello there\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_no_http_is_told_as_a_cut(run: Run, origin: Origin, sent: bytes) -> None:
    url = origin.on("/a", lambda _: Told(sent, "close"))
    with pytest.raises(ConnectionCut):
        run(Request("GET", url))


def test_an_answer_without_bounds_is_refused(
    run: Run, origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (blocking, asynchronous):
        monkeypatch.setattr(module, "MAX_ANSWER_BYTES", 1000)
    url = origin.on("/a", plain(200, b"x" * 200_000))
    with pytest.raises(UnexpectedAnswer):
        run(Request("GET", url))


def test_a_flow_gets_answers_waits_and_failures(run: Run, origin: Origin) -> None:
    url = origin.on("/a", plain(200, b"one"), lambda _: Told(b"", "close"), plain(200, b"three"))
    waits: list[float] = []

    def flow() -> Flow[list[object]]:
        seen: list[object] = [(yield from send(Request("GET", url))).body]
        yield from sleep(2, jitter=0.5)
        try:
            yield from send(Request("POST", url))
        except NetworkError as error:
            seen.append(error.code)
        seen.append((yield from send(Request("GET", url))).body)
        return seen

    assert run(flow, sleep=waits.append, dice=lambda: 0.5) == [b"one", "connection-cut", b"three"]
    assert waits == [2.5]


def test_a_flow_that_is_left_half_way_is_closed(run: Run, origin: Origin) -> None:
    closed: list[str] = []

    def fail(_: float) -> None:
        raise KeyboardInterrupt

    def flow() -> Flow[None]:
        try:
            yield from sleep(1)
        finally:
            closed.append("closed")

    with pytest.raises(KeyboardInterrupt):
        run(flow, sleep=fail)
    assert closed == ["closed"]


def test_the_log_shows_no_query_and_no_secret(
    run: Run, origin: Origin, caplog: pytest.LogCaptureFixture
) -> None:
    url = origin.on("/a", plain(200))
    with caplog.at_level(logging.DEBUG, "twitchkit"):
        run(Request("GET", url + "?sig=CANARY", {"Authorization": Secret("CANARY")}))
    [line] = [record.getMessage() for record in caplog.records if record.name == "twitchkit.transport"]
    assert "/a: 200 in" in line
    assert "CANARY" not in line
