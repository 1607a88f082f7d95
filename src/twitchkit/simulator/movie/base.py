"""The packaged base films, taken apart: what one repetition of a film consists of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from struct import unpack_from

RUN_IN_FRAMES = 2
"""The AAC encoder's priming frames at the start of `tone.mp4`."""


@dataclass(frozen=True, slots=True)
class Reel:
    """One track of a base film.

    Args:
        description: its `stsd` box, whole, as ffmpeg wrote it.
        sizes: bytes of each sample, in order.
        samples: the samples, one after the other.
    """

    description: bytes
    sizes: tuple[int, ...]
    samples: bytes


@cache
def picture(name: str) -> Reel:
    """The silent base film `name`: one closed group of pictures."""
    return _reel(packaged(f"{name}.mp4"))


@cache
def tone() -> Reel:
    """Fifty AAC frames, as long as a base film."""
    return _reel(packaged("tone.mp4"), skip=RUN_IN_FRAMES)


@cache
def packaged(name: str) -> bytes:
    """A file of the package's `media` folder."""
    return (files("twitchkit.simulator") / "media" / name).read_bytes()


def _reel(film: bytes, skip: int = 0) -> Reel:
    """The only track of a small MP4 made by scripts/make-media (ISO/IEC 14496-12)."""
    stbl = _find(film, b"moov", b"trak", b"mdia", b"minf", b"stbl")
    tables = {kind: (start, end) for kind, start, end in _boxes(film, *stbl)}
    stsd_start, stsd_end = tables[b"stsd"]
    at = tables[b"stsz"][0] + 4
    same, count = unpack_from(">II", film, at)
    assert same == 0, "the base films have samples of different sizes"
    sizes = unpack_from(f">{count}I", film, at + 8)
    # One track alone: its samples lie one after the other, from the first chunk on.
    (first,) = unpack_from(">I", film, tables[b"stco"][0] + 8)
    start = first + sum(sizes[:skip])
    return Reel(
        description=film[stsd_start - 8 : stsd_end],
        sizes=sizes[skip:],
        samples=film[start : first + sum(sizes)],
    )


def _find(film: bytes, *path: bytes) -> tuple[int, int]:
    start, end = 0, len(film)
    for wanted in path:
        start, end = next((s, e) for kind, s, e in _boxes(film, start, end) if kind == wanted)
    return start, end


def _boxes(film: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while start < end:
        size, kind = unpack_from(">I4s", film, start)
        yield kind, start + 8, start + size
        start += size
