"""What an endpoint asks of tokens and of time, as data."""

from __future__ import annotations

import msgspec


class Grant(msgspec.Struct, frozen=True):
    """What a user must have granted the same client id before an app token is good for the call.

    Args:
        user: the parameter that names the user.
        any_of: one of these scopes.
        all_of: every one of these.
        unless: when it is not asked for.
        only: whom an app token works for.
    """

    user: str
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    unless: str | None = None
    only: str | None = None


class Quota(msgspec.Struct, frozen=True):
    """A limit of the endpoint's own, beside the bucket that all calls share.

    Args:
        calls: so many.
        seconds: within so long.
        per: whose calls are counted, in Twitch's words.
        by: the parameters whose values tell the counts apart; None when parameters do not tell.
    """

    calls: int
    seconds: int
    per: str
    by: tuple[str, ...] | None = None

    def counted(self, endpoint: object) -> tuple[object, ...]:
        """The values by which the call of `endpoint` is counted."""
        return tuple(getattr(endpoint, name) for name in self.by or ())
