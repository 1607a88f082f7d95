"""Films joined by PyAV, watched to their ends."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest

from films import Watched, film, packets, watched
from twitchkit.clips.reel import Piece, ReelPlan, plan_reel
from twitchkit.errors import DiskFull, KeptFileUnusable, TargetNotWritable
from twitchkit.media.reel import join, read_tracks
from twitchkit.media.written import written
from twitchkit.simulator.movie.film import film as clip_film

HALF_FRAME = 512
MILLISECOND = Fraction(1, 1000)
"""MP4s tell how long a whole track plays in these."""


def planned(*paths: Path) -> ReelPlan:
    pieces: list[Piece] = []
    for path in paths:
        picture, sound, seconds = read_tracks(path)
        pieces.append(Piece(title=path.stem, seconds=seconds, picture=picture, sound=sound))
    return plan_reel(pieces)


def joined(folder: Path, *paths: Path) -> tuple[ReelPlan, Watched]:
    plan = planned(*paths)
    join(paths, plan, folder / "reel.mp4")
    return plan, watched(folder / "reel.mp4")


def chapters(plan: ReelPlan) -> list[tuple[str, Fraction, Fraction]]:
    return [(one.title, one.start, one.end) for one in plan.chapters]


def test_films_of_one_kind_are_copied_packet_by_packet(tmp_path: Path) -> None:
    paths = [film(tmp_path / f"{n}.mp4", frames=n, shade=n) for n in (45, 60, 30)]

    plan, seen = joined(tmp_path, *paths)

    assert plan.way == "copied"
    assert packets(tmp_path / "reel.mp4", "video") == [
        one for path in paths for one in packets(path, "video")
    ]
    heard = packets(tmp_path / "reel.mp4", "audio")
    assert set(heard) <= {one for path in paths for one in packets(path, "audio")}
    assert seen.moments == [Fraction(n, 30) for n in range(135)]
    assert plan.seconds == Fraction(135, 30)
    assert abs(seen.seconds - plan.seconds) <= MILLISECOND
    assert seen.chapters == chapters(plan)
    assert seen.samples is not None
    assert abs(seen.samples - plan.seconds * 48_000) <= HALF_FRAME


def test_sound_does_not_drift_over_many_joins(tmp_path: Path) -> None:
    # 7 frames are 11,200 samples, which is no number of AAC frames.
    path = film(tmp_path / "short.mp4", frames=7)

    plan, seen = joined(tmp_path, *[path] * 40)

    assert plan.way == "copied"
    assert seen.samples is not None
    assert abs(seen.samples - plan.seconds * 48_000) <= HALF_FRAME
    assert len(seen.moments) == 280


def test_films_of_many_kinds_become_one(tmp_path: Path) -> None:
    paths = [
        film(tmp_path / "wide.mp4", frames=60),
        film(tmp_path / "high.mp4", width=102, height=180, rate=60, frames=50),
        film(tmp_path / "silent.mp4", sound=None),
        film(tmp_path / "mono.mp4", sound=44_100, layout="mono", b_frames=0),
        film(tmp_path / "slow.mp4", width=640, height=360, rate=25, frames=20),
    ]

    plan, seen = joined(tmp_path, *paths)

    assert (plan.way, seen.width, seen.height) == ("encoded", 320, 180)
    played = 2 + Fraction(50, 60) + Fraction(3, 2) * 2 + Fraction(4, 5)
    assert abs(seen.seconds - plan.seconds) <= MILLISECOND
    assert abs(plan.seconds - played) <= MILLISECOND * len(paths)
    assert len(seen.moments) == 60 + 50 + 45 + 45 + 20
    # Every clip's first picture is shown when its chapter begins.
    for _, start, _ in chapters(plan):
        assert min(abs(start - one) for one in seen.moments) <= MILLISECOND * len(paths)
    assert [title for title, *_ in seen.chapters] == ["wide", "high", "silent", "mono", "slow"]
    assert all(
        abs(told - meant) <= MILLISECOND
        for one, other in zip(seen.chapters, chapters(plan), strict=True)
        for told, meant in zip(one[1:], other[1:], strict=True)
    )
    assert seen.samples is not None
    assert abs(seen.samples - plan.seconds * 48_000) < 1024


def test_a_clip_of_another_shape_is_whole_between_bars(tmp_path: Path) -> None:
    wide, high = film(tmp_path / "wide.mp4"), film(tmp_path / "high.mp4", width=102, height=180, frames=15)
    joined(tmp_path, wide, high)

    with av.open(str(tmp_path / "reel.mp4")) as container:
        picture = list(container.decode(video=0))[50].planes[0]
    rows = bytes(picture)
    middle = rows[90 * picture.line_size : 90 * picture.line_size + 320]
    black = [index for index, value in enumerate(middle) if value <= 18]
    assert black[0] == 0
    assert black[-1] == 319
    assert 320 - len(black) == pytest.approx(102, abs=4)


def test_a_chapter_begins_with_a_picture_that_needs_no_other(tmp_path: Path) -> None:
    paths = [film(tmp_path / "a.mp4"), film(tmp_path / "b.mp4", width=160, height=90)]
    plan, _ = joined(tmp_path, *paths)

    with av.open(str(tmp_path / "reel.mp4")) as container:
        video = container.streams.video[0]
        keys = {packet.pts * packet.time_base for packet in container.demux(video) if packet.is_keyframe}
    assert {one.start for one in plan.chapters} <= keys


def test_films_without_sound_stay_so(tmp_path: Path) -> None:
    path = film(tmp_path / "silent.mp4", sound=None)

    plan, seen = joined(tmp_path, path, path)

    assert (plan.way, seen.samples, seen.seconds) == ("copied", None, 3)


def test_hevc_keeps_the_name_that_players_know_it_by(tmp_path: Path) -> None:
    path = tmp_path / "hevc.mp4"
    path.write_bytes(
        b"".join(bytes(piece) for piece in clip_film("landscape-1440", 1.0, 50_000, "x").pieces())
    )

    plan, seen = joined(tmp_path, path, path)

    with av.open(str(tmp_path / "reel.mp4")) as container:
        context = container.streams.video[0].codec_context
        assert (plan.way, context.name, context.codec_tag) == ("copied", "hevc", "hvc1")
    assert (len(seen.moments), len(seen.chapters)) == (120, 2)


def test_how_far_it_is_rises_to_the_end(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", frames=10)
    plan, told = planned(path, path), list[Fraction]()

    join([path, path], plan, tmp_path / "reel.mp4", on_joined=told.append)

    assert told[-1] == plan.seconds
    assert len(told) == 22


@pytest.mark.parametrize("content", [b"", b"x" * 4000, b"\0\0\0\x18ftypisom" + b"x" * 400])
def test_what_is_no_film_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.mp4").write_bytes(content)

    with pytest.raises(KeptFileUnusable, match=r"bad\.mp4"):
        read_tracks(tmp_path / "bad.mp4")


def test_damage_that_shows_while_encoding_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    good, bad = film(tmp_path / "good.mp4"), film(tmp_path / "bad.mp4", width=160, height=90)
    content = bytearray(bad.read_bytes())
    begin = content.index(b"mdat") + 4
    content[begin : begin + 300] = b"\xa5" * 300
    bad.write_bytes(content)
    plan = planned(good, bad)

    with pytest.raises(KeptFileUnusable, match=r"bad\.mp4"), written(tmp_path / "reel.mp4") as fresh:
        join([good, bad], plan, fresh)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.mp4", "good.mp4"]


def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path: Path) -> None:
    old = tmp_path / "reel.mp4"
    old.write_bytes(b"old")
    path = film(tmp_path / "a.mp4")
    plan = planned(path, path)

    with pytest.raises(DiskFull), written(old):
        # Linux has a device for it.
        join([path, path], plan, Path("/dev/full"))
    with pytest.raises(TargetNotWritable), written(tmp_path / "a.mp4" / "reel.mp4"):
        pass

    assert old.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "reel.mp4"]
