"""`kill -9` in the middle: nothing is lost, nothing is half-visible, nothing finished is fetched twice."""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from shell import Shell
from twitchkit.simulator import Simulator

ROUNDS, CLIPS = 30, 60


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=100, clip_bytes=(2_000_000, 3_000_000)) as simulator:
        yield simulator


def sent(simulator: Simulator) -> int:
    return sum(one["bytes_sent"] for one in simulator.requests() if one["path"].endswith(".mp4"))


def test_thirty_kills_lose_nothing(simulator: Simulator, tmp_path: Path) -> None:
    shell = Shell(simulator, tmp_path)
    slugs = [clip.slug for clip in simulator.world.clips.values() if clip.trouble is None][:CLIPS]
    (tmp_path / "list.txt").write_text("\n".join(slugs))
    clips = tmp_path / "clips"
    dice = random.Random(1)
    command = ("clip", "download", "--from", "list.txt", "--to", "clips", "--quality", "worst", "--jobs", "4")

    # The media host is slow enough that thirty kills fall into the download, wherever they fall.
    simulator.fault({"match": {"path": "*.mp4"}, "times": None, "do": {"trickle": 400_000}})
    seen: dict[str, int] = {}
    for _ in range(ROUNDS):
        running = shell.start(*command)
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.communicate(timeout=0.4 + dice.random() * 0.9)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        for file in clips.glob("*.mp4"):
            # What is visible is whole, at any moment.
            assert seen.setdefault(file.name, file.stat().st_size) == file.stat().st_size
            assert file.with_suffix(".json").exists()
    simulator.clear()
    before = {file.name: file.stat().st_mtime_ns for file in clips.glob("*.mp4")}

    last = shell(*command)

    assert last.status == 0
    files = sorted(clips.glob("*.mp4"))
    assert len(files) == CLIPS
    assert [path.name for path in clips.rglob("*") if ".part" in path.name] == []
    assert {name: (clips / name).stat().st_mtime_ns for name in before} == before
    for file in files:
        with av.open(str(file), options={"err_detect": "explode"}) as container:
            assert sum(1 for _ in container.decode(video=0)) > 0
