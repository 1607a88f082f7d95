"""An access token and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from twitchkit.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """An access token.

    Args:
        access_token: the token itself.
        client_id: whom it was issued to; Helix takes it with this `Client-Id` only.
        issued_at: when we got it (aware, UTC).
        expires_at: when it ends (aware, UTC); None when it never does.
        scopes: what its user granted; an app token has none.
    """

    access_token: Secret
    client_id: str
    issued_at: datetime
    expires_at: datetime | None = None
    scopes: frozenset[str] = frozenset()

    def is_fresh(self, now: datetime, *, for_at_least: timedelta) -> bool:
        """True if it lives for `for_at_least` from `now`, as far as its expiry tells."""
        return self.expires_at is None or now + for_at_least < self.expires_at
