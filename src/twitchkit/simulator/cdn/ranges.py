"""Range and conditional requests (RFC 9110 §13, §14)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime

from twitchkit.simulator.world import Clip

SINGLE = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `start` to `stop`, the latter not included."""

    start: int
    stop: int


def wanted(header: str | None, size_bytes: int) -> Span | None:
    """The span a `Range` header asks for; None when the whole file is the answer.

    Several ranges, other units and malformed headers are ignored, as §14.2 allows.

    Raises:
        ValueError: it cannot be satisfied.
    """
    match = SINGLE.fullmatch(header or "")
    if match is None:
        return None
    first, last = match.groups()
    if first:
        start, stop = int(first), min(int(last) + 1, size_bytes) if last else size_bytes
        if last and int(last) < start:
            return None
    elif last:
        start, stop = max(0, size_bytes - int(last)), size_bytes
    else:
        return None
    if start >= size_bytes or start == stop:
        raise ValueError(header)
    return Span(start, stop)


def last_modified(clip: Clip) -> str:
    """The file's `Last-Modified`."""
    return format_datetime(clip.created_at, usegmt=True)


def still_holds(if_range: str | None, etag: str, modified: str) -> bool:
    """Whether an `If-Range` header lets the `Range` apply: strong comparison, dates by equality."""
    return if_range is None or if_range.strip() in {etag, modified}


def is_held(headers: Mapping[str, str], etag: str, modified: str) -> bool:
    """Whether the client has the file already; a date counts without a tag only (RFC 9110 §13.1)."""
    if (tags := headers.get("if-none-match")) is not None:
        return tags.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since") or "")
    except ValueError:
        return False
    return since.tzinfo is not None and parsedate_to_datetime(modified) <= since
