"""Whatever a channel is like, whatever Get Clips does: all clips, or a doubt that says where not."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listing import Channel, slugs

QUIRKS = st.fixed_dictionaries(
    {
        "listing_end": st.sampled_from(["repeats", "same-cursor", "ends", "none"]),
        "wide_windows_drop": st.booleans(),
        "floored_times": st.booleans(),
        "views_move": st.sampled_from(["recent", "recent", "always", "never"]),
        "few_views_first": st.booleans(),
        "deep_games_fail": st.booleans(),
    }
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    count=st.integers(0, 2_500),
    days=st.one_of(st.none(), st.integers(2, 60)),
    seed=st.integers(0, 1_000_000),
    quirks=QUIRKS,
    jobs=st.integers(1, 9),
    game=st.booleans(),
    everything=st.booleans(),
)
def test_all_clips_are_found_or_a_doubt_says_where_not(
    count: int, days: int | None, seed: int, quirks: dict[str, Any], jobs: int, game: bool, everything: bool
) -> None:
    channel = Channel(count, days=days, seed=seed, **quirks)
    plan = channel.plan(game=game, everything=everything)
    found = slugs(channel.play(plan, jobs=jobs, order=Random(seed)))
    missing = channel.truth - set(found)

    assert plan.proof.finished
    assert len(found) == len(set(found))
    assert set(found) <= channel.truth
    assert not missing or plan.proof.doubts
