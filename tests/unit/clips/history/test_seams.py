"""What two windows found where they meet has to be the same."""

from __future__ import annotations

from twitchkit.clips.history import Window
from twitchkit.clips.history.cell import LOOKS, Cell
from twitchkit.clips.history.seams import EDGES, Seams, Settled
from twitchkit.helix.endpoints.clips import Clip


def clip(slug: str, slot: int) -> Clip:
    return Clip(id=slug, created_at=Window(slot, slot + 1).started_at)


CLIPS = {slug: clip(slug, slot) for slug, slot in {"Old": 12, "Edge": 20, "Other": 20, "New": 25}.items()}


def settled(
    start: int, stop: int, *slugs: str, margin: str = "", look: int = 0, steady: bool = True
) -> Settled:
    cell = Cell(window=Window(start, stop), look=look)
    beyond = {slug: CLIPS[slug] for slug in margin.split()}
    return Settled(cell, {slug: CLIPS[slug] for slug in slugs}, beyond, steady)


def test_neighbours_that_agree_are_done_together() -> None:
    seams = Seams([10, 30])
    older, newer = settled(10, 20, "Old", margin="Edge"), settled(20, 30, "Edge", "New")

    assert seams.settle(newer).done == []
    joined = seams.settle(older)
    assert joined.done == [newer, older]
    assert (joined.again, joined.doubts) == ([], [])


def test_a_clip_that_only_the_older_one_lists_is_looked_for_again() -> None:
    seams = Seams([10, 30])
    seams.settle(settled(10, 20, "Old", margin="Edge Other"))
    newer = settled(20, 30, "New", "Edge")
    joined = seams.settle(newer)

    assert joined.done == []
    assert [(cell, set(known)) for cell, known in joined.again] == [(newer.cell, {"New", "Edge", "Other"})]
    found = settled(20, 30, "New", "Edge", "Other")
    assert found in seams.settle(found).done


def test_the_older_one_is_asked_again_when_it_misses_what_its_neighbour_lists() -> None:
    seams = Seams([10, 30])
    older = settled(10, 20, "Old", margin="Edge")
    seams.settle(older)
    joined = seams.settle(settled(20, 30, "Edge", "Other"))

    assert joined.done == []
    assert [cell for cell, _ in joined.again] == [older.cell]


def test_rows_that_repeat_explain_what_a_margin_lacks() -> None:
    seams = Seams([10, 30])
    seams.settle(settled(10, 20, "Old", steady=False))

    assert len(seams.settle(settled(20, 30, "Edge")).done) == 2


def test_what_never_agrees_is_a_doubt_and_is_not_lost() -> None:
    seams = Seams([10, 30])
    older = settled(10, 20, "Old", margin="Edge", look=LOOKS)
    seams.settle(older)
    newer = settled(20, 30, "New", "Other", look=LOOKS)
    joined = seams.settle(newer)

    assert [doubt.window for doubt in joined.doubts] == [older.cell.window]
    assert set(joined.done[0].clips) == {"New", "Other", "Edge"}
    assert len(joined.done) == 2


def test_windows_need_not_overlap_any_more_when_enough_edges_agreed() -> None:
    seams = Seams([10])
    seams.settle(Settled(Cell(window=Window(10, 20)), {}, {"20": clip("20", 20)}, steady=True))
    for edge in range(20, 20 + 10 * EDGES, 10):
        assert seams.compared
        here, beyond = clip(f"{edge}", edge), clip(f"{edge + 10}", edge + 10)
        window = Cell(window=Window(edge, edge + 10))
        seams.settle(Settled(window, {here.id: here}, {beyond.id: beyond}, steady=True))

    assert not seams.compared
