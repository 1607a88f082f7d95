"""The simulators of one test run: started once, as new for each test."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, final

from twitchkit.simulator import Simulator
from twitchkit.simulator.world.snapshot import Snapshot
from twitchkit.testing.clock import FakeClock

CLOCK = FakeClock()
"""What all of them go by."""
SMALL: Mapping[str, Any] = {"clips": 100, "clip_bytes": (300_000, 600_000)}


@final
class Servers:
    """One simulator for each set of arguments that a test asks for."""

    def __init__(self) -> None:
        self._running: dict[str, tuple[Simulator, Snapshot]] = {}

    @contextmanager
    def lent(self, arguments: Mapping[str, Any]) -> Generator[Simulator]:
        """A simulator whose world is as it was at its start; nothing that is done to it stays."""
        given = {**SMALL, **arguments}
        name = repr(sorted(given.items()))
        if name not in self._running:
            simulator = Simulator(clock=CLOCK, **given).start()
            self._running[name] = simulator, simulator.snapshot()
        simulator, start = self._running[name]
        try:
            yield simulator
        finally:
            simulator.restore(start)
            simulator.clear()

    def stop(self) -> None:
        """Stop all of them."""
        for simulator, _ in self._running.values():
            simulator.stop()
        self._running.clear()
