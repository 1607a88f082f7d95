"""A plan finds every clip, whatever Get Clips does, or names where it may not have."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random

import msgspec
import pytest

from listing import BEGAN, Channel, slugs
from screenplay import NOON
from twitchkit.clips.history import HistoryState, Plan, Window
from twitchkit.clips.history.spans import Spans
from twitchkit.clips.history.walk import End, Walked
from twitchkit.clips.history.window import DAY, SLOT_S
from twitchkit.helix import GetClips
from twitchkit.helix.endpoints.clips import Clip
from twitchkit.simulator.helix import clip_listing

FIRST = 2_500_000
"""A slot of 2017."""
FAULTS = {
    "as it is": {},
    "the same cursor for ever": {"listing_end": "same-cursor"},
    "an end after a thousand": {"listing_end": "ends"},
    "no end": {"listing_end": "none"},
    "exact times": {"floored_times": False},
    "views move at each page": {"views_move": "always"},
    "fewest views first": {"few_views_first": True},
    "wide windows whole": {"wide_windows_drop": False},
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(("count", "days"), [(0, None), (1, None), (700, None), (2_500, None), (2_500, 12)])
def test_all_is_found_and_nothing_twice(fault: str, count: int, days: float | None) -> None:
    channel = Channel(count, days=days, **FAULTS[fault])
    plan = channel.plan()
    found = slugs(channel.play(plan, jobs=3))

    assert plan.proof.complete
    assert len(found) == len(set(found))
    assert channel.truth == set(found)
    assert (plan.proof.clips, plan.proof.pages) == (count, channel.calls)


@pytest.mark.parametrize("listed_share", [0.7, 0.9])
def test_windows_that_are_cut_sooner_than_is_known_are_found_out(
    monkeypatch: pytest.MonkeyPatch, listed_share: float
) -> None:
    monkeypatch.setattr(clip_listing, "WIDE", timedelta(days=4))
    monkeypatch.setattr(clip_listing, "LISTED_SHARE", listed_share)
    channel = Channel(20_000, days=250, seed=2)
    plan = channel.plan()
    found = slugs(channel.play(plan, jobs=3))

    assert plan.proof.complete
    assert channel.truth == set(found)


def test_a_large_games_listing_that_breaks_half_way_is_taken_apart() -> None:
    channel = Channel(6_000, days=4)
    plan = channel.plan(game=True, everything=False)
    found = slugs(channel.play(plan, jobs=3))

    assert plan.proof.complete
    assert channel.truth == set(found)


@pytest.mark.parametrize(
    ("count", "days", "seeds", "most"), [(12_000, 30, range(1, 7), 1.33), (40_000, 120, range(1, 3), 1.2)]
)
def test_a_busy_channel_costs_little_more_than_its_pages(
    count: int, days: float, seeds: range, most: float
) -> None:
    """On average: of one month, chance decides a tenth."""
    pages = list[int]()
    for seed in seeds:
        channel = Channel(count, days=days, seed=seed)
        plan = channel.plan()
        found = slugs(channel.play(plan, jobs=4))
        assert plan.proof.complete
        assert channel.truth == set(found)
        pages.append(plan.proof.pages)

    assert sum(pages) / len(pages) < most * count / 100


def test_a_small_channel_is_one_query() -> None:
    channel = Channel(450)
    plan = channel.plan()
    [listed] = channel.play(plan)

    assert (plan.proof.windows, plan.proof.pages) == (1, 5)
    assert list(listed.clips) == sorted(
        listed.clips, key=lambda clip: (clip.created_at, clip.id), reverse=True
    )


def test_only_the_span_is_listed() -> None:
    channel = Channel(2_000)
    span = Window.around(BEGAN + timedelta(days=1_000, minutes=13), BEGAN + timedelta(days=1_400, seconds=7))
    found = set(slugs(channel.play(channel.plan(span=span, everything=False))))
    inside = [
        index
        for index in range(2_000)
        if span.started_at <= channel.history.created_at(index) < span.ended_at
    ]

    assert len(inside) > 50
    assert {channel.history.slug(index) for index in inside} == found


def test_more_clips_in_ten_minutes_than_a_listing_holds_are_a_doubt() -> None:
    channel = Channel(60_000, days=1)
    middle = channel.history.created_at(20_000)
    span = Window.around(middle, middle + timedelta(minutes=30))
    plan = channel.plan(span=span, everything=False)
    found = slugs(channel.play(plan))

    assert plan.proof.finished
    assert not plan.proof.complete
    assert {doubt.window.slots for doubt in plan.proof.doubts} == {1}
    assert all(span.start <= doubt.window.start < span.stop for doubt in plan.proof.doubts)
    assert len(found) > 1_000
    assert list(plan.done) == []


def test_the_rate_limit_is_waited_for() -> None:
    channel = Channel(2_500, points_a_minute=20)
    plan = channel.plan()
    found = slugs(channel.play(plan, jobs=4))

    assert channel.truth == set(found)
    assert channel.slept_s
    assert max(channel.slept_s) <= 61


@pytest.mark.parametrize("stop_after", [0, 1, 3, 10, 25])
def test_a_plan_goes_on_where_it_was_interrupted(stop_after: int) -> None:
    channel = Channel(2_500)
    plan = channel.plan()
    first: list[str] = []
    left = [stop_after]

    def take(listed: object) -> bool:
        left[0] -= 1
        if left[0] < 0:
            return False
        first.extend(slugs([listed]))  # pyright: ignore[reportArgumentType]
        return True

    channel.play_while(plan, take, jobs=3)
    text = json.dumps(msgspec.to_builtins(plan.state()))
    resumed = Plan.resumed(msgspec.convert(json.loads(text), HistoryState))
    second = slugs(channel.play(resumed, jobs=3))

    assert len(first) == plan.proof.clips
    assert set(first).isdisjoint(second)
    assert channel.truth == {*first, *second}
    assert resumed.proof.complete
    assert resumed.proof.clips == 2_500
    assert [window.bounds for window in resumed.done] == [plan.span.bounds]


def test_the_order_of_answers_does_not_matter() -> None:
    channel = Channel(2_500)
    for seed in range(4):
        plan = channel.plan()

        assert channel.truth == set(slugs(channel.play(plan, jobs=16, order=Random(seed))))
        assert plan.proof.complete


def test_the_newest_windows_are_asked_for_first() -> None:
    channel = Channel(6_000, days=20)
    plan = channel.plan()
    whole: list[Window] = []
    while errand := plan.take():
        walked = channel.walk(errand)
        if walked.end is End.ENDED:
            whole.append(errand.window)
        plan.settle(errand.window, walked)
    # What is asked for again, to see whether it was whole, is in a window that was asked for before.
    starts = [
        one.start
        for place, one in enumerate(whole)
        if not any(other.start <= one.start and one.stop <= other.stop for other in whole[:place])
    ]

    assert plan.proof.checks
    assert len(starts) > 3
    assert starts == sorted(starts, reverse=True)


def test_the_more_windows_are_out_the_more_may_wait_for_a_proof() -> None:
    channel = Channel(4_000, days=1_500, seed=3)
    few, many = channel.plan(jobs=1), channel.plan(jobs=8)
    for plan in (few, many):
        assert channel.truth == set(slugs(channel.play(plan, jobs=8)))

    assert many.proof.checks < few.proof.checks


@pytest.mark.parametrize(
    ("newest", "oldest", "parts"),
    [
        (700, 0, [2]),
        (100, 0, [2]),
        (730, 700, [2, 1]),
        (730, 630, [2]),
        (90, 100, [2, 2]),
    ],
)
def test_what_ends_with_a_full_page_is_checked_once(newest: int, oldest: int, parts: list[int]) -> None:
    """At both ends; at one, if it has several pages and as many clips were found whole before."""
    span, gap = Window(FIRST, FIRST + 11 * DAY), Window(FIRST + 5 * DAY, FIRST + 6 * DAY)
    plan = Plan(GetClips(broadcaster_id="1"), span, done=Spans([gap]))
    made = {
        **strewn(Window(gap.stop, span.stop), newest, "new"),
        **strewn(Window(span.start, gap.start), oldest, "old"),
    }
    asked, found = list[Window](), 0
    while errand := plan.take():
        here = {slug: clip for slug, clip in made.items() if errand.window.holds(clip)}
        asked.append(errand.window)
        plan.settle(errand.window, whole(here))
        for listed in plan.ready():
            found += len(listed.clips)
            plan.keep(listed)

    assert plan.proof.complete
    assert found == len(made)
    assert len(asked) - 2 == sum(parts)
    assert plan.proof.checks == len(parts)


def whole(clips: dict[str, Clip]) -> Walked:
    pages = max(1, -(-len(clips) // 100))
    return Walked(clips=clips, pages=pages, repeats=0, missing=0, end=End.ENDED)


def strewn(window: Window, count: int, name: str) -> dict[str, Clip]:
    """So many clips over all of `window`, with views as a channel's are."""
    step = window.slots / max(1, count)
    return {
        f"{name}{place}": Clip(
            id=f"{name}{place}",
            created_at=datetime.fromtimestamp((window.start + int(place * step)) * SLOT_S, UTC),
            view_count=int((((place * 7919) % count + 0.5) / count) ** -1.6),
        )
        for place in range(count)
    }


