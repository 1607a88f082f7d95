from __future__ import annotations

from datetime import UTC, datetime

from twitchkit.helix import Clip, GetClips, Page
from twitchkit.helix.paging import Walk

WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def page(*slugs: str, cursor: str | None = None) -> Page[Clip]:
    return Page(data=tuple(Clip(id=slug, created_at=WHEN) for slug in slugs), cursor=cursor)


def walked(*pages: Page[Clip]) -> list[list[str]]:
    walk = Walk(GetClips(broadcaster_id="1", first=2))
    rows: list[list[str]] = []
    for one in pages:
        assert walk.request is not None, "stopped too early"
        rows.append([clip.id for clip in walk.take(one)])
    assert walk.request is None, "did not stop"
    return rows


def test_it_follows_cursors_to_the_end() -> None:
    assert walked(page("A", "B", cursor="1"), page("C")) == [["A", "B"], ["C"]]


def test_rows_that_moved_between_pages_come_once() -> None:
    assert walked(page("A", "B", cursor="1"), page("B", "C")) == [["A", "B"], ["C"]]


def test_a_short_page_is_not_the_end() -> None:
    assert walked(page("A", cursor="1"), page("B", "C")) == [["A"], ["B", "C"]]


def test_a_cursor_that_repeats_is_the_end() -> None:
    assert walked(page("A", cursor="1"), page("B", cursor="1")) == [["A"], ["B"]]


def test_a_page_without_new_rows_is_the_end_though_the_cursor_goes_on() -> None:
    assert walked(page("A", cursor="1"), page("A", cursor="2")) == [["A"], []]


def test_the_next_request_carries_the_cursor_and_all_else() -> None:
    walk = Walk(GetClips(broadcaster_id="1", first=2, started_at=WHEN))
    walk.take(page("A", cursor="xyz"))

    assert walk.request == GetClips(broadcaster_id="1", first=2, started_at=WHEN, after="xyz")
