"""A clip's film: true duration, wished size, bytes of any range on demand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from math import ceil
from random import Random
from struct import pack

from twitchkit.simulator.movie.base import Reel, picture, tone
from twitchkit.simulator.movie.shape import SHAPES
from twitchkit.simulator.movie.tables import Track, box, moov

SOUND_RATE = 48_000
SOUND_FRAME = 1024
VIDEO_TIMESCALE = 15_360
NOISE_BYTES = 1 << 20
PIECE_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Film:
    """A faststart MP4.

    Its `mdat` is cut into equal slots.  Each begins with the base film's samples and is filled up with noise
    that no sample table names, so a small base film makes a file of any size that still plays as it arrives.

    Args:
        head: everything before the first slot.
        base: the samples every slot begins with.
        slots: their number.
        slot_bytes: distance from slot to slot; the last one reaches to the end.
        size_bytes: of the whole file.
        shift: where in the noise this film's filling begins.
        etag: without quotes.
    """

    head: bytes
    base: bytes
    slots: int
    slot_bytes: int
    size_bytes: int
    shift: int
    etag: str

    def pieces(self, start: int = 0, stop: int | None = None) -> Iterator[bytes | memoryview]:
        """The bytes from `start` up to `stop`, in pieces of about a quarter of a megabyte."""
        waiting: list[memoryview] = []
        held = 0
        for part in self._parts(start, self.size_bytes if stop is None else stop):
            if len(part) >= PIECE_BYTES // 2:
                if waiting:
                    yield b"".join(waiting)
                    waiting, held = [], 0
                yield part
                continue
            waiting.append(part)
            held += len(part)
            if held >= PIECE_BYTES:
                yield b"".join(waiting)
                waiting, held = [], 0
        if waiting:
            yield b"".join(waiting)

    def _parts(self, start: int, stop: int) -> Iterator[memoryview]:
        head, base, noise = memoryview(self.head), memoryview(self.base), noise_twice()
        if start < len(head):
            yield head[start : min(stop, len(head))]
            start = len(head)
        while start < stop:
            slot = min((start - len(head)) // self.slot_bytes, self.slots - 1)
            begins = len(head) + slot * self.slot_bytes
            into = start - begins
            if into < len(base):
                part = base[into : into + stop - start]
            else:
                ends = begins + self.slot_bytes if slot < self.slots - 1 else self.size_bytes
                from_ = (start + self.shift) % NOISE_BYTES
                part = noise[from_ : from_ + min(ends, stop, start + PIECE_BYTES) - start]
            yield part
            start += len(part)


@lru_cache(maxsize=256)
def film(shape_name: str, duration_s: float, size_bytes: int, name: str) -> Film:
    """The film of `shape_name` that lasts `duration_s` and has `size_bytes`, or as few more as it needs.

    Args:
        name: makes its bytes differ from those of every other film.
    """
    shape = SHAPES[shape_name]
    image, sound = picture(shape_name), tone()
    base = image.samples + sound.samples
    frames = max(1, round(duration_s * shape.frames_per_second))
    beats = max(1, round(duration_s * SOUND_RATE / SOUND_FRAME))
    loops = max(ceil(frames / len(image.sizes)), ceil(beats / len(sound.sizes)))
    stamp = name.encode()

    def head(slots: int, slot_bytes: int, mdat_bytes: int, at: int) -> bytes:
        begins = [at + (loop * slots // loops) * slot_bytes for loop in range(loops)]
        video = Track(
            description=image.description,
            units_per_second=VIDEO_TIMESCALE,
            units_per_sample=VIDEO_TIMESCALE // shape.frames_per_second,
            sizes=_packed(image, frames),
            count=frames,
            per_chunk=len(image.sizes),
            offsets=begins[: ceil(frames / len(image.sizes))],
            sync=range(1, frames + 1, len(image.sizes)),
            width=shape.width,
            height=shape.height,
        )
        audio = Track(
            description=sound.description,
            units_per_second=SOUND_RATE,
            units_per_sample=SOUND_FRAME,
            sizes=_packed(sound, beats),
            count=beats,
            per_chunk=len(sound.sizes),
            offsets=[begin + len(image.samples) for begin in begins[: ceil(beats / len(sound.sizes))]],
        )
        # Brands and the place of `moov` (0x28) as observed on Twitch's files.
        ftyp = box(b"ftyp", b"isom", pack(">I", 0x200), b"isomiso2avc1mp41")
        return ftyp + box(b"free") + moov([video, audio], stamp) + pack(">I4s", mdat_bytes, b"mdat")

    at = len(head(1, 0, 0, 0))
    room = max(size_bytes - at, len(base))
    slots = min(loops, room // len(base))
    digest = sha256(stamp + size_bytes.to_bytes(8, "big")).digest()
    return Film(
        head=head(slots, room // slots, 8 + room, at),
        base=base,
        slots=slots,
        slot_bytes=room // slots,
        size_bytes=at + room,
        shift=int.from_bytes(digest[:8], "big") % NOISE_BYTES,
        etag=digest.hex()[:32],
    )


def _packed(reel: Reel, count: int) -> bytes:
    sizes = pack(f">{len(reel.sizes)}I", *reel.sizes)
    return (sizes * ceil(count / len(reel.sizes)))[: 4 * count]


@cache
def noise_twice() -> memoryview:
    """A megabyte of noise, written out twice, so that a megabyte can be read from any place in the first."""
    return memoryview(Random("twitchkit filler").randbytes(NOISE_BYTES) * 2)  # noqa: S311
