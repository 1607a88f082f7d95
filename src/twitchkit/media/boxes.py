"""The boxes of an MP4, followed from its first byte to its last (ISO/IEC 14496-12 §4.2)."""

from __future__ import annotations

HEAD_BYTES = 16
"""The longest head: size, kind, and a 64-bit size."""

MOST_BOXES = 100_000
"""Twitch: clips have four boxes.  A fragmented file of an hour has some thousands."""


class Boxes:
    """What the heads of a file's boxes say, one after the other.

    `next_at` is where the next head begins, in bytes from the start; None when no other is to be read.
    """

    def __init__(self) -> None:
        self.next_at: int | None = 0
        self._to_the_end = False
        self._problem: str | None = None
        self._last = ""
        self._ends_at = 0
        self._missing = {b"moov", b"mdat"}
        self._count = 0

    def read(self, head: bytes) -> None:
        """Takes the head at `next_at`: 16 bytes, or what the file has left of them."""
        at = self._ends_at
        kind, length = head[4:8], _length(head)
        self._count += 1
        if length is None or not (kind.isascii() and kind.decode("ascii").isprintable()):
            self._problem = f"there is no box at byte {at}"
        elif self._count > MOST_BOXES:
            self._problem = f"it has more than {MOST_BOXES} boxes"
        self._missing.discard(kind)
        self._last = kind.decode("ascii", "replace")
        self._to_the_end = length == 0
        self._ends_at = at + (length or 0)
        self.next_at = None if self._problem or self._to_the_end else self._ends_at

    def fault(self, size_bytes: int) -> str | None:
        """Why a file of that size, whose heads were all read, is no whole MP4; None when it is one."""
        if self._problem:
            return self._problem
        if not self._to_the_end and self._ends_at != size_bytes:
            return f"its {self._last} box ends at byte {self._ends_at}"
        if self._missing:
            return f"it has no {' and '.join(sorted(name.decode() for name in self._missing))} box"
        return None


class BoxWalk:
    """Follows the boxes while the bytes pass by, so that nothing has to be read again."""

    def __init__(self) -> None:
        self._boxes = Boxes()
        self._head = b""
        self.seen_bytes = 0

    def feed(self, data: memoryview) -> None:
        """`data` comes behind what was fed before."""
        end = self.seen_bytes + len(data)
        while (next_at := self._boxes.next_at) is not None:
            start = next_at + len(self._head) - self.seen_bytes
            if start >= len(data):
                break
            self._head += data[start : start + HEAD_BYTES - len(self._head)]
            if len(self._head) < HEAD_BYTES:
                break
            self._read(next_at)
        self.seen_bytes = end

    def fault(self) -> str | None:
        """Why what was fed is no whole MP4; None when it is one."""
        # A last box may be shorter than the longest head.
        while self._head and (at := self._boxes.next_at) is not None:
            self._read(at)
        return self._boxes.fault(self.seen_bytes)

    def _read(self, at: int) -> None:
        self._boxes.read(self._head)
        # A short box leaves some of the head that follows it.
        after = self._boxes.next_at
        self._head = b"" if after is None else self._head[after - at :]


def _length(head: bytes) -> int | None:
    """The length of the box that begins with `head`, 0 for "to the end", None when this is no box."""
    if len(head) < 8:
        return None
    length = int.from_bytes(head[:4])
    if length == 1:
        length = int.from_bytes(head[8:16]) if len(head) == HEAD_BYTES else 0
        return length if length >= HEAD_BYTES else None
    return length if length == 0 or length >= 8 else None
