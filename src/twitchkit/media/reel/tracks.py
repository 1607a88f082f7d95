"""What an MP4's tracks are, and their packets and frames from the moment that it shows first."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from twitchkit.clips.reel import Picture, Sound
from twitchkit.errors import KeptFileUnusable

Media: TypeAlias = VideoStream | AudioStream


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An open clip.

    Args:
        begin: the first moment that it shows, in its own seconds.
    """

    container: InputContainer
    video: VideoStream
    audio: AudioStream | None
    begin: Fraction

    @property
    def streams(self) -> list[Media]:
        """Those that are joined."""
        return [self.video, *([self.audio] if self.audio else [])]

    def packets(self) -> Generator[Packet[Stream]]:
        """All of the two streams, as they lie in the file."""
        for packet in self.container.demux(*self.streams):
            if packet.dts is not None:
                yield packet


@contextlib.contextmanager
def opened(path: Path) -> Generator[Source]:
    """The clip in `path`, open; what is thrown in the context is thrown on.

    Raises:
        KeptFileUnusable: it is no film.
    """
    with contextlib.ExitStack() as stack:
        with told(path):
            container = stack.enter_context(av.open(str(path), "r", options={"err_detect": "explode"}))
            if not container.streams.video:
                raise KeptFileUnusable(path=str(path), problem="It has no picture.")
            video = container.streams.video[0]
            audio = container.streams.audio[0] if container.streams.audio else None
            both: list[Media] = [video, *([audio] if audio else [])]
            # An audio track that begins earlier than the film is the encoder's run-up, which nobody hears.
            begin = max(Fraction(0), min(_time(one, one.start_time or 0) for one in both))
        yield Source(container=container, video=video, audio=audio, begin=begin)


@contextlib.contextmanager
def told(path: Path) -> Generator[None]:
    """FFmpeg's complaints about what it reads, as ours."""
    try:
        yield
    except FFmpegError as error:
        raise KeptFileUnusable(path=str(path), problem=f"FFmpeg says: {error.strerror}.") from error


def read_tracks(path: Path) -> tuple[Picture, Sound | None, Fraction]:
    """How the clip in `path` is coded, and how many seconds it plays.

    Raises:
        KeptFileUnusable: it is no film, or says nothing of its length.
    """
    with opened(path) as source, told(path):
        video, audio = source.video, source.audio
        ends = [_time(one, (one.start_time or 0) + (one.duration or 0)) for one in source.streams]
        seconds = max(ends) - source.begin
        if seconds <= 0:
            raise KeptFileUnusable(path=str(path), problem="It has no length.")
        context = video.codec_context
        picture = Picture(
            codec=context.name,
            width=video.width,
            height=video.height,
            pixel_format=video.pix_fmt or "",
            setup=context.extradata or b"",
            plain=video.sample_aspect_ratio in (None, 0, 1) and _starts_shown(source),
        )
        sound = Sound(
            codec=audio.codec_context.name,
            rate=audio.codec_context.sample_rate,
            layout=audio.codec_context.layout.name,
            setup=audio.codec_context.extradata or b"",
        ) if audio else None  # fmt: skip
    return picture, sound, seconds


def _starts_shown(source: Source) -> bool:
    """False for a film whose first frames an edit list hides: a copy would show them."""
    first = next(source.container.demux(source.video))
    return not first.is_discard and not first.has_sidedata("display_matrix")


def _time(stream: Media, ticks: int) -> Fraction:
    return ticks * (stream.time_base or Fraction(0))
