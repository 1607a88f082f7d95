from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from twitchkit.errors import DiskFull
from twitchkit.media.disk import BUFFER_BYTES, Disk
from twitchkit.media.part import Part
from twitchkit.media.place import Place
from twitchkit.media.record import Record
from twitchkit.media.record_file import RecordFile
from twitchkit.media.sink import FLUSH_S, Sink

T = TypeVar("T")


class Watch:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


def make_disk(files: int = 1) -> Disk:
    def offload(work: Callable[[], T]) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(None, work)

    return Disk(files, offload=offload)


@pytest.mark.parametrize("fails", [False, True])
def test_a_cancelled_write_is_waited_for(fails: bool) -> None:
    begun, go, done = threading.Event(), threading.Event(), list[bool]()

    def work() -> None:
        begun.set()
        go.wait()
        done.append(True)
        if fails:
            raise DiskFull(target="here")

    async def main() -> None:
        disk = make_disk()
        task = asyncio.create_task(disk.to_its_end(work))
        await asyncio.to_thread(begun.wait)
        task.cancel()
        asyncio.get_running_loop().call_later(0.01, go.set)
        with pytest.raises(asyncio.CancelledError):
            await task
        assert done == [True]

    asyncio.run(main())


@pytest.fixture
def part(tmp_path: Path):
    place = Place(tmp_path, "name")
    file = RecordFile.open(place.record)
    assert file is not None
    with Part(place, Record(slug="s"), file, freed=lambda _: None) as part:
        part.begin(Record(slug="s", label="l", etag='"a"'))
        yield part


async def pour(sink: Sink, content: bytes) -> None:
    while content:
        size = min(len(content), len(sink.space))
        sink.space[:size] = content[:size]
        await asyncio.to_thread(sink.took, size)
        content = content[size:]


def test_pieces_of_any_size_arrive_in_order(part: Part) -> None:
    content = bytes(range(251)) * 20_000

    async def main() -> None:
        async with Sink(part, make_disk(), monotonic=Watch().monotonic) as sink:
            for at in range(0, len(content), 70_001):
                await pour(sink, content[at : at + 70_001])

    asyncio.run(main())
    assert Path(part.place.part).read_bytes() == content


def test_what_trickles_in_is_written_now_and_then(part: Part) -> None:
    async def main() -> None:
        watch = Watch()
        async with Sink(part, make_disk(), monotonic=watch.monotonic) as sink:
            await pour(sink, b"x" * 5000)
            assert part.size_bytes == 0
            watch.now += FLUSH_S * 1.1
            await pour(sink, b"y" * 5000)
            assert part.size_bytes == 8192

    asyncio.run(main())

    assert Path(part.place.part).read_bytes() == b"x" * 5000 + b"y" * 5000


def test_what_came_before_a_failure_is_written(part: Part) -> None:
    async def main() -> None:
        async with Sink(part, make_disk(), monotonic=Watch().monotonic) as sink:
            await pour(sink, b"x" * 5000)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        asyncio.run(main())
    assert part.size_bytes == 5000


def test_nothing_follows_a_write_that_failed(part: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[int] = []

    def fail(data: memoryview) -> Any:
        writes.append(len(data))
        raise DiskFull(target="here")

    async def write(disk: Disk) -> None:
        async with Sink(part, disk, monotonic=Watch().monotonic) as sink:
            monkeypatch.setattr(part, "write", fail)
            await pour(sink, b"x" * (BUFFER_BYTES + 5000))

    async def main() -> None:
        disk = make_disk()
        with pytest.raises(DiskFull):
            await write(disk)
        assert len(disk.take()) == BUFFER_BYTES

    asyncio.run(main())
    assert writes == [BUFFER_BYTES]
