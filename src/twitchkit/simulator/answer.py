"""An answer, before faults have touched it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

JSON = "application/json"
Pieces = Callable[[], Iterator["bytes | memoryview"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the client shall get.

    Args:
        headers: names in lower case, without `content-length`.
        body: a small body.
        pieces: makes a large body, of `pieces_bytes`; takes the place of `body`.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    pieces: Pieces | None = None
    pieces_bytes: int = 0

    @property
    def size_bytes(self) -> int:
        """Bytes of the body."""
        return self.pieces_bytes if self.pieces else len(self.body)


def json_answer(
    value: object, *, status: int = 200, headers: Mapping[str, str] | None = None, newline: bool = False
) -> Answer:
    """`value` as JSON; with `newline` a line break follows, as id.twitch.tv writes it."""
    body = msgspec.json.encode(value) + (b"\n" if newline else b"")
    return Answer(status=status, headers={"content-type": JSON, **(headers or {})}, body=body)
