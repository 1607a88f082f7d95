"""One call to an endpoint: what was asked, by whom, of which world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.helix.reading import JSON_KIND, read_body, read_query
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import User, World
from twitchkit.simulator.world.book import Book

Q = TypeVar("Q", bound=msgspec.Struct)
B = TypeVar("B", bound=Book)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call that the gate let pass.

    Args:
        actor: who acts: the token's user; of an app token the user it acts for, where the route knows one.
    """

    world: World
    asked: Asked
    grant: Grant
    links: Links
    actor: User | None = None

    @property
    def now(self) -> datetime:
        """The world's time."""
        return self.world.clock.now()

    @property
    def person(self) -> User:
        """Who acts.

        Raises:
            Refused: nobody does: the token is an app's.
        """
        if self.actor is None:
            raise Refused(401, "Missing User OAUTH Token")
        return self.actor

    def query(self, kind: type[Q]) -> Q:
        """The query's parameters; raises `Refused` as `read_query` does."""
        return read_query(self.asked, kind)

    def body(self, kind: type[Q]) -> Q:
        """The JSON body; raises `Refused` as `read_body` does."""
        return read_body(self.asked, kind)

    def book(self, kind: type[B]) -> B:
        """The world's store of that kind."""
        return self.world.book(kind)

    def named(self, name: str) -> str | None:
        """The value of a parameter, in the query or in the body, or None when it is not given."""
        return self.asked.first(name) or _in_body(self.asked, name)

    def holds(self, *scopes: str) -> bool:
        """Whether the token has one of `scopes`; of an app token, whether the actor granted the app one."""
        if self.grant.user_id is not None:
            return not set(scopes).isdisjoint(self.grant.scopes)
        return self.actor is not None and not self.granted(self.actor.id).isdisjoint(scopes)

    def granted(self, user_id: str) -> frozenset[str]:
        """All that user granted the token's app."""
        return self.world.ledger.granted(self.grant.client_id, user_id) or frozenset()


def _in_body(asked: Asked, name: str) -> str | None:
    if not asked.headers.get("content-type", "").lower().startswith(JSON_KIND):
        return None
    try:
        told: object = msgspec.json.decode(asked.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    for _ in range(2):
        if not isinstance(told, Mapping):
            return None
        found: object = told.get(name)  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
        if isinstance(found, str):
            return found or None
        told = told.get("data")  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    return None
