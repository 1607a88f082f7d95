"""The boxes of an MP4's head (ISO/IEC 14496-12), written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from struct import pack

MATRIX = pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
TIMESCALE = 1000
LANGUAGE_UND = 0x55C4


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What a `trak` box says.

    Args:
        description: the `stsd` box, whole.
        units_per_second: the track's time scale.
        units_per_sample: how long each sample lasts, in those units.
        sizes: bytes of every sample, packed as 32-bit big-endian numbers.
        count: number of samples.
        per_chunk: samples in a chunk; the last chunk holds what remains.
        offsets: where each chunk begins in the file.
        sync: numbers (from 1) of the samples that can be sought to, or None when all can.
        width: pixels; 0 makes it a sound track.
    """

    description: bytes
    units_per_second: int
    units_per_sample: int
    sizes: bytes
    count: int
    per_chunk: int
    offsets: Sequence[int]
    sync: Sequence[int] | None = None
    width: int = 0
    height: int = 0

    @property
    def duration_ms(self) -> int:
        """Its length on the film's time scale."""
        return self.count * self.units_per_sample * TIMESCALE // self.units_per_second


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box of `kind`."""
    body = b"".join(parts)
    return pack(">I4s", 8 + len(body), kind) + body


def full(kind: bytes, flags: int, *parts: bytes) -> bytes:
    """A box with version 0 and `flags`."""
    return box(kind, pack(">I", flags), *parts)


def moov(tracks: Sequence[Track], stamp: bytes) -> bytes:
    """The film's head; `stamp` lies in it unread, so that no two films have equal heads."""
    duration = max(track.duration_ms for track in tracks)
    mvhd = full(
        b"mvhd",
        0,
        pack(">IIII", 0, 0, TIMESCALE, duration),
        pack(">IH10x", 0x10000, 0x100),
        MATRIX,
        pack(">24xI", len(tracks) + 1),
    )
    traks = [_trak(number, track) for number, track in enumerate(tracks, 1)]
    return box(b"moov", mvhd, *traks, box(b"free", stamp))


def _trak(number: int, track: Track) -> bytes:
    volume = 0 if track.width else 0x100
    tkhd = full(
        b"tkhd",
        3,  # enabled, in the film
        pack(">IIIII8x", 0, 0, number, 0, track.duration_ms),
        pack(">hhHH", 0, 0, volume, 0),
        MATRIX,
        pack(">II", track.width << 16, track.height << 16),
    )
    mdhd = full(
        b"mdhd",
        0,
        pack(">II", 0, 0),
        pack(">IIHH", track.units_per_second, track.count * track.units_per_sample, LANGUAGE_UND, 0),
    )
    kind, name = (b"vide", b"VideoHandler\0") if track.width else (b"soun", b"SoundHandler\0")
    header = full(b"vmhd", 1, bytes(8)) if track.width else full(b"smhd", 0, bytes(4))
    data_here = box(b"dinf", full(b"dref", 0, pack(">I", 1), full(b"url ", 1)))
    minf = box(b"minf", header, data_here, _stbl(track))
    return box(b"trak", tkhd, box(b"mdia", mdhd, full(b"hdlr", 0, bytes(4), kind, bytes(12), name), minf))


def _stbl(track: Track) -> bytes:
    whole, rest = divmod(track.count, track.per_chunk)
    runs = [(1, track.per_chunk)] if whole else []
    if rest:
        runs.append((whole + 1, rest))
    parts = [
        track.description,
        full(b"stts", 0, pack(">III", 1, track.count, track.units_per_sample)),
    ]
    if track.sync is not None:
        parts.append(full(b"stss", 0, pack(f">I{len(track.sync)}I", len(track.sync), *track.sync)))
    parts += [
        full(b"stsc", 0, pack(">I", len(runs)), *(pack(">III", first, each, 1) for first, each in runs)),
        full(b"stsz", 0, pack(">II", 0, track.count), track.sizes),
        full(b"stco", 0, pack(f">I{len(track.offsets)}I", len(track.offsets), *track.offsets)),
    ]
    return box(b"stbl", *parts)
