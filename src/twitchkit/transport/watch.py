"""Ends calls that have gone silent: one timer for all that are in flight, in place of several for each."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self, final

TICKS = 10
"""A silence is ended after its limit, and at most a tenth of that later."""


class TooSilent(TimeoutError):
    """Nothing was heard for longer than the limit, or the whole took too long."""


@final
class Watch:
    """Watches calls on one event loop.

    Args:
        silence_s: how long a call may hear nothing, seconds.
        whole_s: how long it may take in all, seconds.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, *, silence_s: float, whole_s: float) -> None:
        self._loop = loop
        self._tick_s = silence_s / TICKS
        self._most_ticks = whole_s / self._tick_s
        self._calls: set[Watched] = set()
        self._timer: asyncio.TimerHandle | None = None

    def call(self) -> Watched:
        """For `with`: what is awaited inside is watched."""
        return Watched(self)

    def close(self) -> None:
        """Stops the timer; a call that begins later starts it again."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def begun(self, call: Watched) -> None:
        """Watches `call` from now on."""
        self._calls.add(call)
        if self._timer is None:
            self._timer = self._loop.call_later(self._tick_s, self._tick)

    def ended(self, call: Watched) -> None:
        """Watches `call` no more."""
        self._calls.discard(call)

    def _tick(self) -> None:
        for call in self._calls:
            call.ticked(self._most_ticks)
        # Left running between one call and the next, so that those cost no timer.
        self._timer = self._loop.call_later(self._tick_s, self._tick) if self._calls else None


@final
class Watched:
    """One call.  Raises `TooSilent` out of its `with` when it was ended."""

    __slots__ = ("_cancels", "_silent", "_task", "_ticks", "_too_silent", "_watch")

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._ticks = self._silent = 0
        self._too_silent = False

    def heard(self) -> None:
        """Something has come."""
        self._silent = 0

    def ticked(self, most_ticks: float) -> None:
        """A tick has passed."""
        self._ticks += 1
        self._silent += 1
        if (self._silent > TICKS or self._ticks > most_ticks) and not self._too_silent:
            self._too_silent = True
            self._task.cancel()

    def __enter__(self) -> Self:
        task = asyncio.current_task()
        assert task is not None, "calls are made in tasks"
        self._task, self._cancels = task, task.cancelling()
        self._watch.begun(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watch.ended(self)
        # As `asyncio.timeout` does it: a cancellation from elsewhere at the same time goes on.
        if self._too_silent and self._task.uncancel() <= self._cancels and kind is asyncio.CancelledError:
            raise TooSilent from error
