"""Twitch's time, for what would go wrong by ours when it is off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TypeVar

from twitchkit.clock import Clock
from twitchkit.wire import Flow, Response

T = TypeVar("T")

TOLERANCE = timedelta(minutes=1)
"""A date in an answer is whole seconds old when it arrives; so much is no error of ours."""


class ServerClock:
    """Tells our time until an answer's `Date` (RFC 9110 §6.6.1) says that it is off; Twitch's from then on.

    Args:
        clock: ours.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.off = timedelta(0)
        """How far Twitch's is ahead of ours; zero within the tolerance."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return self._clock.now() + self.off

    def heard(self, flow: Flow[T]) -> Flow[T]:
        """`flow`, while the dates of its answers are listened to."""
        try:
            effect = next(flow)
            while True:
                try:
                    answer = yield effect
                except BaseException as error:  # noqa: BLE001 - it is the flow's to handle
                    effect = flow.throw(error)
                    continue
                if isinstance(answer, Response) and (sent_at := answer.sent_at) is not None:
                    off = datetime.fromtimestamp(sent_at, UTC) - self._clock.now()
                    self.off = off if abs(off) > TOLERANCE else timedelta(0)
                effect = flow.send(answer)
        except StopIteration as end:
            result: T = end.value
            return result
