"""A request as a value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Self
from urllib.parse import quote, quote_plus

import msgspec

from twitchkit.secret import Secret, without_query

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

_UNRESERVED = re.compile(r"[A-Za-z0-9_.~-]*")
"""RFC 3986 §2.3."""
_ESCAPED = {code: f"%{code:02X}" for code in range(128) if not _UNRESERVED.fullmatch(chr(code))}


class Request(msgspec.Struct, frozen=True):
    """One HTTP request, ready to be put on the wire.

    Args:
        method: upper-case HTTP method.
        url: absolute, already percent-encoded.
        headers: names as they are sent; a `Secret` value is revealed by the transport alone.
        body: bytes as they are sent, a `Secret` text (UTF-8) when it holds one, or None.
    """

    method: str
    url: str
    headers: Mapping[str, str | Secret] = {}
    body: bytes | Secret | None = None

    def __repr__(self) -> str:
        return f"<Request {self.method} {without_query(self.url)}>"

    @property
    def body_bytes(self) -> bytes | None:
        """The body as it is sent; for transports."""
        return self.body.reveal().encode() if isinstance(self.body, Secret) else self.body

    def with_headers(self, **headers: str | Secret) -> Self:
        """The same request with more headers; `_` in a name is sent as `-`."""
        added = {name.replace("_", "-"): value for name, value in headers.items()}
        return type(self)(self.method, self.url, {**self.headers, **added}, self.body)


def encode_query(pairs: Sequence[tuple[str, str]]) -> str:
    """`pairs` as a query string, in their order, repeated names repeated, a space as `%20`."""
    # Twitch: comma-joined values can answer 500 (twitchdev/issues#211), so names repeat.
    return "&".join([f"{_quoted_name(name)}={_quoted(value)}" for name, value in pairs])


def _quoted(text: str) -> str:
    # Nearly all names and ids: telling so takes a fifth of quoting them.
    if _UNRESERVED.fullmatch(text):
        return text
    # As `quote` does it, byte by byte in Python; a clip's token has five hundred.
    return text.translate(_ESCAPED) if text.isascii() else quote(text, safe="")


_quoted_name = lru_cache(maxsize=256)(_quoted)
"""Names are few, and the same all the time; values may be anybody's."""


def encode_form(fields: Mapping[str, str | Secret]) -> Secret:
    """`fields` as a form body (WHATWG URL §5.2).  Secret as a whole, since it is made to carry secrets."""
    shown = ((name, value.reveal() if isinstance(value, Secret) else value) for name, value in fields.items())
    return Secret("&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in shown))
