"""What the tests of the grants share: two apps, a clock that sleeps move, how results are written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from screenplay import NOON, FakeClock, answer
from twitchkit.errors import ConnectionCut, NetworkError, TimedOut, Unreachable
from twitchkit.oauth import App
from twitchkit.secret import Secret, SignedUrl
from twitchkit.wire import Flow, Request, Response, Send, Sleep

T = TypeVar("T")
ID = "https://id.twitch.tv"
APP = App("abc123", Secret("CANARY-secret/41=&x"))
PUBLIC = App("public456")
STATE = "CANARY-state-0123456789"
NOT_SENT = [
    Unreachable(host="id.twitch.tv", reason="Refused."),
    TimedOut(host="id.twitch.tv", phase="connecting", after_s=5),
]
LOST = [
    ConnectionCut(host="id.twitch.tv", reason="Reset."),
    TimedOut(host="id.twitch.tv", phase="answering", after_s=20),
    TimedOut(host="id.twitch.tv", phase="reading", after_s=20),
]


class Stage:
    """Plays the world's part; sleeping moves its clock."""

    def __init__(self, answers: Iterable[Response | NetworkError] = ()) -> None:
        self._answers = list(answers)
        self.clock = FakeClock()
        self.requests: list[Request] = []
        self.sleeps: list[float] = []

    def run(self, flow: Flow[T]) -> T:
        try:
            effect = next(flow)
            while True:
                if isinstance(effect, Sleep):
                    self.sleeps.append(effect.seconds)
                    self.clock.advance(seconds=effect.seconds)
                    effect = flow.send(None)
                    continue
                assert isinstance(effect, Send)
                self.requests.append(effect.request)
                assert self._answers, f"nothing is scripted for {effect.request!r}"
                told = self._answers.pop(0)
                effect = flow.throw(told) if isinstance(told, NetworkError) else flow.send(told)
        except StopIteration as end:
            assert not self._answers, "answers were left over"
            return end.value


def refused(status: int, message: str) -> Response:
    return answer(status, {"status": status, "message": message})


def response_of(vector: dict[str, Any]) -> Response:
    if "text" in vector:
        return Response(vector["status"], {}, vector["text"].encode())
    return answer(vector["status"], vector["json"])


def shown(request: Request) -> dict[str, Any]:
    """As a vector writes it, secrets revealed."""
    body = request.body_bytes
    row: dict[str, Any] = {
        "method": request.method,
        "url": request.url,
        "headers": {
            name: value.reveal() if isinstance(value, Secret) else value
            for name, value in request.headers.items()
        },
    }
    return row if body is None else {**row, "body": body.decode()}


def written(value: Any) -> Any:
    """A result as a vector writes it: secrets revealed, moments in seconds after noon, nothing empty."""
    if isinstance(value, Secret | SignedUrl):
        return value.reveal()
    if isinstance(value, frozenset):
        return sorted(value)
    if not isinstance(value, msgspec.Struct):
        return value
    row: dict[str, Any] = {}
    for name, told in msgspec.structs.asdict(value).items():
        if isinstance(told, datetime):
            row[name.removesuffix("_at") + "_after_s"] = int((told - NOON).total_seconds())
        elif told is not None and told != frozenset():
            row[name] = written(told)
    return row


def tells_no_secret(error: BaseException) -> bool:
    seen: BaseException | None = error
    text = ""
    while seen is not None:
        text += f"{seen!s} {seen!r} {seen.args!r} {json.dumps(vars(seen), default=str)}"
        seen = seen.__cause__
    return "CANARY" not in text
