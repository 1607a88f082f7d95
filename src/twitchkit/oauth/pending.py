"""A login that was started and not finished."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from twitchkit.errors import AuthorizationExpired, AuthorizationSpent, StateMismatch
from twitchkit.secret import Secret, SignedUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What has to be remembered between opening Twitch's page and reading its answer.

    It is data: keep it in the session of the person it was made for, and replace it by what `spend` returns.

    Args:
        url: what the browser opens; prints without its query.
        state: comes back with the answer and proves that it answers this login.
        nonce: comes back inside the ID token; None without one.
        client_id: of the app.
        redirect_uri: as in the URL; the exchange repeats it.
        response_type: what was asked for.
        scopes: asked for.
        issued_at: when it was started (aware, UTC).
        expires_at: no answer counts from then on (aware, UTC).
        spent_at: when an answer was accepted, or None.
    """

    url: SignedUrl
    state: Secret
    nonce: Secret | None
    client_id: str
    redirect_uri: str
    response_type: str
    scopes: frozenset[str]
    issued_at: datetime
    expires_at: datetime
    spent_at: datetime | None = None

    def is_answered_by(self, state: Secret | None) -> bool:
        """True if `state` is this login's, compared in constant time."""
        given = (state.reveal() if state else "").encode(errors="replace")
        return hmac.compare_digest(self.state.reveal().encode(), given) and bool(given)

    def spend(self, state: Secret | None, *, now: datetime) -> Self:
        """The same login, marked as finished.

        Raises:
            StateMismatch: the answer is not this login's; nothing may be done with it.
            AuthorizationSpent: it was finished before.
            AuthorizationExpired: it is too late.
        """
        if not self.is_answered_by(state):
            reason = "Its state is another one." if state else "It carries no state."
            raise StateMismatch(reason=reason)
        if self.spent_at is not None:
            raise AuthorizationSpent
        if now >= self.expires_at:
            raise AuthorizationExpired(after_s=(now - self.issued_at).total_seconds())
        return replace(self, spent_at=now)
