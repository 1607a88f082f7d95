"""Faults, spelled for a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, final

if TYPE_CHECKING:
    from twitchkit.simulator import Simulator


@final
class Faults:
    """Lets requests to a simulator go wrong.

    Example:
        >>> faults = Faults(simulator)  # doctest: +SKIP
        >>> faults(path="/helix/*", nth=2, status=503)  # doctest: +SKIP
        >>> faults(path="*.mp4", times=None, cut_after=100_000)  # doctest: +SKIP
    """

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def __call__(
        self,
        *,
        method: str | None = None,
        path: str | None = None,
        query: Mapping[str, str] | None = None,
        token: str | None = None,
        nth: int = 1,
        times: int | None = 1,
        **do: Any,
    ) -> None:
        """Arm one fault.

        Args:
            method, path, query, token: which requests; shell patterns, and what is left out matches all.
            nth: the first match that is struck, counted from 1.
            times: how many are; None for ever.
            do: what happens, as in docs/simulator.md: `status`, `json`, `delay_s`, `reset`, `cut_after`, …

        Raises:
            ValueError: it is not spelled so.
        """
        match = {"method": method, "path": path, "query": query, "token": token}
        given = {name: value for name, value in match.items() if value is not None}
        self._simulator.fault({"match": given, "nth": nth, "times": times, "do": do})

    def clear(self) -> None:
        """No more faults."""
        self._simulator.app.faults.clear()
