from __future__ import annotations

from pathlib import Path

import pytest

from twitchkit.errors import DiskFull
from twitchkit.media.room import SPARE_BYTES, Room


def test_what_is_promised_and_not_written_is_not_free() -> None:
    room = Room(Path(), free_bytes=lambda _: SPARE_BYTES + 1000)
    with room.hold(600) as first:
        with pytest.raises(DiskFull), room.hold(500):
            pass
        first.left_bytes -= 200
        with room.hold(500):
            pass
    with room.hold(1000):
        pass


def test_a_large_disk_is_asked_once_for_many_files() -> None:
    asked: list[Path] = []

    def free_bytes(folder: Path) -> int:
        asked.append(folder)
        return SPARE_BYTES + 100_000

    room = Room(Path(), free_bytes=free_bytes)
    for _ in range(100):
        with room.hold(10):
            pass

    assert len(asked) == 1
    with room.hold(1):
        pass
    assert len(asked) == 2


def test_what_others_wrote_meanwhile_is_seen_before_the_disk_is_full() -> None:
    free = [100_000]
    room = Room(Path(), free_bytes=lambda _: SPARE_BYTES + free[0])
    with room.hold(900):
        free[0] = 1_000
        with room.hold(100):
            pass
        with pytest.raises(DiskFull), room.hold(101):
            pass


def test_the_error_tells_both_figures() -> None:
    room = Room(Path("clips"), free_bytes=lambda _: SPARE_BYTES + 1000)
    with pytest.raises(DiskFull) as full, room.hold(5000):
        pass
    assert (full.value.needed, full.value.free) == (5000, 1000)


def test_the_real_disk_is_asked(tmp_path: Path) -> None:
    with Room(tmp_path).hold(1):
        pass
    with pytest.raises(DiskFull), Room(tmp_path).hold(2**62):
        pass
