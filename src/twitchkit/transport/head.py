"""The head of an HTTP/1.1 answer (RFC 9112 §4, §5, §6.3).  Pure and strict: the rest is left to aiohttp."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

MOST_BYTES = 64 * 1024
END = b"\r\n\r\n"

_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9][0-9])(?: [^\r\n]*)?")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\0]*?)[ \t]*")


class OddHead(ValueError):
    """Not an answer with a body of known length; says why, quotes nothing."""


class Head(msgspec.Struct, frozen=True):
    """What stands before the body.

    Args:
        status: HTTP status code.
        headers: names in lower case; repeated ones joined by a comma.
        length: the body, bytes.
        keep_alive: the connection serves another request after the body.
    """

    status: int
    headers: Mapping[str, str]
    length: int
    keep_alive: bool

    @property
    def is_interim(self) -> bool:
        """1xx: the answer itself is still to come (RFC 9110 §15.2)."""
        return self.status < 200


def parse_head(head: bytes) -> Head:
    """The head in `head`, without its empty line.

    Raises:
        OddHead: it is none, or the length of the body is not told in one way.
    """
    status_line, *lines = head.split(b"\r\n")
    status = _STATUS.fullmatch(status_line)
    if status is None:
        raise OddHead("no status line")
    headers: dict[str, str] = {}
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field is None:
            raise OddHead("a broken header")
        name, value = field[1].decode("ascii").lower(), field[2].decode("latin-1")
        if name == "content-length" and headers.get(name, value) != value:
            raise OddHead("two lengths")
        known = headers.get(name)
        headers[name] = value if known is None or name == "content-length" else f"{known}, {value}"
    code = int(status[2])
    connection = headers.get("connection", "").lower()
    keeps = "close" not in connection and (status[1] == b"1" or "keep-alive" in connection)
    return Head(code, headers, _length(code, headers), keeps)


def _length(status: int, headers: Mapping[str, str]) -> int:
    if status < 200 or status in (204, 304):
        return 0
    if "transfer-encoding" in headers:
        raise OddHead("a body in chunks")
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()) or len(length) > 18:
        raise OddHead("a body of unknown length")
    return int(length)
