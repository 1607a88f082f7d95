"""A request, as every part of the simulator sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request, read whole.

    Args:
        raw_path: percent-encoded, as it came, without the query.
        path: decoded, bad UTF-8 replaced.
        headers: names in lower case; of repeated ones the last.
        own_url: how the client reached this server, for links in answers: `http://127.0.0.1:PORT`.
    """

    method: str
    raw_path: str
    path: str
    query_string: str
    headers: Mapping[str, str]
    body: bytes
    own_url: str

    @property
    def host(self) -> str:
        """The name in the `Host` header, without its port, in lower case."""
        return self.headers.get("host", "").partition(":")[0].lower()

    @cached_property
    def query(self) -> Sequence[tuple[str, str]]:
        """The query's pairs, in order, empty values kept."""
        return pairs(self.query_string)

    def first(self, name: str) -> str | None:
        """The first value of query parameter `name`, or None."""
        return next((value for key, value in self.query if key == name), None)

    def every(self, name: str) -> list[str]:
        """All values of query parameter `name`."""
        return [value for key, value in self.query if key == name]


def pairs(text: str) -> list[tuple[str, str]]:
    """A query string or form body as pairs; whatever it is, this does not fail."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="replace")
    except ValueError:  # more fields than the library counts to
        return []
