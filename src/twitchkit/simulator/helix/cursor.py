"""Helix's page cursors: base64 around JSON around base64 around an offset (clips.md §4.1)."""

from __future__ import annotations

import base64
import binascii

import msgspec

from twitchkit.shape import ready
from twitchkit.simulator.helix.refusal import Refused

MOST_DIGITS = 9


class _Inner(msgspec.Struct):
    Cursor: str


class _Outer(msgspec.Struct):
    a: _Inner
    b: None = None


def cursor_at(offset: int) -> str:
    """The cursor of the page that begins at `offset`."""
    inner = base64.b64encode(str(offset).encode()).decode()
    return base64.b64encode(b'{"b":null,"a":{"Cursor":"' + inner.encode() + b'"}}').decode()


def offset_of(cursor: str) -> int:
    """Where the page of `cursor` begins.

    Raises:
        Refused: it is none of ours.
    """
    try:
        outer = msgspec.json.decode(base64.b64decode(cursor, validate=True), type=ready(_Outer))
        text = base64.b64decode(outer.a.Cursor, validate=True).decode("ascii")
    except (binascii.Error, msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError):
        raise Refused(400, "The pagination cursor is not valid") from None
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise Refused(400, "The pagination cursor is not valid")
    return int(text)
