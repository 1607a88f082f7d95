"""Films decode, have their true length and size, and cost no more than what is asked of them."""

from __future__ import annotations

import io

import av
import pytest

from twitchkit.simulator.movie import SHAPES, film


def whole(shape: str, duration_s: float, size_bytes: int, name: str = "Slug") -> bytes:
    return b"".join(film(shape, duration_s, size_bytes, name).pieces())


@pytest.mark.parametrize("shape", SHAPES)
def test_every_frame_of_every_shape_decodes(shape: str):
    data = whole(shape, 2.5, 400_000)

    with av.open(io.BytesIO(data)) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        assert (SHAPES[shape].width, SHAPES[shape].height) == (picture.width, picture.height)
        assert SHAPES[shape].frames_per_second == picture.average_rate
        frames = [type(frame).__name__ for frame in container.decode(picture, sound)]
    assert round(2.5 * SHAPES[shape].frames_per_second) == frames.count("VideoFrame")
    assert round(2.5 * 48_000 / 1024) == frames.count("AudioFrame")


@pytest.mark.parametrize("duration_s", [5.0, 8.53, 30.0, 43.93, 60.0])
def test_the_film_lasts_as_long_as_the_clip(duration_s: float):
    with av.open(io.BytesIO(whole("landscape-360", duration_s, 3_000_000))) as container:
        assert container.duration is not None
        assert container.duration / 1_000_000 == pytest.approx(duration_s, abs=0.04)


@pytest.mark.parametrize("size_bytes", [300_000, 1_000_000, 10_000_001])
def test_the_file_has_the_size_that_was_wished(size_bytes: int):
    assert size_bytes == len(whole("landscape-1080", 28.4, size_bytes))


def test_a_wish_too_small_gets_the_smallest_film_that_decodes():
    data = whole("landscape-1080", 28.4, 1)

    with av.open(io.BytesIO(data)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 1704


def test_boxes_fill_the_file_and_the_head_comes_first():
    data = whole("landscape-720", 12, 2_000_000)
    kinds, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kinds.append((at, data[at + 4 : at + 8]))
        at += size

    assert len(data) == at
    assert [kind for _, kind in kinds] == [b"ftyp", b"free", b"moov", b"mdat"]
    assert kinds[2][0] == 0x28


def test_the_film_plays_as_it_arrives():
    data = whole("landscape-1080", 20, 10_000_000)

    with av.open(io.BytesIO(data)) as container:
        places = [packet.pos for packet in container.demux(video=0) if packet.pos is not None]
    for number, place in enumerate(places):
        assert place / len(data) == pytest.approx(number / len(places), abs=0.07)


def test_films_of_other_clips_have_other_bytes():
    one, other = whole("landscape-480", 10, 500_000, "One"), whole("landscape-480", 10, 500_000, "Two")

    assert one != other
    assert one[-1000:] != other[-1000:]
    assert film("landscape-480", 10, 500_000, "One").etag != film("landscape-480", 10, 500_000, "Two").etag


def test_any_range_is_a_slice_of_the_whole():
    reel = film("landscape-720", 20.5, 3_000_000, "Slug")
    data = b"".join(reel.pieces())
    edges = [0, 1, 39, 40, len(reel.head) - 1, len(reel.head), len(reel.head) + reel.slot_bytes, 2_999_999]

    for start in edges:
        for length in (1, 100, 70_000, 1_300_000):
            stop = min(start + length, reel.size_bytes)
            assert data[start:stop] == b"".join(reel.pieces(start, stop))
