"""What an answer to a request for a file means.  Pure."""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec

from twitchkit.errors import LinkRefused, RateLimited, ServerTrouble, Truncated, TwitchkitError
from twitchkit.media.record import Record
from twitchkit.wire import StreamHead

LONGEST_WAIT_S = 60.0
"""A `Retry-After` beyond this is not waited for: the job fails and says so."""

_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)", re.IGNORECASE)


class Begin(msgspec.Struct, frozen=True):
    """The body is the whole file, which `record` describes."""

    record: Record


class Continue(msgspec.Struct, frozen=True):
    """The body goes on behind what is held."""


class Whole(msgspec.Struct, frozen=True):
    """What is held is the whole file."""

    length: int


class Changed(msgspec.Struct, frozen=True):
    """What is held belongs to another file than the server has now."""


class Trouble(msgspec.Struct, frozen=True):
    """No body that is of use.

    Args:
        error: what to raise when it is not tried again.
        again: the same link may work later.
        after_s: not before so many seconds.
    """

    error: TwitchkitError
    again: bool = False
    after_s: float = 0.0


Verdict: TypeAlias = Begin | Continue | Whole | Changed | Trouble


def judge(
    stream: StreamHead, *, held: Record | None, held_bytes: int, label: str, slug: str, host: str
) -> Verdict:
    """The meaning of `stream`'s head.

    Args:
        stream: the answer.
        held: the record of what is held, None when nothing was asked to be continued.
        held_bytes: how much that is.
        label, slug: of the file, for the new record.
        host: whom we asked, for messages.

    Source: RFC 9110 §14 (ranges), §13.1.5 (If-Range), §15.5.17 (416).
    """
    status = stream.status
    if status == 206:
        return _partial(stream, held=held, held_bytes=held_bytes)
    if status == 416 and held is not None:
        whole = _content_range(stream)[2] == held_bytes
        return Whole(held_bytes) if whole else Changed()
    if 200 <= status < 300:
        return Begin(describe(stream, label=label, slug=slug))
    if status == 429:
        wait_s = _retry_after_s(stream)
        return Trouble(RateLimited(retry_after_s=wait_s or None), wait_s <= LONGEST_WAIT_S, wait_s)
    if status >= 500 or status in (408, 425):
        wait_s = _retry_after_s(stream)
        return Trouble(ServerTrouble(status=status, twitch_says=""), wait_s <= LONGEST_WAIT_S, wait_s)
    return Trouble(LinkRefused(status=status, host=host))


def describe(stream: StreamHead, *, label: str, slug: str) -> Record:
    """The record of the file that `stream` begins."""
    length = stream.header("content-length")
    etag = stream.header("etag") or ""
    return Record(
        slug=slug,
        label=label,
        length=int(length) if length and length.isdigit() else None,
        # A weak one (W/"…") must not be used to continue: RFC 9110 §13.1.5.
        etag=etag if etag.startswith('"') else None,
        last_modified=stream.header("last-modified"),
    )


def _partial(stream: StreamHead, *, held: Record | None, held_bytes: int) -> Verdict:
    start, end, total = _content_range(stream)
    if held is None:
        start_over = Truncated(expected=total, got=0, problem="the server sent a part that was not asked for")
        return Trouble(start_over, again=True)
    etag = stream.header("etag")
    same = (
        start == held_bytes
        and (total is None or end == total - 1)
        and (held.length is None or total in (None, held.length))
        and (held.etag is None or etag in (None, held.etag))
    )
    return Continue() if same else Changed()


def _content_range(stream: StreamHead) -> tuple[int | None, int | None, int | None]:
    found = _RANGE.fullmatch((stream.header("content-range") or "").strip())
    if not found:
        return None, None, None
    start, end, total = (int(text) if text and text != "*" else None for text in found.groups())
    return start, end, total


def _retry_after_s(stream: StreamHead) -> float:
    text = stream.header("retry-after") or ""
    return float(text) if text.isdigit() else 0.0
