"""Clips of different kinds, encoded to one: H.264 and AAC, every clip whole within the picture."""

# PyAV leaves some of its parameters without types.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.codec.context import Flags
from av.container import OutputContainer
from av.filter import Graph
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from twitchkit.clips.reel import Chapter, ReelPlan
from twitchkit.media.reel.tracks import Source, opened, told

RATE = 48_000
"""Samples a second; Twitch's own."""
TICK = Fraction(1, 90_000)
"""A frame keeps its moment, whatever its clip's frame rate."""
NOMINAL_RATE = 60
"""For the encoder's level and rate control."""
PICTURE_OPTIONS = {"preset": "veryfast", "crf": "20"}
SOUND_OPTIONS = {"aac_coder": "fast"}
"""Measured: the other way takes as long as the pictures do."""
SILENCE = 1024


class Encoder:
    """Puts clips behind one another.

    Args:
        container: of the reel.
        plan: of the reel.
    """

    def __init__(self, container: OutputContainer, plan: ReelPlan) -> None:
        self._container = container
        self._plan = plan
        self._video: VideoStream = container.add_stream(
            "libx264", rate=NOMINAL_RATE, width=plan.width, height=plan.height, options=dict(PICTURE_OPTIONS)
        )
        self._video.codec_context.time_base = TICK
        # So that the last picture is shown as long as in its clip.
        self._video.codec_context.flags |= Flags.frame_duration
        self._audio: AudioStream | None = None
        if plan.has_sound:
            self._audio = container.add_stream(
                "aac", rate=RATE, options=dict(SOUND_OPTIONS), layout="stereo", bit_rate=192_000
            )
        self._last_pts = -1
        self._heard = 0

    def add(self, path: Path, chapter: Chapter) -> Iterator[Fraction]:
        """Adds a clip; tells how far the reel has come."""
        until = round(chapter.end * RATE)
        with opened(path) as source:
            if self._audio and not source.audio:
                self._silence(until)
            is_first = True
            for frame in self._frames(source, path, until - self._heard):
                if isinstance(frame, AudioFrame):
                    self._add_audio(frame)
                    continue
                at = chapter.start + (frame.pts or 0) * (frame.time_base or Fraction(0)) - source.begin
                pts = round(at / TICK)
                if pts <= self._last_pts or at >= chapter.end:
                    continue
                lasts = frame.duration * (frame.time_base or Fraction(0))
                self._last_pts = frame.pts = pts
                frame.time_base, frame.duration = TICK, round(lasts / TICK)
                # Each clip begins with a picture of its own, so that a jump to its chapter lands there.
                frame.pict_type = PictureType.I if is_first else PictureType.NONE
                is_first = False
                self._container.mux(self._video.encode(frame))
                yield at

    def finish(self) -> None:
        """Writes what the encoders hold."""
        self._container.mux(self._video.encode(None))
        if self._audio:
            self._container.mux(self._audio.encode(None))

    def _frames(self, source: Source, path: Path, samples: int) -> Iterator[VideoFrame | AudioFrame]:
        """The clip's frames in the shape of the reel, its sound as so many samples."""
        source.video.thread_type = "AUTO"
        pictures = _picture_graph(source.video, self._plan)
        sounds = _sound_graph(source.audio, samples) if source.audio else None
        begin = round(source.begin / source.audio.time_base) if source.audio and source.audio.time_base else 0
        with told(path):
            for packet in source.container.demux(*source.streams):
                for frame in packet.decode():
                    if isinstance(frame, AudioFrame):
                        assert sounds
                        frame.pts = (frame.pts or 0) - begin
                        sounds.push(frame)
                        yield from _pulled(sounds, AudioFrame)
                    elif isinstance(frame, VideoFrame):
                        pictures.push(frame)
                        yield from _pulled(pictures, VideoFrame)
            pictures.push(None)
            yield from _pulled(pictures, VideoFrame)
            if sounds:
                sounds.push(None)
                yield from _pulled(sounds, AudioFrame)

    def _add_audio(self, frame: AudioFrame) -> None:
        assert self._audio
        frame.pts, frame.time_base = self._heard, Fraction(1, RATE)
        self._heard += frame.samples
        self._container.mux(self._audio.encode(frame))

    def _silence(self, until: int) -> None:
        while self._heard < until:
            frame = AudioFrame("fltp", "stereo", min(SILENCE, until - self._heard))
            frame.sample_rate = RATE
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            self._add_audio(frame)


def _pulled(graph: Graph, kind: type[VideoFrame] | type[AudioFrame]) -> Iterator[VideoFrame | AudioFrame]:
    # Nothing more to pull for now, or at all.
    with contextlib.suppress(BlockingIOError, EOFError):
        while True:
            frame = graph.pull()
            assert isinstance(frame, kind)
            yield frame


def _picture_graph(video: VideoStream, plan: ReelPlan) -> Graph:
    """As large as fits, with bars beside it."""
    graph = Graph()
    width, height = plan.width, plan.height
    # `dar` is the shape as shown, also where pixels are no squares.
    scale = f"w=trunc(min({width}\\,{height}*dar)/2)*2:h=trunc(min({height}\\,{width}/dar)/2)*2"
    graph.link_nodes(
        graph.add_buffer(template=video),
        graph.add("scale", scale),
        graph.add("setsar", "1"),
        graph.add("pad", f"{width}:{height}:(ow-iw)/2:(oh-ih)/2"),
        graph.add("format", "yuv420p"),
        graph.add("buffersink"),
    ).configure()
    return graph


def _sound_graph(audio: AudioStream, samples: int) -> Graph:
    """Stereo, in time with the pictures, of the wished length."""
    graph = Graph()
    graph.link_nodes(
        graph.add_abuffer(template=audio),
        # Where sound is missing there is silence, at the beginning too.
        graph.add("aresample", f"{RATE}:async=1:first_pts=0"),
        graph.add("aformat", f"sample_fmts=fltp:sample_rates={RATE}:channel_layouts=stereo"),
        graph.add("apad", f"whole_len={samples}"),
        graph.add("atrim", f"end_sample={samples}"),
        graph.add("abuffersink"),
    ).configure()
    return graph
