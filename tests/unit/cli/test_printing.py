from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from twitchkit.cli.api.printing import counted
from twitchkit.errors import RequestRefused
from twitchkit.helix import Page

FIRST, SECOND, LAST = Page(data=("a",) * 1000, cursor="x"), Page(data=("b",), cursor="y"), Page(data=("c",))


def test_rows_are_counted_while_more_are_to_come() -> None:
    told: list[str] = []

    assert list(counted([FIRST, SECOND, LAST], told.append)) == [FIRST, SECOND, LAST]
    assert told == ["\r1,000 rows so far", "\r1,001 rows so far", "\r\x1b[K"]


def test_a_single_page_is_not_counted() -> None:
    told: list[str] = []

    assert (list(counted([LAST], told.append)), told) == ([LAST], [])


def test_the_line_is_gone_before_an_error_is_told() -> None:
    def broken() -> Iterator[Page[Any]]:
        yield FIRST
        raise RequestRefused(status=400, twitch_says="no")

    told: list[str] = []
    with pytest.raises(RequestRefused):
        list(counted(broken(), told.append))

    assert told[-1] == "\r\x1b[K"
