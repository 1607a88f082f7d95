"""The shapes a clip's film comes in: one table, one packaged base film each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One rendition's format.

    Args:
        name: file name of its base film, without suffix.
        quality: as GraphQL names it: the height, for portrait the odd width of the crop.
        frames_per_second: of the film itself.
        frame_rate: as GraphQL reports it (measured values, observed 2026-07).
        bits_per_second: typical, of the whole file.
        codec: `avc` or `hevc`, as media paths spell it.
        codecs: as RFC 6381 writes it; empty where Twitch leaves it empty (lower renditions).
    """

    name: str
    quality: str
    width: int
    height: int
    frames_per_second: int
    frame_rate: float
    bits_per_second: int
    codec: str = "avc"
    codecs: str = ""
    stacked: bool = False

    @property
    def portrait(self) -> bool:
        """Whether it is higher than wide."""
        return self.height > self.width


# Bit rates: clips.md §5, measured 2025-26.
LANDSCAPE = (
    Shape(
        name="landscape-1440", quality="1440", width=2560, height=1440, frames_per_second=60,
        frame_rate=60.0133362969549, bits_per_second=9_000_000,
        codec="hevc", codecs="hvc1.1.6.L153.90,mp4a.40.2",
    ),
    Shape(
        name="landscape-1080", quality="1080", width=1920, height=1080, frames_per_second=60,
        frame_rate=60.0133362969549, bits_per_second=8_004_451, codecs="avc1.64002A,mp4a.40.2",
    ),
    Shape(
        name="landscape-720", quality="720", width=1280, height=720, frames_per_second=60,
        frame_rate=60.0133362969549, bits_per_second=2_560_000,
    ),
    Shape(
        name="landscape-480", quality="480", width=852, height=480, frames_per_second=30,
        frame_rate=30.0066681484774, bits_per_second=770_000,
    ),
    Shape(
        name="landscape-360", quality="360", width=640, height=360, frames_per_second=30,
        frame_rate=30.0066681484774, bits_per_second=600_000,
    ),
)  # fmt: skip
PORTRAIT = (
    Shape(
        name="portrait-918", quality="918", width=918, height=1632, frames_per_second=60,
        frame_rate=60.0133362969549, bits_per_second=6_100_000, codecs="avc1.64002A,mp4a.40.2", stacked=True,
    ),
    # 607.5 pixels are cut from a 1080 line picture; H.264 wants even numbers, the label keeps the odd one.
    Shape(
        name="portrait-607", quality="607", width=606, height=1080, frames_per_second=60,
        frame_rate=60.0133362969549, bits_per_second=3_100_000, codecs="avc1.640020,mp4a.40.2",
    ),
)  # fmt: skip
SHAPES = {shape.name: shape for shape in LANDSCAPE + PORTRAIT}
