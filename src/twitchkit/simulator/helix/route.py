"""What an endpoint is: how it answers, and who may call it how often."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.gate import admit
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.world import World

Reply: TypeAlias = "Mapping[str, object] | Answer"
"""A mapping is sent as JSON with status 200."""

NO_CONTENT: Final = Answer(status=204)
APP: Final = frozenset({"app"})
USER: Final = frozenset({"user"})
ANY: Final = APP | USER
EXTENSION: Final = frozenset({"extension"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AppGrant:
    """What a user must have granted an app before an app token does.

    Args:
        user: the parameter, of query or body, that names the user.
        any_of: one of these scopes.
        all_of: each of these scopes.
        unless: when this holds, nothing is needed.
    """

    user: str
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    unless: Callable[[Call], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limit:
    """An endpoint's own limit, besides the common points.  Endpoints that share one count together.

    Args:
        points: so many calls in `per_s` seconds.
        key: names the bucket a call counts in; None does not count here.
    """

    points: int
    per_s: float
    key: Callable[[Call], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One endpoint.

    Args:
        answer: the endpoint itself; it raises `Refused` to say no.
        scopes: a user token needs one of these.
        tokens: the kinds of token it takes: `app`, `user`, `extension`; empty takes none.
        owner: the parameter, of query or body, that must be the token's user, when it is given.
        app_grants: what users must have granted the app before an app token does.
        limits: its own limits; a call that is refused does not count.
        admit: finds out what the request's token stands for.
        stateful: False where the answer is made up and nothing can change it.
    """

    answer: Callable[[Call], Reply]
    scopes: tuple[str, ...] = ()
    tokens: frozenset[str] = ANY
    owner: str | None = None
    app_grants: tuple[AppGrant, ...] = ()
    limits: tuple[Limit, ...] = ()
    admit: Callable[[World, Asked], Grant] = admit
    stateful: bool = True


Routes: TypeAlias = Mapping[tuple[str, str], Route]
"""By method and path, which begins with `/helix/`."""
