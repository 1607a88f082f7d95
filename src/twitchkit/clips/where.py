"""A small language for conditions on clips: `view_count >= 100 and title ~ "win" and not is_featured`.

    expression   or-ed, and-ed, negated and bracketed comparisons
    comparison   FIELD OPERATOR VALUE, FIELD in (VALUE, …), or the name of a yes-or-no field alone
    operator     = != < <= > >=, and for text ~ !~ (a regular expression found somewhere, case ignored)
    value        a number, "text", 'text', a bare word, a date (2026-10-01, 2026-10-01T18:30Z), yes, no

Text is compared without case; a field that has no value fits nothing but `!=`, `!~` and `not`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import ge, gt, le, lt
from typing import TypeAlias

from twitchkit.clips.naming import channel_of
from twitchkit.errors import InvalidFilter
from twitchkit.helix.endpoints.clips import Clip

Value: TypeAlias = str | float | datetime | bool | None
Condition: TypeAlias = Callable[[Clip, str], bool]
"""Is given a clip and the name of its game."""

_FIELDS: Mapping[str, tuple[type, Callable[[Clip, str], Value]]] = {
    "broadcaster_id": (str, lambda clip, _: clip.broadcaster_id),
    "broadcaster_name": (str, lambda clip, _: clip.broadcaster_name),
    "channel": (str, lambda clip, _: channel_of(clip)),
    "created_at": (datetime, lambda clip, _: clip.created_at),
    "creator_id": (str, lambda clip, _: clip.creator_id),
    "creator_name": (str, lambda clip, _: clip.creator_name),
    "duration": (float, lambda clip, _: clip.duration),
    "game": (str, lambda _, game: game or None),
    "game_id": (str, lambda clip, _: clip.game_id),
    "is_featured": (bool, lambda clip, _: clip.is_featured),
    "language": (str, lambda clip, _: clip.language),
    "slug": (str, lambda clip, _: clip.id),
    "title": (str, lambda clip, _: clip.title),
    "video_id": (str, lambda clip, _: clip.video_id),
    "view_count": (float, lambda clip, _: clip.view_count),
    "vod_offset": (float, lambda clip, _: clip.vod_offset),
}
FIELDS = tuple(_FIELDS)

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"]*"|'[^']*')|(?P<sign><=|>=|!=|!~|[=<>~(),])|(?P<word>[^\s"'<>=!~(),]+))"""
)
_MOST_CHARACTERS, _MOST_DEPTH = 2000, 50
_WORDS = {"yes": True, "true": True, "no": False, "false": False}
_ORDERS: Mapping[str, Callable[[float, float], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_SIGNS = ("=", "!=", "<", "<=", ">", ">=", "~", "!~")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse_where(text: str) -> Condition:
    """The condition that `text` says; nothing of it is run as a program.

    Raises:
        InvalidFilter: it says nothing, with the place where.
    """
    if len(text) > _MOST_CHARACTERS:
        raise InvalidFilter(text=text, reason=f"It is longer than {_MOST_CHARACTERS} characters.")
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = self._read(text)
        self._next = 0
        self._depth = 0

    def whole(self) -> Condition:
        condition = self._or()
        token = self._peek()
        if token.kind:
            raise self._wrong(f"{token.text!r} is one too many", token)
        return condition

    def _or(self) -> Condition:
        several = [self._and()]
        while self._took("or"):
            several.append(self._and())
        return several[0] if len(several) == 1 else lambda clip, game: any(one(clip, game) for one in several)

    def _and(self) -> Condition:
        several = [self._not()]
        while self._took("and"):
            several.append(self._not())
        return several[0] if len(several) == 1 else lambda clip, game: all(one(clip, game) for one in several)

    def _not(self) -> Condition:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise InvalidFilter(text=self._text, reason="It has too many brackets in one another.")
        try:
            if self._took("not"):
                inner = self._not()
                return lambda clip, game: not inner(clip, game)
            if self._took("("):
                inner = self._or()
                self._expect(")")
                return inner
            return self._comparison()
        finally:
            self._depth -= 1

    def _comparison(self) -> Condition:
        name = self._take()
        if name.kind != "word" or name.text not in _FIELDS:
            offered = ", ".join(FIELDS)
            raise self._wrong(
                f"{name.text!r} is no field; they are {offered}" if name.text else "it ends", name
            )
        kind, value_of = _FIELDS[name.text]
        if self._took("in"):
            return self._member(kind, value_of)
        sign = self._peek()
        if sign.kind == "sign" and sign.text in _SIGNS:
            self._take()
            return self._compared(kind, value_of, sign)
        if kind is not bool:
            raise self._wrong(f"{name.text} is followed by one of {' '.join(_SIGNS)} or in", sign)
        return lambda clip, game: value_of(clip, game) is True

    def _member(self, kind: type, value_of: Callable[[Clip, str], Value]) -> Condition:
        self._expect("(")
        members = {self._value(kind)}
        while self._took(","):
            members.add(self._value(kind))
        self._expect(")")
        return lambda clip, game: _folded(value_of(clip, game)) in members

    def _compared(self, kind: type, value_of: Callable[[Clip, str], Value], sign: _Token) -> Condition:
        if sign.text in ("~", "!~"):
            if kind is not str:
                raise self._wrong(f"{sign.text} is for text", sign)
            pattern = read_pattern(self._text, self._word())
            found = sign.text == "~"
            return lambda clip, game: bool(pattern.search(str(value_of(clip, game) or ""))) is found
        if kind in (bool, str) and sign.text not in ("=", "!="):
            raise self._wrong(f"{sign.text} is for numbers and dates", sign)
        wanted = self._value(kind)
        match sign.text:
            case "=":
                return lambda clip, game: _folded(value_of(clip, game)) == wanted
            case "!=":
                return lambda clip, game: _folded(value_of(clip, game)) != wanted
            case _:
                return _ordered(sign.text, value_of, wanted)

    def _word(self) -> str:
        token = self._take()
        if token.kind not in ("word", "text"):
            raise self._wrong("a value is missing", token)
        return token.text[1:-1] if token.kind == "text" else token.text

    def _value(self, kind: type) -> Value:
        token = self._peek()
        text = self._word()
        try:
            if kind is bool:
                return _WORDS[text.lower()]
            if kind is float:
                return float(text)
            return read_moment(text) if kind is datetime else text.casefold()
        except (KeyError, ValueError):
            wanted = {bool: "yes or no", float: "a number", datetime: "a date such as 2026-10-01"}[kind]
            raise self._wrong(f"{text!r} is not {wanted}", token) from None

    def _read(self, text: str) -> list[_Token]:
        tokens: list[_Token] = []
        at = 0
        end = len(text.rstrip())
        while at < end:
            found = _TOKEN.match(text, at)
            if not found or not found.lastgroup:
                raise InvalidFilter(text=text, reason=f"{text[at:].strip()[:20]!r} cannot be read.")
            tokens.append(_Token(found.lastgroup, found[found.lastgroup], found.start(found.lastgroup)))
            at = found.end()
        return tokens

    def _peek(self) -> _Token:
        return self._tokens[self._next] if self._next < len(self._tokens) else _Token("", "", len(self._text))

    def _take(self) -> _Token:
        token = self._peek()
        self._next += 1
        return token

    def _took(self, text: str) -> bool:
        token = self._peek()
        if token.kind in ("word", "sign") and token.text.lower() == text:
            self._next += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._took(text):
            raise self._wrong(f"{text!r} is missing", self._peek())

    def _wrong(self, reason: str, token: _Token) -> InvalidFilter:
        return InvalidFilter(text=self._text, reason=f"At character {token.at + 1}: {reason}.")


def read_moment(text: str) -> datetime:
    """A date or a moment in ISO 8601; UTC when it names no zone.

    Raises:
        ValueError: it is neither.
    """
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_pattern(text: str, pattern: str) -> re.Pattern[str]:
    """A regular expression that ignores case.

    Raises:
        InvalidFilter: it is none; `text` is what it stands in.
    """
    try:
        return re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise InvalidFilter(text=text, reason=f"{pattern!r} is no regular expression: {error}.") from None


def _folded(value: Value) -> Value:
    return value.casefold() if isinstance(value, str) else value


def _ordered(sign: str, value_of: Callable[[Clip, str], Value], wanted: Value) -> Condition:
    test = _ORDERS[sign]

    def holds(clip: Clip, game: str) -> bool:
        value = value_of(clip, game)
        if isinstance(value, datetime) and isinstance(wanted, datetime):
            return test(value.timestamp(), wanted.timestamp())
        if isinstance(value, int | float) and isinstance(wanted, int | float):
            return test(value, wanted)
        return False

    return holds
