"""What every endpoint has: its facts as class attributes, `request()` and `parse()`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar, Generic, Self, TypeVar, cast

import msgspec
from msgspec.structs import force_setattr

from twitchkit.errors import InvalidRequest
from twitchkit.helix.answer import read_page
from twitchkit.helix.page import Page
from twitchkit.helix.rules import AtMost, Rule
from twitchkit.wire.request import Request, encode_query
from twitchkit.wire.response import Response

T = TypeVar("T")

PREFIX = "/helix"


class Endpoint(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A request to one endpoint; `T` is what a row of its answer is.

    Its fields are Twitch's parameters under Twitch's names.  Repeated ones take any sequence, or one text.
    Moments are aware datetimes.  It is checked when it is built.

    Raises:
        InvalidRequest: a parameter breaks a rule; nothing was sent.
    """

    operation: ClassVar[str]
    """Twitch's name for it in snake case, the key of `ENDPOINTS`."""
    method: ClassVar[str] = "GET"
    path: ClassVar[str]
    """Below `/helix`."""
    tokens: ClassVar[tuple[str, ...]] = ("user", "app")
    """Kinds of access token it takes."""
    scopes: ClassVar[tuple[str, ...]] = ()
    """Any one of these is needed on a user token; none needed when empty."""
    row: ClassVar[type[Any]]
    """The class of a row."""
    repeated: ClassVar[tuple[str, ...]] = ()
    """Parameters that may occur several times."""
    limit: ClassVar[AtMost | None] = None
    """How many values of the repeated ones one request may hold."""
    rules: ClassVar[tuple[Rule, ...]] = ()
    paged: ClassVar[bool] = False

    def __post_init__(self) -> None:
        for name in self.repeated:
            force_setattr(self, name, _several(getattr(self, name), self, name))
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, datetime) and value.tzinfo is None:
                raise InvalidRequest(
                    operation=self.operation, parameter=name, rule="a moment needs its time zone, such as UTC"
                )
        for rule in self.rules:
            broken = rule.broken_by(self)
            if broken:
                raise InvalidRequest(operation=self.operation, parameter=broken[0], rule=broken[1])

    def request(self, base: str = "https://api.twitch.tv") -> Request:
        """The HTTP request, without credentials.

        Args:
            base: scheme and host, with or without `/helix`.

        Raises:
            InvalidRequest: more values than one request may hold; use `split()`.
        """
        if self.limit and self.limit.count(self) > self.limit.most:
            raise InvalidRequest(
                operation=self.operation,
                parameter=", ".join(self.limit.names),
                rule=f"at most {self.limit.most} in one request; split() makes several",
            )
        root = base.rstrip("/").removesuffix(PREFIX)
        query = encode_query(self.query())
        return Request(self.method, f"{root}{PREFIX}{self.path}{'?' + query if query else ''}")

    def query(self) -> list[tuple[str, str]]:
        """The query's pairs, in the order of the fields, unset ones left out."""
        pairs: list[tuple[str, str]] = []
        for name in self.__struct_fields__:
            value = getattr(self, name)
            values = cast("tuple[object, ...]", value) if name in self.repeated else (value,)
            pairs.extend((name, _text(one)) for one in values if one is not None)
        return pairs

    def parse(self, response: Response) -> Page[T]:
        """The typed answer.

        Raises:
            TwitchError, AuthError: Twitch said no; the class says which no.
            UnexpectedAnswer: a shape that is not the documented one, with the path to it.
        """
        return read_page(response, self.row, where=self.operation)

    def split(self) -> list[Self]:
        """The same request as several that each keep Twitch's limit on repeated values, in order."""
        if not self.limit or self.limit.count(self) <= self.limit.most:
            return [self]
        values = [(name, one) for name in self.limit.names for one in getattr(self, name)]
        most = self.limit.most
        return [
            msgspec.structs.replace(
                self,
                **{
                    name: tuple(v for n, v in values[start : start + most] if n == name)
                    for name in self.limit.names
                },
            )
            for start in range(0, len(values), most)
        ]

    def after_cursor(self, cursor: str) -> Self:
        """The same request for the page behind `cursor`."""
        return msgspec.structs.replace(self, after=cursor)


def _several(value: object, request: Endpoint[Any], name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, Iterable):
        raise InvalidRequest(
            operation=request.operation, parameter=name, rule="a text or a sequence of texts"
        )
    several = tuple(cast("Iterable[object]", value))
    if not all(isinstance(one, str) and one for one in several):
        raise InvalidRequest(
            operation=request.operation, parameter=name, rule="each value is a text that is not empty"
        )
    # Twitch: repeats of one id are ignored on reads, so they would only use up the limit.
    return tuple(dict.fromkeys(cast("tuple[str, ...]", several)))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        # Twitch takes whole seconds; fractions have been refused on some endpoints.
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)
