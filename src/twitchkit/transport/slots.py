"""How many answers may be read at once, and who is next."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import AsyncGenerator
from typing import TypeAlias, final

from twitchkit.transport.lane import Lane

Place: TypeAlias = tuple[str, str, int]
"""Scheme, host and port."""


@final
class Waiter:
    """A request that waits for its turn.

    Args:
        place: where it goes.
        message: as it is sent.
    """

    def __init__(self, place: Place | None, message: bytes) -> None:
        self.place = place
        self.message = message
        self.turn: asyncio.Future[Lane | None] = asyncio.get_running_loop().create_future()
        """The lane on which `message` was sent already, or None when there is none such."""


@final
class Turn:
    """One request's turn, from when it may be sent until its answer was read.

    Args:
        slots: whose turn it is.
        lane: on which the request was sent already, or None.
    """

    def __init__(self, slots: Slots, lane: Lane | None = None) -> None:
        self._slots = slots
        self._next: Waiter | None = None
        self.lane = lane

    def send_next(self, lane: Lane, place: Place) -> None:
        """Sends the next request on `lane`, if all was read there and somebody waits; for any thread."""
        if lane.is_free and (waiter := self._slots.next_for(place)):
            self._next = waiter
            # One that cannot be sent is met again by whoever waits for its answer.
            with contextlib.suppress(OSError):
                lane.send(waiter.message)

    def end(self, lane: Lane | None) -> bool:
        """Gives the turn to who is next; True if `lane` went with it."""
        waiter, self._next = self._next, None
        if waiter is None:
            self._slots.leave()
            return False
        return self._slots.hand_over(waiter, None if lane is None or lane.aborted else lane)


class Slots:
    """Turns for requests, of which only so many are under way at a time.

    The thread that reads the last byte of an answer sends the next request on the same connection at once:
    the server works on it while we still look at what came.  Measured with clips of 2 MB from 50 ms away:
    until the event loop had gone from one to the next, a connection was idle for a sixth of the time.

    Args:
        most: under way at once.
    """

    def __init__(self, most: int) -> None:
        self._free = most
        self._waiting: deque[Waiter] = deque()
        # Threads of lanes take from the queue too.
        self._lock = threading.Lock()

    @contextlib.asynccontextmanager
    async def one(self) -> AsyncGenerator[None]:
        """A turn for something else than a lane."""
        turn = await self.enter(None, b"")
        try:
            yield
        finally:
            turn.end(None)

    async def enter(self, place: Place | None, message: bytes) -> Turn:
        """A turn for a request that goes to `place` as `message`; has to be ended."""
        with self._lock:
            if self._free:
                self._free -= 1
                return Turn(self)
            waiter = Waiter(place, message)
            self._waiting.append(waiter)
        try:
            return Turn(self, await waiter.turn)
        except asyncio.CancelledError:
            with self._lock, contextlib.suppress(ValueError):
                self._waiting.remove(waiter)
            if not waiter.turn.cancelled():
                # The turn came, and nobody takes it.
                if lane := waiter.turn.result():
                    lane.close()
                self.leave()
            raise

    def next_for(self, place: Place) -> Waiter | None:
        """Who is next, if its request goes to `place`; has to be given to `hand_over`.  For any thread."""
        with self._lock:
            return self._waiting.popleft() if self._waiting and self._waiting[0].place == place else None

    def hand_over(self, waiter: Waiter, lane: Lane | None) -> bool:
        """Ends a turn and gives it to `waiter`, with the lane on which its request was sent; False if it has
        given up and the next one has the turn, without the lane."""
        if waiter.turn.cancelled():
            self.leave()
            return False
        waiter.turn.set_result(lane)
        return lane is not None

    def leave(self) -> None:
        """Ends a turn; who waits longest is next."""
        while True:
            with self._lock:
                if not self._waiting:
                    self._free += 1
                    return
                waiter = self._waiting.popleft()
            if not waiter.turn.cancelled():
                waiter.turn.set_result(None)
                return
