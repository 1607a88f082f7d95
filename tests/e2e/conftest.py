from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shell import Shell
from twitchkit.simulator import Simulator
from twitchkit.simulator.world.clip import Clip, Trouble


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """A small Twitch with small files, for one test."""
    with Simulator(seed=5, clips=200, clip_bytes=(150_000, 400_000)) as simulator:
        yield simulator


@pytest.fixture
def shell(simulator: Simulator, tmp_path: Path) -> Shell:
    return Shell(simulator, tmp_path)


@pytest.fixture
def healthy(simulator: Simulator) -> list[Clip]:
    """Clips with nothing the matter, which are most of them."""
    return [clip for clip in simulator.world.clips.values() if clip.trouble is None]


@pytest.fixture
def with_trouble(simulator: Simulator) -> dict[Trouble, Clip]:
    """One clip of each trouble."""
    found = {clip.trouble: clip for clip in simulator.world.clips.values() if clip.trouble}
    assert set(found) == set(Trouble), "this seed lacks a trouble"
    return found
