"""A world at noon, and a server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from twitchkit.simulator import Simulator, World
from twitchkit.simulator.app import App
from twitchkit.simulator.world import Clip, TravelClock
from unit.simulator.asking import Client, Noon


@pytest.fixture
def clock() -> TravelClock:
    return TravelClock(Noon())


@pytest.fixture
def client(clock: TravelClock, request: pytest.FixtureRequest) -> Client:
    """A world at noon, of 300 clips unless the test's file says `CLIPS`."""
    clips = getattr(request.module, "CLIPS", 300)
    return Client(App(World.seeded(7, clips=clips, clock=clock)))


@pytest.fixture
def pick(client: Client) -> Callable[[Callable[[Clip], bool]], Clip]:
    """The first clip of the world for which something holds."""
    return lambda holds: next(clip for clip in client.world.clips.values() if holds(clip))


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    """A server; its faults and records are the test's to clear."""
    before = threading.active_count()
    with Simulator(seed=7, clips=40, clip_bytes=(300_000, 600_000)) as running:
        yield running
    assert before == threading.active_count()
