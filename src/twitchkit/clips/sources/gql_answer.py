"""An answer of Twitch's GraphQL → one verdict for each operation of the request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias, cast

import msgspec

from twitchkit.clips.unofficial import INTEGRITY_WORDS, OVERLOAD_WORDS, STALE_HASH
from twitchkit.errors import RequestRefused, ServerTrouble, TwitchError, UnexpectedAnswer
from twitchkit.shape import ready
from twitchkit.wire.response import Response

WHERE = "gql"


class Integrity(msgspec.Struct, frozen=True):
    """The anti-bot check said no."""


class Overload(msgspec.Struct, frozen=True):
    """Overloaded, or an error nobody has explained: worth another try; `error` is what it is if it stays."""

    error: TwitchError


Trouble: TypeAlias = Integrity | Overload | TwitchError
"""What Twitch says went wrong."""


class Data(msgspec.Struct, frozen=True):
    """`data` of one operation, not looked into yet; `trouble` is why a part of it may be missing."""

    clip: object
    trouble: Trouble | None = None


Verdict: TypeAlias = Data | Trouble


class _Challenge(msgspec.Struct):
    type: str | None = None


class _Extensions(msgspec.Struct):
    challenge: _Challenge | None = None


class _Error(msgspec.Struct):
    message: str | None = None
    extensions: _Extensions | None = None

    @property
    def words(self) -> str:
        challenge = self.extensions.challenge if self.extensions else None
        return f"{self.message or ''} {(challenge.type if challenge else '') or ''}".strip()


class _Operation(msgspec.Struct):
    data: dict[str, Any] | None = None
    errors: list[_Error] | None = None
    # Twitch: the challenge stands here in captures of 2025.
    extensions: _Extensions | None = None


class _Refusal(msgspec.Struct):
    message: str | None = None
    error: str | None = None


def read_answer(response: Response, count: int) -> list[Verdict] | Verdict:
    """The verdicts on a request of `count` operations, in its order, or the one verdict on it as a whole.

    Nothing is raised; no verdict quotes the body, except for Twitch's own error message.
    """
    if response.status == 429 or response.status >= 500:
        return _overload(response.status, _says(response))
    if not 200 <= response.status < 300:
        return RequestRefused(status=response.status, twitch_says=_says(response))
    try:
        body: object = msgspec.json.decode(response.body)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return _unexpected(f"no JSON but {response.media_type or 'unnamed data'}", response)
    if isinstance(body, list):
        answers = cast("list[object]", body)
        if len(answers) != count:
            return _unexpected(f"{len(answers)} answers to {count} operations - at `$`", response)
        return [_operation(one, f"$[{index}]") for index, one in enumerate(answers)]
    verdict = _operation(body, "$")
    if count == 1:
        return [verdict]
    if isinstance(verdict, Data):
        return _unexpected(f"one answer to {count} operations - at `$`", response)
    return verdict


def misshapen(error: msgspec.ValidationError, path: str) -> UnexpectedAnswer:
    """The error for a value at `path` (`$.data.clip`) that did not fit; it names path and shape alone."""
    problem = str(error)
    told = problem.replace("`$", f"`{path}", 1) if "`$" in problem else f"{problem} - at `{path}`"
    return UnexpectedAnswer(where=WHERE, problem=told)


def _operation(answer: object, path: str) -> Verdict:
    try:
        read = msgspec.convert(answer, ready(_Operation), strict=False)
    except msgspec.ValidationError as error:
        return misshapen(error, path)
    verdict = _errors([*(read.errors or ()), _Error(extensions=read.extensions)] if read.errors else ())
    data = read.data
    if verdict is None and data is None:
        return UnexpectedAnswer(where=WHERE, problem=f"neither data nor errors - at `{path}`")
    if data is not None and "clip" not in data and verdict is None:
        return UnexpectedAnswer(where=WHERE, problem=f"no field `clip` - at `{path}.data`")
    clip = data.get("clip") if data else None
    # GraphQL §7.1: errors beside data mean that some field is missing, maybe one we do not need.
    return Data(clip, verdict) if verdict is None or clip is not None else verdict


def _errors(errors: Sequence[_Error]) -> Trouble | None:
    if not errors:
        return None
    told = [error.words for error in errors]
    said = next((words for words in told if words), "an error without a message")[:200]
    lower = " ".join(told).lower()
    if any(word in lower for word in INTEGRITY_WORDS):
        return Integrity()
    if any(word in lower for word in OVERLOAD_WORDS):
        return _overload(200, said)
    if STALE_HASH.lower() in lower:
        return UnexpectedAnswer(
            where=WHERE, problem=f"{STALE_HASH}: Twitch no longer knows this stored query"
        )
    return Overload(RequestRefused(status=200, twitch_says=said))


def _overload(status: int, said: str) -> Overload:
    return Overload(ServerTrouble(status=status, twitch_says=said))


def _unexpected(problem: str, response: Response) -> UnexpectedAnswer:
    return UnexpectedAnswer(where=WHERE, problem=problem, status=response.status)


def _says(response: Response) -> str:
    try:
        said = msgspec.json.decode(response.body, type=ready(_Refusal))
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return f"a body of {response.media_type or 'no stated type'}" if response.body else ""
    return (said.message or said.error or "")[:200]
