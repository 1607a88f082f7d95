"""A lane over TLS: what it reads is what was sent, record by record, and an end too soon is told."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from random import Random

import pytest
import trustme

from twitchkit.transport.lane import Lane

HOST = "media.example"
BODY = Random(1).randbytes(300_000)
"""Many records, and no whole number of them."""

Speak = Callable[[ssl.SSLSocket], None]


@contextmanager
def lane_to(speak: Speak) -> Iterator[Lane]:
    """A lane to a server that does `speak` when a request has come."""
    authority = trustme.CA()
    serving, trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert(HOST).configure_cert(serving)
    authority.configure_trust(trusting)
    ours, theirs = socket.socketpair()

    def serve() -> None:
        with theirs, serving.wrap_socket(theirs, server_side=True) as secured:
            secured.recv(1000)
            speak(secured)

    server = threading.Thread(target=serve)
    with ExitStack() as ended:
        server.start()
        ended.callback(server.join)
        lane = Lane(ours, turn=threading.Lock(), stall_limit_s=10)
        ended.callback(lane.close)
        lane.secure(trusting, HOST, limit_s=10)
        lane.send(b"GET /a HTTP/1.1\r\n\r\n")
        yield lane


def read(lane: Lane) -> bytes:
    space, body = memoryview(bytearray(70_000)), bytearray()

    def took(size: int) -> bool:
        body.extend(space[:size])
        return False

    while not lane.is_at_end:
        before = len(body)
        assert lane.read_into(lambda: space, took) == len(body) - before
    return bytes(body)


def head(length: int) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n".encode()


@pytest.mark.parametrize("record", [1_000, 16_384, 300_000])
def test_the_body_is_what_was_sent(record: int) -> None:
    def speak(secured: ssl.SSLSocket) -> None:
        secured.sendall(head(len(BODY)) + BODY[:500])
        for start in range(500, len(BODY), record):
            secured.sendall(BODY[start : start + record])

    with lane_to(speak) as lane:
        assert lane.head().length == len(BODY)
        assert read(lane) == BODY
        assert lane.is_free


@pytest.mark.parametrize("is_told", [True, False])
def test_a_body_that_ends_too_soon_is_no_body(is_told: bool) -> None:
    def speak(secured: ssl.SSLSocket) -> None:
        secured.sendall(head(len(BODY)) + BODY[:100_000])
        if is_told:
            with suppress(OSError):  # the other side does not say goodbye
                secured.unwrap()

    with lane_to(speak) as lane:
        lane.head()
        with pytest.raises(ConnectionError):
            read(lane)
        assert not lane.is_free
