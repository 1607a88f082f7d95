from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from origin import box
from twitchkit.media.boxes import HEAD_BYTES, Boxes, BoxWalk

KINDS = st.sampled_from([b"ftyp", b"moov", b"mdat", b"free", b"fr\x01e"])
PLAIN = st.builds(box, KINDS, st.binary(max_size=40))
LONG = st.builds(lambda body: struct.pack(">I4sQ", 1, b"mdat", 16 + len(body)) + body, st.binary(max_size=30))
OPEN = st.builds(lambda body: struct.pack(">I4s", 0, b"mdat") + body, st.binary(max_size=30))
FILES = st.builds(
    lambda boxes, cut, more: b"".join(boxes)[: cut or None] + more,
    st.lists(st.one_of(PLAIN, LONG, OPEN), max_size=6),
    st.integers(-3, 0),
    st.binary(max_size=12),
)


def fault_by_seeking(content: bytes) -> str | None:
    boxes = Boxes()
    while boxes.next_at is not None and boxes.next_at < len(content):
        boxes.read(content[boxes.next_at : boxes.next_at + HEAD_BYTES])
    return boxes.fault(len(content))


@given(FILES, st.lists(st.integers(1, 20), max_size=40))
def test_in_pieces_of_any_size_the_same_is_found_as_by_seeking(content: bytes, sizes: list[int]) -> None:
    walk, rest = BoxWalk(), memoryview(content)
    for size in [*sizes, len(content)]:
        walk.feed(rest[:size])
        rest = rest[size:]
    assert walk.seen_bytes == len(content)
    assert walk.fault() == fault_by_seeking(content)


def test_a_whole_file_has_no_fault() -> None:
    walk = BoxWalk()
    for piece in (box(b"ftyp", b"isom"), box(b"moov", b"x" * 50), box(b"mdat", b"y" * 70), box(b"free", b"")):
        walk.feed(memoryview(piece))
    assert walk.fault() is None


def test_a_file_that_ends_too_early_says_which_box_goes_on() -> None:
    walk = BoxWalk()
    walk.feed(memoryview(box(b"moov", b"") + box(b"mdat", b"y" * 70)[:-1]))
    assert walk.fault() == "its mdat box ends at byte 86"
