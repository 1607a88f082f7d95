"""An answer as a value."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping

import msgspec
from msgspec.structs import force_setattr


class Response(msgspec.Struct, frozen=True):
    """One HTTP answer, its body read whole and its content encoding undone.

    Args:
        status: HTTP status code.
        headers: looked up without regard to case through `header()`; names are kept in lower case.
        body: the whole body, without a byte order mark, which some proxies put there (RFC 8259 §8.1).
        received_at: Unix seconds when it arrived, as the transport's clock says, or None if not known.
    """

    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""
    received_at: float | None = None

    def __post_init__(self) -> None:
        force_setattr(self, "headers", {name.lower(): value for name, value in self.headers.items()})
        if self.body.startswith(BOM_UTF8):
            force_setattr(self, "body", self.body.removeprefix(BOM_UTF8))

    def header(self, name: str) -> str | None:
        """The header's value, or None."""
        return self.headers.get(name.lower())

    @property
    def sent_at(self) -> float | None:
        """Unix seconds when the server sent it, by its own clock; None when its `Date` does not tell."""
        from email.utils import parsedate_to_datetime

        header = self.header("date")
        try:
            return parsedate_to_datetime(header).timestamp() if header else None
        except ValueError:
            return None

    @property
    def media_type(self) -> str:
        """`Content-Type` without parameters, in lower case; empty when absent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_page(self) -> bool:
        """True for a web page, of a proxy or a hotel's network: whatever the status, not Twitch's word."""
        return self.media_type == "text/html" or self.body.lstrip()[:1] == b"<"

    def __repr__(self) -> str:
        return f"<Response {self.status}, {len(self.body)} bytes of {self.media_type or 'no stated type'}>"
