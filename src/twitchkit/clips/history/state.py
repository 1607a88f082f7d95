"""A listing that was interrupted, as plain data."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

Bounds = tuple[datetime, datetime]


class HistoryState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is done of a listing; `msgspec.to_builtins` and `msgspec.convert` lead to JSON's types and back.

    Args:
        broadcaster_id, game_id: whose clips; one of them.
        span: the first moment, and the moment after the last.
        done: parts of the span whose clips were all handed on, oldest first.
        counts: the proof's, so far.
    """

    version: Literal[1] = 1
    broadcaster_id: str | None = None
    game_id: str | None = None
    span: Bounds
    done: tuple[Bounds, ...] = ()
    counts: dict[str, int] = {}
