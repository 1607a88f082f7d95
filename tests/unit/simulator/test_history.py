"""Channels of any size: every clip is there, and Get Clips is as odd about them as Twitch's."""

from __future__ import annotations

import json
import tracemalloc
from datetime import datetime, timedelta
from random import Random
from urllib.parse import unquote

import pytest

from twitchkit.simulator import World
from twitchkit.simulator.app import App
from twitchkit.simulator.quirks import Quirks
from twitchkit.simulator.world import TravelClock
from twitchkit.simulator.world.shuffle import Shuffle
from unit.simulator.asking import Client, Noon

LONG_AGO = datetime.fromisoformat("2020-05-01T00:00:00Z")


def world(*counts: int, clips: int = 0, seed: int = 7, **quirks: object) -> World:
    switched = Quirks(**quirks)  # pyright: ignore[reportArgumentType]
    return World.seeded(seed, clips=clips, channel_clips=counts, clock=TravelClock(Noon()), quirks=switched)


def stamp(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def pages(client: Client, *pairs: tuple[str, str], most: int = 30) -> list[list[str]]:
    token, found, after = client.token(), [], None
    for _ in range(most):
        more = [("after", after)] if after else []
        status, body = client.helix("clips", ("first", "100"), *pairs, *more, token=token)
        assert status == 200, body
        found.append([row["id"] for row in body["data"]])
        after = body["pagination"].get("cursor")
        if after is None:
            break
    return found


def window(client: Client, start: datetime, days: float) -> list[tuple[str, str]]:
    channel = client.world.histories[0].channel
    times = ("started_at", stamp(start)), ("ended_at", stamp(start + timedelta(days=days)))
    return [("broadcaster_id", channel.id), *times]


@pytest.mark.parametrize("length", [1, 2, 3, 10, 997, 4_096])
def test_a_shuffle_is_an_order_of_all_numbers(length: int):
    shuffle = Shuffle(length, Random(length))
    places = [shuffle.place(number) for number in range(length)]

    assert list(range(length)) == sorted(places)
    assert list(range(length)) == [shuffle.at(place) for place in places]
    assert length < 100 or places != list(range(length))


def test_a_million_clips_take_no_memory():
    tracemalloc.start()
    history = world(1_000_000).histories[0]
    clip = history.clip(765_432)
    size = len(history.between(None, None))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (size, clip.number % 1_000_000) == (1_000_000, 765_432)
    assert peak < 3_000_000


@pytest.mark.parametrize("late", [True, False])
def test_a_new_clip_tells_its_video_some_minutes_later(late: bool):
    large = world(20_000, late_videos=late)
    history = large.histories[0]
    clip = next(clip for clip in (history.clip(at) for at in range(19_999, 0, -1)) if clip.video)
    assert clip.video is not None
    client = Client(App(large))
    text = f'{{clip(slug:"{clip.slug}"){{video{{id}} videoOffsetSeconds}}}}'

    def told() -> list[object]:
        [row] = client.helix("clips", ("id", clip.slug))[1]["data"]
        node = client.gql({"query": text})[1]["data"]["clip"]
        return [row["video_id"], row["vod_offset"], node["video"], node["videoOffsetSeconds"]]

    large.clock.advance((clip.created_at - large.clock.now()).total_seconds() + 59)
    new = told()
    large.clock.advance(600)

    known = [clip.video.id, clip.vod_offset_s, {"id": clip.video.id}, clip.vod_offset_s]
    assert new == (["", None, None, None] if late else known)
    assert told() == known
    assert client.helix("videos", ("id", clip.video.id))[1]["data"][0]["user_id"] == history.channel.id


def test_every_clip_is_found_by_each_of_its_names():
    made = world(3_000, 40, clips=50)
    ordinary = next(iter(made.clips.values()))
    for history, index in [(made.histories[0], index) for index in range(0, 3_000, 37)] + [
        (made.histories[1], 39)
    ]:
        clip = history.clip(index)

        assert made.clip_called(clip.slug) == clip
        assert clip.slug == history.slug(index)
        assert [clip] * 3 == [
            made.clip_of_media(name) for name in (clip.media_id, clip.thumb_id, unquote(clip.key))
        ]
        assert made.clip_called(clip.slug.lower()) is None
    assert made.clip_called(ordinary.slug) == ordinary
    assert made.clip_called("AmazingAmazingAmazingAbaloneNothing") is None


def test_the_same_seed_makes_the_same_history_and_leaves_the_rest_as_it_was():
    one, again, other = world(500, clips=30), world(500, clips=30), world(500, clips=30, seed=8)
    slugs = [
        [history.slug(index) for index in range(500)]
        for history in (w.histories[0] for w in (one, again, other))
    ]

    assert slugs[0] == slugs[1]
    assert set(slugs[0]).isdisjoint(slugs[2])
    assert len(set(slugs[0])) == 500
    assert list(one.clips) == list(world(clips=30).clips)
    assert one.channels[:-1] == world(clips=30).channels


def test_clips_come_in_bursts_and_in_order():
    history = world(20_000).histories[0]
    times = [history.created_at(index) for index in range(20_000)]
    days = [times[0] + timedelta(days=day) for day in range((times[-1] - times[0]).days)]
    a_day = [len(history.between(day, day + timedelta(days=1))) for day in days]

    assert sorted(times) == times
    assert (times[-1] - times[0]).days > 3_500
    assert max(a_day) > 10 * (sum(a_day) / len(a_day))
    assert a_day.count(0) > len(a_day) / 5


@pytest.mark.parametrize("days", [0.5, 30, 900])
def test_a_window_is_listed_by_views(days: float):
    history = world(40_000).histories[0]
    listed = history.between(LONG_AGO, LONG_AGO + timedelta(days=days), whole=True)
    clips = list(listed)

    assert len(clips) == len(listed)
    assert clips == sorted(clips, key=lambda clip: -clip.views)
    assert all(LONG_AGO <= clip.created_at < LONG_AGO + timedelta(days=days) for clip in clips)
    if days == 900:  # larger than what is sorted at once: the top is the same
        assert list(history.between(LONG_AGO, LONG_AGO + timedelta(days=days))[:1_000]) == clips[:1_000]


def test_quiet_windows_give_every_clip_once():
    client = Client(App(world(4_000)))
    history = client.world.histories[0]
    found = pages(client, *window(client, LONG_AGO, 6.9))
    expected = [clip.slug for clip in history.between(LONG_AGO, LONG_AGO + timedelta(days=6.9))]

    assert len(expected) > 5
    assert expected == [slug for page in found for slug in page]


@pytest.mark.parametrize(
    ("end", "walked", "unique"),
    [("repeats", 30, (1_018, 1_100)), ("same-cursor", 30, (1_018, 1_100)), ("ends", 11, (1_018, 1_100))],
)
def test_a_query_stops_being_useful(end: str, walked: int, unique: tuple[int, int]):
    client = Client(App(world(4_000, listing_end=end, views_move="never")))
    found = pages(client, ("broadcaster_id", client.world.histories[0].channel.id))

    assert len(found) == walked
    assert unique[0] <= len({slug for page in found for slug in page}) <= unique[1]


def test_a_query_goes_to_the_end_when_that_is_asked_for():
    client = Client(App(world(2_345, listing_end="none", views_move="never")))
    found = pages(client, ("broadcaster_id", client.world.histories[0].channel.id))

    assert len({slug for page in found for slug in page}) == 2_345


def test_wide_windows_leave_out_what_few_have_seen():
    def listed(days: float, *, drop: bool) -> int:
        client = Client(App(world(200_000, wide_windows_drop=drop, views_move="never")))
        return sum(len(page) for page in pages(client, *window(client, LONG_AGO, days)))

    assert listed(7, drop=True) < 0.4 * listed(7, drop=False)
    assert listed(6.9, drop=True) == listed(6.9, drop=False)


def test_views_that_move_repeat_some_clips_and_hide_others():
    client = Client(App(world(200_000, views_move="always")))
    history = client.world.histories[0]
    found = [slug for page in pages(client, *window(client, LONG_AGO, 6.9)) for slug in page]
    there = {clip.slug for clip in history.between(LONG_AGO, LONG_AGO + timedelta(days=6.9))}

    assert len(there) > 200
    assert set(found) < there
    assert len(found) == len(there)


def test_the_order_can_be_the_one_of_spring_2026():
    def views(**quirks: object) -> list[int]:
        client = Client(App(world(9_000, **quirks)))
        status, body = client.helix("clips", *window(client, LONG_AGO, 3))
        assert status == 200
        return [row["view_count"] for row in body["data"]]

    assert views() == sorted(views(), reverse=True)
    assert views(few_views_first=True) == sorted(views(few_views_first=True))


@pytest.mark.parametrize(("fails", "statuses"), [(True, [200] * 5 + [500] * 2), (False, [200] * 7)])
def test_a_large_games_listing_breaks_half_way(fails: bool, statuses: list[int]):
    client = Client(App(world(100_000, deep_games_fail=fails)))
    pairs = [
        ("game_id", client.world.histories[0].game.id),
        *window(client, LONG_AGO, 300)[1:],
        ("first", "100"),
    ]
    got, cursor = [], []
    for _ in range(7):
        status, body = client.helix("clips", *pairs, *cursor)
        got.append(status)
        cursor = [("after", body["pagination"]["cursor"])] if status == 200 else cursor

    assert got == statuses


def test_times_are_floored_unless_switched_off():
    slugs = []
    for floored in (True, False):
        client = Client(App(world(20_000, floored_times=floored, views_move="never")))
        made_at = client.world.histories[0].created_at(10_000)
        start = made_at.replace(minute=made_at.minute // 10 * 10 + 9, second=59)
        slugs.append({slug for page in pages(client, *window(client, start, 0.5)) for slug in page})

    assert slugs[1] < slugs[0]


def test_the_truth_can_be_fetched_in_parts():
    client = Client(App(world(2_500, 30)))
    [large, small] = json.loads(client("GET", "/_simulator/history").body)
    door = f"/_simulator/history?broadcaster_id={large['broadcaster_id']}"
    parts = [
        json.loads(client("GET", f"{door}&first={first}&count=1000").body) for first in range(0, 4_000, 1_000)
    ]
    history = client.world.histories[0]

    assert (large["clips"], small["clips"], small["login"]) == (2_500, 30, "longstream2")
    assert [len(part) for part in parts] == [1_000, 1_000, 500, 0]
    assert [history.slug(index) for index in range(2_500)] == [row["slug"] for part in parts for row in part]
    assert client("GET", f"{door}&first=-1").status == 400
    assert client("GET", "/_simulator/history?broadcaster_id=1").status == 400


def test_large_channels_are_in_graphql_and_their_files_play():
    client = Client(App(world(5_000)))
    history = client.world.histories[0]
    clip = next(clip for index in range(4_990, 0, -1) if not (clip := history.clip(index)).trouble)
    query = {"query": '{user(login:"longstream1"){clips(first:3){edges{node{slug}}}}}'}
    edges = client.gql(query)[1]["data"]["user"]["clips"]["edges"]
    film = client("GET", client.signed(clip))

    assert [edge["node"]["slug"] for edge in edges] == [one.slug for one in history.between(None, None)[:3]]
    assert (film.status, film.size_bytes) == (200, clip.sizes[clip.listed[0].name])


def test_a_bucket_has_the_size_that_is_asked_for():
    client = Client(App(world(points_a_minute=2)))

    token = client.token()
    assert [client.helix("users", ("login", "x"), token=token)[0] for _ in range(3)] == [200, 200, 429]
