"""From a token to the endpoints that it opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from twitchkit.helix.catalogue import ENDPOINTS
from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.facts import Grant


class Permission(msgspec.Struct, frozen=True, kw_only=True):
    """What one token may do at one endpoint, as far as kind and scopes tell; roles are another matter.

    Args:
        operation: the endpoint.
        allowed: whether it may be called.
        scopes: those of the token that open it; empty when none is needed.
        missing: scopes of which any one would open it.
        more_with: scopes that are not needed, but add to what it does or answers.
        grants: what users must have granted the app, for an app token.
        takes: kinds of token it takes.
    """

    operation: str
    allowed: bool
    scopes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    more_with: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ()
    takes: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """What stands against it, or what has to be known; empty when there is nothing."""
        if not self.allowed and self.missing:
            return f"needs {' or '.join(self.missing)}"
        if not self.allowed:
            return f"takes {' or '.join(KINDS[kind] for kind in self.takes)}"
        if self.grants:
            return "; ".join(map(grant_text, self.grants))
        return f"more with {' or '.join(self.more_with)}" if self.more_with else ""


KINDS: Mapping[str, str] = {
    "user": "a user token",
    "app": "an app token",
    "extension-jwt": "a token signed by an extension's backend",
}
"""Kind of token in `Endpoint.tokens` → in words."""


def permission(endpoint: type[Endpoint[Any, Any]], scopes: Iterable[str] | None) -> Permission:
    """What a token may do at `endpoint`.

    Args:
        endpoint: its class.
        scopes: of a user token; None for an app token.
    """
    held, operation = set(scopes or ()), endpoint.operation
    if not endpoint.tokens:
        return Permission(operation=operation, allowed=True)
    if scopes is None:
        return Permission(
            operation=operation,
            allowed="app" in endpoint.tokens,
            grants=endpoint.app_grants if "app" in endpoint.tokens else (),
            takes=endpoint.tokens,
        )
    opens = tuple(one for one in endpoint.scopes if one in held)
    needed = needs_scope(endpoint)
    allowed = "user" in endpoint.tokens and (not needed or bool(opens))
    fuller = () if held & set(endpoint.optional_scopes) else endpoint.optional_scopes
    return Permission(
        operation=operation,
        allowed=allowed,
        scopes=opens,
        missing=endpoint.scopes if "user" in endpoint.tokens and not allowed else (),
        more_with=fuller if allowed else (),
        takes=endpoint.tokens,
    )


def permissions(scopes: Iterable[str] | None) -> Iterator[Permission]:
    """What a token may do at each endpoint; arguments as for `permission`."""
    held = None if scopes is None else frozenset(scopes)
    return (permission(endpoint, held) for endpoint in ENDPOINTS.values())


def needs_scope(endpoint: type[Endpoint[Any, Any]]) -> bool:
    """Whether a user token without any scope is refused; one that only adds to the answer does not count."""
    return bool(set(endpoint.scopes) - set(endpoint.optional_scopes))


def grant_text(grant: Grant) -> str:
    """What a user must have granted, in words."""
    scopes = " and ".join([*grant.all_of, *([" or ".join(grant.any_of)] if grant.any_of else [])])
    unless = f", unless {grant.unless}" if grant.unless else ""
    only = f" ({grant.only})" if grant.only else ""
    return f"{grant.user} must have granted {scopes}{unless}{only}"
