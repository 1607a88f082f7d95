from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from twitchkit.catalogue import Source
from twitchkit.client.archiver import OVERLAP, _plan


def day(number: int) -> datetime:
    return datetime(2026, 10, 1, tzinfo=UTC) + timedelta(days=number)


def source(first: int | None, last: int | None) -> Source:
    return Source(
        kind="channel",
        twitch_id="42",
        name="someone",
        listed_from=None if first is None else day(first),
        listed_until=None if last is None else day(last),
    )


def test_the_first_listing_is_of_all_that_is_asked_for() -> None:
    assert _plan(source(None, None), day(0), day(9)) == ([(day(0), day(9))], day(0), day(9))


def test_the_next_one_is_of_what_is_new_and_of_what_may_have_come_late() -> None:
    assert _plan(source(0, 9), day(0), day(12)) == ([(day(9) - OVERLAP, day(12))], day(0), day(12))


def test_an_earlier_beginning_adds_what_lies_before_the_newest_first() -> None:
    spans, first, last = _plan(source(5, 9), day(0), day(12))

    assert spans == [(day(9) - OVERLAP, day(12)), (day(0), day(5))]
    assert (first, last) == (day(0), day(12))


@pytest.mark.parametrize(("since", "until"), [(20, 30), (0, 2)])
def test_a_span_apart_never_makes_the_gap_count_as_listed(since: int, until: int) -> None:
    spans, first, last = _plan(source(5, 9), day(since), day(until))

    assert spans == [(day(since), day(until))]
    assert (first, last) in {(day(since), day(until)), (day(5), day(9))}


def test_a_span_that_is_listed_already_costs_the_overlap_alone() -> None:
    assert _plan(source(0, 9), day(3), day(9)) == ([(day(9) - OVERLAP, day(9))], day(0), day(9))
    assert _plan(source(0, 9), day(3), day(6)) == ([], day(0), day(9))


def test_a_clock_that_is_years_behind_asks_for_nothing_and_forgets_nothing() -> None:
    assert _plan(source(0, 9), day(0), day(-900)) == ([], day(0), day(9))
