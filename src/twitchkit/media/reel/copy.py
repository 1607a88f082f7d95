"""Clips that are coded alike, joined without touching a frame."""

# PyAV leaves some of its parameters without types.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from twitchkit.clips.reel import Chapter, ReelPlan
from twitchkit.media.reel.tracks import Source, opened, told

FRAME = 1024
"""Samples of an AAC frame (ISO/IEC 14496-3 §4.5.2.1)."""


class Copier:
    """Puts clips behind one another.

    Args:
        container: of the reel.
        plan: of the reel.
    """

    def __init__(self, container: OutputContainer, plan: ReelPlan) -> None:
        self._container = container
        self._video: VideoStream | None = None
        self._audio: AudioStream | None = None
        self._last_dts: int | None = None
        self._heard_until: int | None = None

    def add(self, path: Path, chapter: Chapter) -> Iterator[Fraction]:
        """Adds a clip; tells how far the reel has come."""
        with opened(path) as source:
            self._begin(source)
            packets = source.packets()
            while True:
                with told(path):
                    packet = next(packets, None)
                if packet is None:
                    return
                at = chapter.start + (packet.pts or 0) * packet.time_base - source.begin
                if isinstance(packet.stream, VideoStream):
                    self._add_video(packet, at)
                    yield at
                else:
                    self._add_audio(packet, at, chapter.end)

    def finish(self) -> None:
        """Nothing is held back."""

    def _begin(self, source: Source) -> None:
        if self._video is not None:
            return
        # `opaque`: the stream is as its template says, and no encoder of that codec has to be there.
        self._video = self._container.add_stream_from_template(source.video, opaque=True)
        # Apple's players take HEVC under the name hvc1 alone, which FFmpeg does not choose by itself.
        self._video.codec_context.codec_tag = source.video.codec_context.codec_tag
        if source.audio:
            self._audio = self._container.add_stream_from_template(source.audio, opaque=True)

    def _add_video(self, packet: Packet[Stream], at: Fraction) -> None:
        assert self._video is not None
        ahead = (packet.pts or 0) - (packet.dts or 0)
        pts = round(at / packet.time_base)
        dts = pts - ahead
        if self._last_dts is not None and dts <= self._last_dts:
            # Where a clip begins with more frames out of order than the last one ended with.
            dts = self._last_dts + 1
        self._last_dts = dts
        packet.dts, packet.pts = dts, max(pts, dts)
        packet.stream = self._video
        self._container.mux_one(packet)

    def _add_audio(self, packet: Packet[Stream], at: Fraction, end: Fraction) -> None:
        assert self._audio is not None
        rate = self._audio.codec_context.sample_rate
        pts = round(at * rate)
        if pts >= round(end * rate) - FRAME // 2:
            # The encoder's run-out, behind the last picture.
            return
        if self._heard_until is not None:
            if pts < self._heard_until - FRAME // 2:
                # The encoder's run-up, which would be heard over the end of the clip before.
                return
            if abs(pts - self._heard_until) <= FRAME // 2:
                # Frames have their length: a clip's sound begins up to half a frame (11 ms) off.
                pts = self._heard_until
        self._heard_until = pts + FRAME
        packet.time_base = Fraction(1, rate)
        packet.pts = packet.dts = pts
        packet.duration = FRAME
        packet.stream = self._audio
        self._container.mux_one(packet)