def test_the_first_window_is_the_span() -> None:
    plan = Plan(GetClips(broadcaster_id="1"), Window.around(BEGAN, NOON))
    errand = plan.take()
    assert errand

    assert (errand.request.started_at, errand.request.ended_at) == (BEGAN, NOON)
    assert errand.request.first == 100
    assert plan.take() is None


def test_windows_share_a_slot_until_their_edges_have_agreed_often_enough() -> None:
    channel = Channel(20_000, days=40)
    plan = channel.plan()
    shared: list[bool] = []
    while errand := plan.take():
        if ended_at := errand.request.ended_at:
            shared.append(ended_at > errand.window.ended_at)
        plan.settle(errand.window, channel.walk(errand))
        for listed in plan.ready():
            plan.keep(listed)

    assert plan.proof.complete
    assert sum(shared) >= 12
    assert not any(shared[len(shared) * 3 // 4 :])


def test_a_slot_is_asked_for_alone_when_it_is_too_much_with_its_neighbour() -> None:
    channel = Channel(30_000, days=1)
    middle = channel.history.created_at(10_000)
    span = Window.around(middle, middle + timedelta(minutes=30))
    plan = channel.plan(span=span, everything=False)
    found = slugs(channel.play(plan))
    inside = [
        index
        for index in range(30_000)
        if span.started_at <= channel.history.created_at(index) < span.ended_at
    ]

    assert len(inside) > 2 * 1_000
    assert plan.proof.complete
    assert len(found) == len(inside)
