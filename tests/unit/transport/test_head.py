from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twitchkit.transport.head import Head, OddHead, parse_head


def head(*lines: str) -> Head:
    return parse_head("\r\n".join(lines).encode("latin-1"))


def test_status_headers_and_length_are_read() -> None:
    found = head("HTTP/1.1 206 Partial Content", "Content-Length: 12", 'ETag:\t"a b" ', "X-Empty:")
    assert found == Head(206, {"content-length": "12", "etag": '"a b"', "x-empty": ""}, 12, True)


def test_repeated_headers_are_joined() -> None:
    assert head("HTTP/1.1 200", "Content-Length: 0", "Via: a", "via: b").headers["via"] == "a, b"


@pytest.mark.parametrize(
    ("version", "connection", "keeps"),
    [("1.1", "", True), ("1.1", "Close", False), ("1.0", "", False), ("1.0", "Keep-Alive", True)],
)
def test_keep_alive(version: str, connection: str, keeps: bool) -> None:
    found = head(f"HTTP/{version} 200 OK", "Content-Length: 0", f"Connection: {connection}")
    assert found.keep_alive is keeps


def test_an_interim_answer_has_no_body() -> None:
    assert head("HTTP/1.1 103 Early Hints", "Link: x").is_interim


def test_no_content_has_no_body() -> None:
    assert head("HTTP/1.1 204 No Content").length == 0


@pytest.mark.parametrize(
    "lines",
    [
        ("HTTP/2 200",),
        ("ICY 200 OK", "Content-Length: 1"),
        ("HTTP/1.1 200 OK",),
        ("HTTP/1.1 200 OK", "Content-Length: 1", "Content-Length: 2"),
        ("HTTP/1.1 200 OK", "Content-Length: 1, 1"),
        ("HTTP/1.1 200 OK", "Content-Length: -1"),
        ("HTTP/1.1 200 OK", "Content-Length: +1"),
        ("HTTP/1.1 200 OK", "Content-Length: ²"),
        ("HTTP/1.1 200 OK", "Content-Length: " + "9" * 19),
        ("HTTP/1.1 200 OK", "Content-Length: 1", "Transfer-Encoding: chunked"),
        ("HTTP/1.1 200 OK", "Content-Length : 1"),
        ("HTTP/1.1 200 OK", "Content-Length: 1", " folded: 2"),
        ("HTTP/1.1 200 OK", "no colon"),
        ("HTTP/1.1 200 OK", "a\0: 1"),
    ],
)
def test_a_head_that_can_be_read_in_two_ways_is_not_read(lines: tuple[str, ...]) -> None:
    with pytest.raises(OddHead):
        head(*lines)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_head_or_an_odd_one(raw: bytes) -> None:
    for start in (b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: "):
        try:
            parse_head(start + raw)
        except OddHead:
            continue
