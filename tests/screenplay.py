"""Plays the world's part to a flow: what it asks for is recorded, what it gets is scripted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from twitchkit.errors import NetworkError
from twitchkit.wire import Flow, Request, Response, Send, Sleep

T = TypeVar("T")
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


class Screenplay:
    """Performs flows against scripted answers.

    Args:
        answers: in order, one for each request: a Response, or a NetworkError to throw.
    """

    def __init__(self, answers: Iterable[Response | NetworkError] = ()) -> None:
        self._answers = list(answers)
        self.requests: list[Request] = []
        self.sleeps: list[float] = []

    def run(self, flow: Flow[T]) -> T:
        try:
            effect = next(flow)
            while True:
                if isinstance(effect, Sleep):
                    self.sleeps.append(effect.seconds)
                    effect = flow.send(None)
                    continue
                assert isinstance(effect, Send)
                self.requests.append(effect.request)
                assert self._answers, f"nothing is scripted for {effect.request!r}"
                answer = self._answers.pop(0)
                effect = flow.throw(answer) if isinstance(answer, NetworkError) else flow.send(answer)
        except StopIteration as end:
            assert not self._answers, "answers were left over"
            return end.value


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, **span: float) -> None:
        self._now += timedelta(**span)


def answer(status: int = 200, content: Any = None, **headers: str) -> Response:
    """A JSON answer; `_` in a header's name stands for `-`."""
    body = b"" if content is None else json.dumps(content).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, {"content-type": "application/json", **named}, body, received_at=NOON.timestamp())
