"""Faults on demand: which requests, from which on, how often, and what happens to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import Annotated, Literal, final

import msgspec

from twitchkit.shape import ready
from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.movie.base import packaged

HTML = (
    b"<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>Something went wrong</h1></body></html>"
)


CONTENTS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "jpeg": ("image/jpeg", lambda: packaged("thumb-480x272.jpg")),
    "html": ("text/html; charset=utf-8", lambda: HTML),
}


class Match(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """Which requests; what is left out matches all.

    Args:
        method: in whatever case.
        path: shell pattern over the decoded path, without the query.
        query: shell patterns by parameter; the parameter must be there, with a value that matches.
        body: a text somewhere in the body.
        token: shell pattern over the token in the `Authorization` header, whatever its scheme.
    """

    method: str | None = None
    path: str | None = None
    query: Mapping[str, str] = {}
    body: str | None = None
    token: str | None = None

    def fits(self, asked: Asked) -> bool:
        """Whether `asked` is meant."""
        return (
            (self.method is None or self.method.upper() == asked.method)
            and (self.path is None or fnmatchcase(asked.path, self.path))
            and all(
                any(fnmatchcase(value, pattern) for value in asked.every(name))
                for name, pattern in self.query.items()
            )
            and (self.body is None or self.body.encode() in asked.body)
            and (self.token is None or fnmatchcase(_token(asked), self.token))
        )


class Deed(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """What happens.  Several may be given at once.

    Args:
        status, headers, body, json: stand in for the answer; nothing is then done behind it.
        content: `jpeg` or `html` in place of the body, with status 200 unless one is given; nothing is done
            behind it.
        redirect: answer 302, or the 3xx given as status, to this address; nothing is done behind it.
        delay_s: wait before the first byte.
        reset: end the connection with a TCP reset before any byte; nothing is done behind it.
        cut_after: send so many bytes of the body, then close the connection.
        stall_after: send so many bytes of the body, then be silent until the client leaves.
        wrong_length: how much larger `Content-Length` is than the body; the connection is closed after it.
        close: close the connection after the answer.
        trickle: bytes of the body per second.
        split: send the body in writes of so many bytes, the head in one of its own.
    """

    status: int | None = None
    headers: Mapping[str, str] | None = None
    body: str | None = None
    json: object = msgspec.UNSET
    content: Literal["jpeg", "html"] | None = None
    redirect: str | None = None
    delay_s: float = 0
    reset: bool = False
    cut_after: int | None = None
    stall_after: int | None = None
    wrong_length: int = 0
    close: bool = False
    trickle: Annotated[float, msgspec.Meta(gt=0)] | None = None
    split: Annotated[int, msgspec.Meta(ge=1)] | None = None

    def instead(self, asked: Asked) -> Answer | None:
        """The answer that stands in for the real one, or None when that is to be given."""
        if self.redirect is not None:
            return Answer(status=self.status or 302, headers={"location": self.redirect})
        if self.content is not None:
            kind, body = CONTENTS[self.content]
            return Answer(status=self.status or 200, headers={"content-type": kind}, body=body())
        if self.json is not msgspec.UNSET:
            return json_answer(self.json, status=self.status or 200)
        if self.body is not None:
            kind = {"content-type": "text/plain; charset=utf-8"}
            return Answer(status=self.status or 200, headers=kind, body=self.body.encode())
        if self.status is None:
            return Answer() if self.reset else None
        return _bare(self.status, asked)


def _token(asked: Asked) -> str:
    return asked.headers.get("authorization", "").partition(" ")[2].strip()


def _bare(status: int, asked: Asked) -> Answer:
    """A status with the body Twitch would send there."""
    if not asked.path.startswith("/helix"):
        return Answer(status=status)
    phrase = HTTPStatus(status).phrase if status in HTTPStatus.__members__.values() else ""
    return json_answer({"error": phrase, "status": status, "message": ""}, status=status)


class Fault(
    msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True, rename={"deed": "do"}
):
    """One fault.

    Args:
        nth: it starts at this match, counted from 1.
        times: at how many matches it happens; None for ever.
    """

    deed: Deed
    match: Match = Match()
    nth: int = 1
    times: int | None = 1


@dataclass(slots=True)
class _Armed:
    fault: Fault
    seen: int = 0


@final
class FaultBook:
    """The faults of one simulator, in the order they were added."""

    def __init__(self) -> None:
        self._armed: list[_Armed] = []

    def add(self, fault: Fault) -> None:
        """Arm `fault`; it counts matches from now on."""
        self._armed.append(_Armed(fault))

    def armed(self) -> list[Mapping[str, object]]:
        """Every fault, ready for JSON, and how many requests have matched it so far."""
        return [{"fault": armed.fault, "seen": armed.seen} for armed in self._armed]

    def clear(self) -> None:
        """Disarm all."""
        self._armed.clear()

    def strike(self, asked: Asked) -> Deed | None:
        """What happens to `asked`: the first fault whose turn it is.  All faults that fit count it."""
        struck: Deed | None = None
        for armed in self._armed:
            fault = armed.fault
            if not fault.match.fits(asked):
                continue
            armed.seen += 1
            since = armed.seen - fault.nth
            if struck is None and since >= 0 and (fault.times is None or since < fault.times):
                struck = fault.deed
        return struck


def read_fault(text: bytes) -> Fault:
    """A fault from JSON.

    Raises:
        ValueError: with the place and the reason.
    """
    try:
        fault = msgspec.json.decode(text, type=ready(Fault))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    status = fault.deed.status
    if status is not None and not 200 <= status <= 599:
        raise ValueError("status must be 200 to 599 - at `$.do.status`")
    if fault.deed.redirect is not None and status is not None and status // 100 != 3:
        raise ValueError("the status of a redirect must be 300 to 399 - at `$.do.status`")
    return fault
