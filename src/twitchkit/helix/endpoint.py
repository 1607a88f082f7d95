"""What every endpoint has: its facts as class attributes, `request()` and `parse()`."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Never, Self, cast

import msgspec

from twitchkit.errors import InvalidRequest
from twitchkit.helix.answer import read_page
from twitchkit.helix.facts import Grant, Quota
from twitchkit.helix.page import Done, Page
from twitchkit.helix.rules import AtMost, Rule
from twitchkit.helix.values import check_values, query_text, spelled
from twitchkit.secret import Secret
from twitchkit.wire.request import JSON, Request, encode_query
from twitchkit.wire.response import Response

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    T = TypeVar("T", default=Any)
    P = TypeVar("P", bound=Page[Any], default=Page[T], covariant=True)
else:
    from typing import TypeVar

    T = TypeVar("T")
    P = TypeVar("P")

PREFIX = "/helix"


class Endpoint(msgspec.Struct, Generic[T, P], frozen=True, kw_only=True):
    """A request to one endpoint; `T` is what a row of its answer is, `P` the page around the rows.

    Its fields are Twitch's parameters under Twitch's names, those of the query and those of the body alike.
    Repeated ones take any sequence, or one text.  Moments are aware datetimes.  It is checked when it is
    built.

    Raises:
        InvalidRequest: a parameter breaks a rule; nothing was sent.
    """

    operation: ClassVar[str]
    """Twitch's name for it in snake case, the key of `ENDPOINTS`."""
    method: ClassVar[str] = "GET"
    path: ClassVar[str]
    """Below `/helix`."""
    tokens: ClassVar[tuple[str, ...]] = ("user", "app")
    """Kinds of token it takes: `user`, `app`, `extension-jwt`; empty when it needs none."""
    scopes: ClassVar[tuple[str, ...]] = ()
    """Any one of these is needed on a user token; none needed when empty."""
    optional_scopes: ClassVar[tuple[str, ...]] = ()
    """Scopes that are not needed, but make the answer fuller."""
    token_owner: ClassVar[str | None] = None
    """The parameter that has to be the user of the user token; None when that is nobody, or not said."""
    app_grants: ClassVar[tuple[Grant, ...]] = ()
    """What users must have granted the app before its own token is good here."""
    rate_limits: ClassVar[tuple[Quota, ...]] = ()
    """Limits of its own, beside the bucket that all calls share."""
    beta: ClassVar[bool] = False
    """True while Twitch may still change it without notice."""
    deprecated: ClassVar[bool] = False
    removed: ClassVar[str | None] = None
    """The day since when Twitch refuses it."""
    row: ClassVar[type[Any]]
    """The class of a row."""
    page: ClassVar[type[Page[Any]]] = Page
    """The class of the whole answer."""
    repeated: ClassVar[tuple[str, ...]] = ()
    """Parameters of the query that may occur several times."""
    in_body: ClassVar[tuple[str, ...]] = ()
    """Parameters that travel in the JSON body; all others are the query's."""
    wrapped: ClassVar[bool] = False
    """True when the body's parameters stand inside one more object, `data`."""
    limit: ClassVar[AtMost | None] = None
    """How many values of the repeated ones one request may hold; `split()` makes several of what is above."""
    rules: ClassVar[tuple[Rule, ...]] = ()
    paged: ClassVar[bool] = False

    if not TYPE_CHECKING:

        def __class_getitem__(cls, kinds):
            # Defaults of type variables (PEP 696) come with Python 3.13.
            return super().__class_getitem__(kinds if isinstance(kinds, tuple) else (kinds, Page[kinds]))

    def __post_init__(self) -> None:
        check_values(self, self.rules, self.operation)

    def request(self, base: str = "https://api.twitch.tv") -> Request:
        """The HTTP request, without credentials.

        Args:
            base: scheme and host, with or without `/helix`.

        Raises:
            InvalidRequest: more values than one request may hold; use `split()`.
        """
        crowded = self.limit and self.limit.exceeded(self)
        if self.limit and crowded:
            raise InvalidRequest(
                operation=self.operation,
                parameter=", ".join(crowded),
                rule=f"at most {self.limit.most} in one request; split() makes several",
            )
        root = base.rstrip("/").removesuffix(PREFIX)
        query = encode_query(self.query_pairs())
        url = f"{root}{PREFIX}{self.path}{'?' + query if query else ''}"
        body = self.body()
        return Request(self.method, url, {} if body is None else {"Content-Type": JSON}, body)

    def query_pairs(self) -> list[tuple[str, str]]:
        """The query's pairs, in the order of the fields, unset ones left out."""
        pairs: list[tuple[str, str]] = []
        for name, is_repeated in _in_query(type(self)):
            value = getattr(self, name)
            if value is None:
                continue
            if not is_repeated:
                pairs.append((name, query_text(value)))
            elif value:
                pairs.extend((name, query_text(one)) for one in value)
        return pairs

    def body(self) -> bytes | Secret | None:
        """The JSON body, unset parameters left out.

        Returns:
            None when the endpoint takes no body; a secret when it holds one.
        """
        if not self.in_body:
            return None
        text = msgspec.json.encode(self.spelled_body(reveal=True))
        is_secret = any(_holds_secret(getattr(self, name)) for name in self.in_body)
        return Secret(text.decode()) if is_secret else text

    def spelled_body(self, *, reveal: bool) -> dict[str, Any]:
        """What the JSON body says, unset parameters left out.

        Args:
            reveal: whether secrets are shown.
        """
        given = ((name, getattr(self, name)) for name in self.in_body)
        said = {name: spelled(value, reveal=reveal) for name, value in given if value is not None}
        return {"data": said} if self.wrapped else said

    def parse(self, response: Response) -> P:
        """The typed answer.

        Raises:
            TwitchError, AuthError: Twitch said no; the class says which no.
            UnexpectedAnswer: a shape that is not the documented one, with the path to it.
        """
        return cast("P", read_page(response, self.row, self.page, where=self.operation))

    def split(self) -> list[Self]:
        """The same request as several that each keep Twitch's limit on repeated values, in order.

        Raises:
            InvalidRequest: too many values of one parameter beside values of another that cannot be split
                with them.
        """
        crowded = self.limit and self.limit.exceeded(self)
        if not self.limit or not crowded:
            return [self]
        beside = [name for name in self.limit.names if name not in crowded and getattr(self, name)]
        if beside:
            rule = f"at most {self.limit.most} in one request, and not to be split beside {', '.join(beside)}"
            raise InvalidRequest(operation=self.operation, parameter=", ".join(crowded), rule=rule)
        values = [(name, one) for name in crowded for one in getattr(self, name)]
        most = self.limit.most
        return [
            msgspec.structs.replace(
                self,
                **{name: tuple(v for n, v in values[start : start + most] if n == name) for name in crowded},
            )
            for start in range(0, len(values), most)
        ]

    def after_cursor(self, cursor: str) -> Self:
        """The same request for the page behind `cursor`."""
        # All else was checked when this one was built.
        following = copy(self)
        msgspec.structs.force_setattr(following, "after", cursor)
        return following


class Command(Endpoint[Never, Done], frozen=True, kw_only=True):
    """An endpoint that does something and has nothing to tell: its answer has no body."""

    method = "POST"
    row = type(None)
    page = Done


@cache
def _in_query(kind: type[Endpoint[Any, Any]]) -> tuple[tuple[str, bool], ...]:
    """The parameters that travel in the query, and whether each may occur several times."""
    names = kind.__struct_fields__
    return tuple((name, name in kind.repeated) for name in names if name not in kind.in_body)


def _holds_secret(value: object) -> bool:
    if isinstance(value, Secret):
        return True
    if isinstance(value, tuple):
        return any(map(_holds_secret, cast("tuple[object, ...]", value)))
    if isinstance(value, msgspec.Struct):
        return any(_holds_secret(getattr(value, name)) for name in value.__struct_fields__)
    return False
