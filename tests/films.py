"""Small films of any kind, and what plays when one is watched to its end."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import av


def film(
    path: Path,
    *,
    width: int = 320,
    height: int = 180,
    rate: int = 30,
    frames: int = 45,
    sound: int | None = 48_000,
    layout: str = "stereo",
    b_frames: int = 2,
    shade: int = 0,
) -> Path:
    """An MP4 that changes its brightness with each frame; `sound` is its sample rate, None for none."""
    with av.open(str(path), "w") as container:
        options = {"preset": "ultrafast", "bf": str(b_frames)}
        video = container.add_stream("libx264", rate=rate, width=width, height=height, options=options)
        audio = container.add_stream("aac", rate=sound, layout=layout) if sound else None
        for number in range(frames):
            picture = av.VideoFrame(width, height, "yuv420p")
            for plane, value in zip(picture.planes, ((number * 3 + shade) % 200 + 20, 128, 128), strict=True):
                plane.update(bytes([value]) * plane.buffer_size)
            picture.pts, picture.time_base = number, Fraction(1, rate)
            container.mux(video.encode(picture))
        container.mux(video.encode(None))
        if audio and sound:
            for begin in range(0, frames * sound // rate, 1024):
                samples = av.AudioFrame("fltp", layout, min(1024, frames * sound // rate - begin))
                samples.sample_rate, samples.pts, samples.time_base = sound, begin, Fraction(1, sound)
                for plane in samples.planes:
                    plane.update(bytes(plane.buffer_size))
                container.mux(audio.encode(samples))
            container.mux(audio.encode(None))
    return path


@dataclass
class Watched:
    """What a film shows.

    Args:
        width, height: of all its frames.
        moments: when each picture is shown, in seconds.
        samples: how many are heard, None when there is no sound.
        seconds: its length.
        chapters: title, start and end in seconds.
    """

    width: int
    height: int
    moments: list[Fraction]
    samples: int | None
    seconds: Fraction
    chapters: list[tuple[str, Fraction, Fraction]]


def watched(path: Path) -> Watched:
    """Decodes everything; raises when anything is broken, or when time goes back."""
    strict = {"err_detect": "explode"}
    with av.open(str(path), options=strict) as container:
        shapes, moments = set(), []
        for frame in container.decode(video=0):
            shapes.add((frame.width, frame.height))
            moments.append(frame.pts * frame.time_base)
        chapters = [
            (one["metadata"]["title"], one["start"] * one["time_base"], one["end"] * one["time_base"])
            for one in container.chapters()
        ]
        ends = [(one.start_time + one.duration) * one.time_base for one in container.streams.video]
        has_sound = bool(container.streams.audio)
        if has_sound:
            ends += [(one.start_time + one.duration) * one.time_base for one in container.streams.audio]
    samples = None
    if has_sound:
        with av.open(str(path), options=strict) as container:
            heard = list(container.decode(audio=0))
        assert [one.pts for one in heard] == sorted({one.pts for one in heard})
        samples = sum(one.samples for one in heard)
    for kind in ("video", "audio"):
        with av.open(str(path)) as container:
            for stream in getattr(container.streams, kind):
                stamps = [packet.dts for packet in container.demux(stream) if packet.dts is not None]
                assert all(one < next_one for one, next_one in pairwise(stamps))
    assert all(one < next_one for one, next_one in pairwise(moments))
    if ffmpeg := shutil.which("ffmpeg"):
        subprocess.run(
            [ffmpeg, "-v", "error", "-xerror", "-i", path, "-f", "null", "-"],
            check=True,
            stdin=subprocess.DEVNULL,
        )
    [(width, height)] = shapes
    return Watched(width, height, moments, samples, max(ends), chapters)


def packets(path: Path, kind: str) -> list[str]:
    """The coded content of a track, packet by packet."""
    with av.open(str(path)) as container:
        stream = getattr(container.streams, kind)[0]
        return [
            sha256(bytes(packet)).hexdigest() for packet in container.demux(stream) if packet.dts is not None
        ]
