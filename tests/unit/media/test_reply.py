from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from twitchkit.errors import LinkRefused, RateLimited, ServerTrouble
from twitchkit.media.record import Record
from twitchkit.media.reply import Begin, Changed, Continue, Trouble, Verdict, Whole, judge

HELD = Record(slug="s", label="1080p", length=1000, etag='"a"')


class Head:
    """An answer without a body."""

    def __init__(self, status: int, **headers: str) -> None:
        self.status = status
        self._headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def header(self, name: str) -> str | None:
        return self._headers.get(name)

    async def read_into(self, space: Callable[[], memoryview], took: Callable[[int], bool]) -> int:
        raise AssertionError

    def chunks(self) -> AsyncIterator[bytes]:
        raise AssertionError


def verdict(head: Head, held: Record | None = HELD) -> Verdict:
    return judge(head, held=held, held_bytes=400 if held else 0, label="1080p", slug="s", host="h")


def test_a_whole_answer_begins_anew_also_when_a_part_was_asked_for() -> None:
    head = Head(200, content_length="7", etag='"b"', last_modified="then")
    record = Record(slug="s", label="1080p", length=7, etag='"b"', last_modified="then")
    assert verdict(head) == Begin(record)
    assert verdict(head, None) == Begin(record)


def test_a_weak_etag_is_no_ground_to_go_on() -> None:
    found = verdict(Head(200, etag='W/"b"'))
    assert isinstance(found, Begin)
    assert (found.record.validator, found.record.length) == (None, None)


@pytest.mark.parametrize(
    "headers",
    [
        {"content_range": "bytes 400-999/1000", "etag": '"a"'},
        {"content_range": "bytes 400-999/1000"},
        {"content_range": "bytes 400-999/*"},
    ],
)
def test_the_part_asked_for_goes_on(headers: dict[str, str]) -> None:
    assert verdict(Head(206, **headers)) == Continue()


@pytest.mark.parametrize(
    "headers",
    [
        {"content_range": "bytes 400-999/1000", "etag": '"b"'},
        {"content_range": "bytes 401-999/1000"},
        {"content_range": "bytes 0-999/1000"},
        {"content_range": "bytes 400-998/1000"},
        {"content_range": "bytes 400-1999/2000"},
        {"content_range": "pages 1-2/3"},
        {},
    ],
)
def test_another_part_or_another_file_begins_anew(headers: dict[str, str]) -> None:
    assert verdict(Head(206, **headers)) == Changed()


def test_a_part_nobody_asked_for_is_trouble() -> None:
    found = verdict(Head(206, content_range="bytes 400-999/1000"), None)
    assert isinstance(found, Trouble)
    assert found.again


def test_nothing_behind_what_is_held_means_whole_or_another_file() -> None:
    assert verdict(Head(416, content_range="bytes */400")) == Whole(400)
    assert verdict(Head(416, content_range="bytes */300")) == Changed()
    assert verdict(Head(416)) == Changed()


@pytest.mark.parametrize(
    ("head", "kind", "again", "after_s"),
    [
        (Head(401), LinkRefused, False, 0),
        (Head(404), LinkRefused, False, 0),
        (Head(304), LinkRefused, False, 0),
        (Head(408), ServerTrouble, True, 0),
        (Head(429, retry_after="7"), RateLimited, True, 7),
        (Head(429, retry_after="3600"), RateLimited, False, 3600),
        (Head(503, retry_after="2"), ServerTrouble, True, 2),
        (Head(503, retry_after="Fri, 31 Dec 1999 23:59:59 GMT"), ServerTrouble, True, 0),
    ],
)
def test_refusals_and_trouble(head: Head, kind: type[Exception], again: bool, after_s: float) -> None:
    found = verdict(head)
    assert isinstance(found, Trouble)
    assert (type(found.error), found.again, found.after_s) == (kind, again, after_s)
