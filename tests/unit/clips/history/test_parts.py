"""The plan's parts: what is done, when it is quiet, how much there is, what was proved."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twitchkit.clips.history import Window
from twitchkit.clips.history.cell import Cell, checked
from twitchkit.clips.history.census import Census
from twitchkit.clips.history.hours import Hours
from twitchkit.clips.history.spans import Spans
from twitchkit.clips.history.trust import Check, Trust
from twitchkit.helix.endpoints.clips import Clip

WINDOWS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Window(pair[0], sum(pair)))
TAIL = [int(((rank + 0.5) / 5_000) ** -1.6) for rank in range(5_000)]
"""The views of a whole listing, most viewed first."""


@pytest.mark.parametrize("ends", [1, 2])
@given(slots=st.lists(st.integers(100, 999), min_size=1, max_size=400), look=st.integers(0, 2))
def test_a_check_asks_for_a_page_at_one_end_or_at_both(
    slots: list[int], look: int, ends: Literal[1, 2]
) -> None:
    clips = [
        Clip(id=f"{place}", created_at=Window(slot, slot + 1).started_at) for place, slot in enumerate(slots)
    ]
    cell = Cell(window=Window(100, 1_000), look=look)
    check, parts, rest = checked(cell, clips, (900, 444), ends=ends)
    windows = [part.window for part in parts] + ([rest.window] if rest else [])
    known = [clip.id for one in (*parts, *([rest] if rest else [])) for clip in one.known]

    assert (check.slots, check.clips, check.parts) == (900, 444, ends)
    assert len(parts) == ends
    assert all(len(part.known) <= 100 for part in parts if len(set(slots)) == len(slots))
    assert all(part.check is check and part.look == look for part in parts)
    assert not rest or rest.check is None
    assert sorted(slot for one in windows for slot in range(one.start, one.stop)) == [*range(100, 1_000)]
    assert parts[0].window.start == 100
    assert ends == 1 or parts[-1].window.stop == 1_000
    assert sorted(known) == sorted(clip.id for clip in clips)


@given(st.lists(WINDOWS, max_size=12), WINDOWS)
def test_spans_and_their_gaps_are_the_whole(done: list[Window], span: Window) -> None:
    spans = Spans(done)
    slots = {slot for window in done for slot in range(window.start, window.stop)}
    gaps = spans.gaps(span)

    assert {slot for window in spans for slot in range(window.start, window.stop)} == slots
    assert {slot for gap in gaps for slot in range(gap.start, gap.stop)} == (
        set(range(span.start, span.stop)) - slots
    )
    assert gaps == sorted(gaps)
    assert all(one.stop < other.start for one, other in zip(list(spans), list(spans)[1:], strict=False))


def test_a_census_estimates_a_listing_from_its_top() -> None:
    unknowing, knowing = Census(), Census()
    knowing.learn(TAIL[::3])

    assert 2_000 < unknowing.size(TAIL[:100]) < 15_000
    assert 4_500 < knowing.size(TAIL[:200]) < 5_500
    assert knowing.size(TAIL) == len(TAIL)


def test_a_listing_without_its_tail_looks_cut() -> None:
    for census in (Census(), learned()):
        assert census.looks_cut(TAIL[: len(TAIL) * 3 // 10])
        assert not census.looks_cut(TAIL)
        assert not census.looks_cut([])
        assert not census.looks_cut([9])


def learned() -> Census:
    census = Census()
    census.learn(TAIL[::5])
    return census


def test_the_quietest_slot_is_chosen() -> None:
    hours = Hours()

    assert hours.quietest(100, 200) == 150
    hours.learn(slot for slot in range(144 * 10) if slot % 144 != 20)
    assert hours.quietest(144 * 3 + 5, 144 * 3 + 90) == 144 * 3 + 20
    assert hours.quietest(7, 7) == 7


def test_a_window_is_covered_by_one_whose_parts_all_agreed() -> None:
    trust, check = Trust(), Check(slots=1_000, clips=250, parts=2)

    trust.begun(check)
    assert trust.awaited(1_000, 490)
    assert not trust.awaited(1_001, 260)
    trust.agreed(check)
    assert not trust.covers(1_000, 250)
    trust.agreed(check)
    assert trust.covers(1_000, 490)
    assert not trust.covers(1_001, 250)
    assert not trust.covers(1_000, 510)
    assert not trust.covers(10, 200), "it ends with a full page"
    assert trust.knows(10, 200)
    assert trust.covers(100_000, 0)
    assert not trust.awaited(1_000, 490)


def test_a_listing_of_one_page_says_nothing_of_longer_ones() -> None:
    trust, check = Trust(), Check(slots=1_000, clips=90, parts=1)
    trust.begun(check)
    trust.agreed(check)

    assert trust.covers(1_000, 99)
    assert not trust.covers(1_000, 101)


def test_a_check_that_found_more_proves_nothing() -> None:
    trust, check = Trust(), Check(slots=1_000, clips=250, parts=2)
    trust.begun(check)
    trust.over(check)
    trust.agreed(check)
    trust.agreed(check)

    assert not trust.awaited(1_000, 250)
    assert not trust.covers(1_000, 250)


def test_a_check_of_what_is_known_proves_nothing_more() -> None:
    trust = Trust()
    for clips in (250, 500):
        check = Check(slots=1_000, clips=clips, parts=1)
        trust.begun(check)
        trust.agreed(check)

    assert check.agreed
    assert not trust.covers(1_000, 510)


def test_a_check_is_worth_the_clips_that_it_would_cover() -> None:
    trust, waiting = Trust(), [(1_000, 250), (900, 480), (1_002, 90), (500, 510), (990, 300)]

    assert trust.gain((1_000, 250), waiting) == 250 + 480, "neither wider, nor twice as full, nor full pages"
    assert trust.gain((1_002, 90), waiting) == 90
    assert trust.gain((100, 120), waiting) == 0
