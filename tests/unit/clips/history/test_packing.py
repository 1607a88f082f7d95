"""Stretches of time become windows: nothing is lost, nothing doubled, and a clip costs few calls."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from twitchkit.clips.history.cell import Cell
from twitchkit.clips.history.hours import Hours
from twitchkit.clips.history.packing import Odds, fitting
from twitchkit.clips.history.trust import NARROW
from twitchkit.clips.history.window import DAY, SLOT_S, Window, slot_of
from twitchkit.helix.endpoints.clips import Clip

FIRST = 2_500_000
"""A slot of 2017."""


def clips(slots: list[int]) -> tuple[Clip, ...]:
    return tuple(
        Clip(id=f"{place}", created_at=datetime.fromtimestamp(slot * SLOT_S + 7, UTC))
        for place, slot in enumerate(slots)
    )


@st.composite
def stretches(draw: st.DrawFn) -> list[Cell]:
    """Cells, oldest first: side by side or not, sampled well or badly, some of them looked at closely."""
    cells: list[Cell] = []
    start = FIRST
    for _ in range(draw(st.integers(1, 12))):
        start += draw(st.sampled_from([0, 0, 0, 50]))
        slots = draw(st.integers(1, 3 * DAY))
        each = draw(st.sampled_from([1.0, 8.0, 60.0, 900.0]))
        known = clips(sorted(draw(st.lists(st.integers(start, start + slots - 1), max_size=15))))
        window = Window(start, start + slots)
        look = draw(st.sampled_from([0, 0, 0, 1]))
        cells.append(Cell(window=window, expected=each * len(known), each=each, known=known, look=look))
        start += slots
    return cells


def packed(cells: list[Cell], odds: Odds, sampled: set[int]) -> list[Cell]:
    taken: list[Cell] = []
    while cell := fitting(cells, Hours(), sampled, odds):
        taken.append(cell)
    return taken


ODDS = st.builds(
    Odds,
    unrest=st.floats(0, 0.5),
    shared=st.booleans(),
    dense=st.integers(NARROW, 7 * DAY),
    sampled=st.floats(0.2, 5),
    counted=st.floats(0.2, 5),
)


@given(stretches(), ODDS)
def test_windows_are_the_cells_put_together(cells: list[Cell], odds: Odds) -> None:
    slots = {slot for cell in cells for slot in range(cell.window.start, cell.window.stop)}
    known = [(clip.id, slot_of(clip.created_at)) for cell in cells for clip in cell.known]
    close = {cell.window for cell in cells if cell.look}
    taken = packed(cells, odds, set())
    covered = [slot for cell in taken for slot in range(cell.window.start, cell.window.stop)]

    assert cells == []
    assert len(covered) == len(set(covered))
    assert set(covered) == slots
    assert sorted(known) == sorted(
        (clip.id, slot_of(clip.created_at)) for cell in taken for clip in cell.known
    )
    assert all(cell.window.holds(clip) for cell in taken for clip in cell.known)
    assert close <= {cell.window for cell in taken}


@given(stretches(), ODDS)
def test_what_waits_for_a_sample_is_taken_after_it(cells: list[Cell], odds: Odds) -> None:
    slots = sum(cell.window.slots for cell in cells)
    edges = {cell.window.stop for cell in cells} | {cell.window.start for cell in cells}
    first = packed(cells, odds, edges)
    second = packed(cells, odds, set())

    assert sum(cell.window.slots for cell in (*first, *second)) == slots


def even(days: int, a_day: int, each: int, seed: int = 1) -> list[Cell]:
    """A channel that makes `a_day` clips each day, at any hour; one of `each` is known."""
    chance, cells, stop = Random(seed), list[Cell](), FIRST + days * DAY
    slots = sorted(chance.randrange(FIRST, stop) for _ in range(days * a_day // each))
    for start, end in pairwise(sorted({FIRST, *slots[1:], stop})):
        known = clips([slot for slot in slots if start <= slot < end])
        cells.append(
            Cell(window=Window(start, end), expected=float(each * len(known)), each=float(each), known=known)
        )
    return cells


def test_windows_that_are_known_exactly_end_just_below_a_full_page() -> None:
    taken = packed(even(12, 500, 1), Odds(shared=False), set())
    calls = sum(-(-len(cell.known) // 100) for cell in taken)

    assert max(len(cell.known) for cell in taken) < 1_000
    assert calls < 1.04 * 12 * 500 / 100


def test_a_sample_fills_windows_more_than_half_and_less_than_whole() -> None:
    taken = packed(even(100, 500, 50), Odds(shared=False), set())[:-2]
    sizes = [cell.window.slots * 500 / DAY for cell in taken]

    assert 450 < sum(sizes) / len(sizes) < 850
    assert sum(size > 1_000 for size in sizes) < len(sizes) / 10


def test_where_nothing_can_join_later_no_small_window_is_left_over() -> None:
    sizes = [
        [cell.expected for cell in packed(even(2, 325, 40, seed), Odds(shared=False), set())]
        for seed in range(20)
    ]

    assert all(min(size) > 250 for size in sizes)


def test_a_quiet_channels_windows_are_as_wide_as_they_may_be() -> None:
    taken = packed(even(100, 20, 10), Odds(shared=False, dense=7 * DAY - 6), set())

    assert {cell.window.slots for cell in taken[:-2]} == {7 * DAY - 6}


def test_where_rows_move_windows_are_of_few_pages() -> None:
    still = packed(even(20, 500, 5), Odds(shared=False), set())
    restless = packed(even(20, 500, 5), Odds(shared=False, unrest=0.3), set())

    assert len(restless) > 1.5 * len(still)


def test_only_a_window_of_one_page_is_planned_wide() -> None:
    taken = packed(even(100, 60, 1), Odds(shared=False, dense=4 * DAY), set())
    wide = [cell for cell in taken if cell.window.slots > 4 * DAY]

    assert all(len(cell.known) < 100 for cell in wide)
    assert len(packed(even(100, 5, 1), Odds(shared=False, dense=4 * DAY), set())) < 100 * 5 / 60
