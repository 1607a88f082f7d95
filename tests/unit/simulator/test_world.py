"""A world is its seed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

from twitchkit.simulator import World
from twitchkit.simulator.control import introduction
from twitchkit.simulator.world import Era, TravelClock, Trouble

STRICT_SLUG = re.compile(r"[A-Z][A-Za-z0-9]+(-[A-Za-z0-9_-]{16})?")


def test_the_same_seed_makes_the_same_introduction_whatever_the_day():
    later = TravelClock()
    later.advance(200 * 86_400)
    one, other = World.seeded(7), World.seeded(7, clock=later)

    assert introduction(one, "http://x") == introduction(other, "http://x")


def test_another_seed_makes_another_world():
    one, other = World.seeded(1), World.seeded(2)

    assert set(one.clips).isdisjoint(other.clips)
    assert one.app.client_id != other.app.client_id


def test_more_clips_change_nobody():
    few, many = World.seeded(3, clips=10), World.seeded(3, clips=500)

    assert few.channels == many.channels
    assert list(few.clips) == list(many.clips)[:10]


def test_the_app_is_made_as_twitch_makes_them():
    world = World.seeded(5)
    assert world.app.secret is not None

    for code in (world.app.client_id, world.app.secret.reveal(), world.public_app.client_id):
        assert re.fullmatch(r"[a-z0-9]{30}", code)
    assert world.public_app.secret is None


def test_shares_are_those_that_were_observed():
    clips = list(World.seeded(11, clips=8000).clips.values())
    share = {
        "portrait": sum(clip.portrait is not None for clip in clips) / len(clips),
        "no curator": sum(clip.curator is None for clip in clips) / len(clips),
        "dead": sum(clip.dead for clip in clips) / len(clips),
        "labelled": sum(bool(clip.labels) for clip in clips) / len(clips),
    }

    assert 0.46 < share["portrait"] < 0.50
    assert 0.019 < share["no curator"] < 0.029
    assert 0.009 < share["dead"] < 0.015
    assert 0.135 < share["labelled"] < 0.165
    assert set(Era) == {clip.era for clip in clips}
    assert {*Trouble, None} == {clip.trouble for clip in clips}
    assert Counter(clip.era for clip in clips).most_common(1)[0][0] is Era.E
    assert any(shape.codec == "hevc" for clip in clips for shape in clip.landscape)
    assert any(clip.broadcaster.deleted for clip in clips)


def test_clips_look_like_clips():
    began_at = datetime(2016, 5, 26, tzinfo=UTC)
    clips = World.seeded(11, clips=2000).clips.values()

    for clip in clips:
        assert STRICT_SLUG.fullmatch(clip.slug), clip.slug
        assert 5 <= clip.duration_s <= 60
        assert began_at <= clip.created_at <= datetime.now(UTC)
        assert (clip.video is None) == (clip.vod_offset_s is None)
    views = sorted(clip.views for clip in clips)
    assert views[len(views) // 2] <= 5
    assert views[-1] > 5_000


def test_the_first_clips_are_whole():
    for seed in range(20):
        first = list(World.seeded(seed, clips=24).clips.values())

        assert [clip.trouble for clip in first] == [None] * 24


def test_each_world_of_thirty_clips_has_one_of_each_trouble_and_an_orphan():
    for seed in range(20):
        clips = World.seeded(seed, clips=30).clips.values()

        assert set(Trouble) == {clip.trouble for clip in clips} - {None}
        assert any(clip.broadcaster.deleted for clip in clips)


def test_clip_bytes_sets_the_size_of_the_best_file():
    for clip in World.seeded(2, clips=50, clip_bytes=(2_000_000, 2_000_000)).clips.values():
        assert clip.sizes[clip.landscape[0].name] == 2_000_000
        assert clip.sizes[clip.landscape[-1].name] < 2_000_000


def test_tokens_die_with_time():
    world = World.seeded(1, clips=1)
    token, grant = world.tokens.issue_app(world.app.client_id)

    assert 4_500_000 < grant.expires_in_s(world.clock.now()) < 5_500_000
    assert world.tokens.look_up(token) == grant
    world.clock.advance(5_500_000)
    assert world.tokens.look_up(token) is None
