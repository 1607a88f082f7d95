"""Clips joined to one film: whether they can be copied, in which shape, and where each begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from twitchkit.helix import Clip

Way: TypeAlias = Literal["copied", "encoded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """How a video track is coded.

    Args:
        codec: as FFmpeg calls it.
        width, height: pixels as shown.
        pixel_format: as FFmpeg calls it.
        setup: what a decoder is told before the first frame (for AVC its parameter sets).
        plain: shown from its first frame on, upright and with square pixels.
    """

    codec: str
    width: int
    height: int
    pixel_format: str
    setup: bytes
    plain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """How an audio track is coded.

    Args:
        codec: as FFmpeg calls it.
        rate: samples a second.
        layout: of the channels, as FFmpeg calls it.
        setup: what a decoder is told before the first frame.
    """

    codec: str
    rate: int
    layout: str
    setup: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One clip of a reel.

    Args:
        title: of its chapter.
        seconds: how long its longest track plays.
        picture, sound: its tracks; None when it has no sound.
    """

    title: str
    seconds: Fraction
    picture: Picture
    sound: Sound | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A clip's place in the reel; in seconds."""

    title: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelPlan:
    """How pieces become a reel.

    Args:
        way: copied as they are, or all encoded anew.
        width, height: pixels, even when encoded.
        has_sound: one of the pieces has.
        chapters: one for each piece, without gaps.
    """

    way: Way
    width: int
    height: int
    has_sound: bool
    chapters: tuple[Chapter, ...]

    @property
    def seconds(self) -> Fraction:
        """How long it plays."""
        return self.chapters[-1].end


def plan_reel(pieces: Sequence[Piece]) -> ReelPlan:
    """Copies where all are coded alike; else encodes in the shape that most of the time is played in.

    One track of an MP4 has one setup, so pieces whose setups differ cannot share it
    (ISO/IEC 14496-12 §8.5.2 allows several, which few players follow).

    Args:
        pieces: at least one, in the order of the reel.
    """
    pictures, sounds = {piece.picture for piece in pieces}, {piece.sound for piece in pieces}
    alike = len(pictures) == len(sounds) == 1 and all(picture.plain for picture in pictures)
    width, height = _shape(pieces)
    chapters: list[Chapter] = []
    at = Fraction(0)
    for piece in pieces:
        chapters.append(Chapter(title=piece.title, start=at, end=at + piece.seconds))
        at += piece.seconds
    return ReelPlan(
        way="copied" if alike else "encoded",
        width=width if alike else width + width % 2,
        height=height if alike else height + height % 2,
        has_sound=sounds != {None},
        chapters=tuple(chapters),
    )


def chapter_title(clip: Clip) -> str:
    """The clip's title and who made it, in one line."""
    title = " ".join(clip.title.split()) or clip.id
    return f"{title} ({clip.creator_name})" if clip.creator_name else title


def _shape(pieces: Sequence[Piece]) -> tuple[int, int]:
    """The shape that is played the longest; of equal ones the largest."""
    played: defaultdict[tuple[int, int], Fraction] = defaultdict(Fraction)
    for piece in pieces:
        played[piece.picture.width, piece.picture.height] += piece.seconds
    return max(played, key=lambda shape: (played[shape], shape[0] * shape[1]))
