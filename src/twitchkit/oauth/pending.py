"""A login that was started and not finished."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Self

import msgspec
from msgspec.structs import replace

from twitchkit.errors import AuthorizationExpired, AuthorizationSpent, InvalidRequest, StateMismatch
from twitchkit.secret import Secret, SignedUrl
from twitchkit.shape import ready


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """What has to be remembered between opening Twitch's page and reading its answer.

    It is data: keep it in the session of the person it was made for, as a text by `dump` where it has to
    leave the process, and drop it once an answer was accepted.

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

    def dump(self) -> Secret:
        """The login as a text, for whoever has to keep it outside of this process: a site with several.

        It belongs in a session store of the server's, or in a cookie that is encrypted: whoever reads it can
        pass off an answer as this login's.
        """
        return Secret(msgspec.json.encode(_Record.of(self)).decode())

    @classmethod
    def load(cls, text: str | Secret) -> Self:
        """The login that `dump` made a text of.

        Raises:
            InvalidRequest: it is none.
        """
        try:
            told = msgspec.json.decode(
                text.reveal() if isinstance(text, Secret) else text, type=ready(_Record)
            )
        except (msgspec.DecodeError, UnicodeError):
            raise InvalidRequest(
                operation="Pending.load", parameter="text", rule="it is not what dump() wrote"
            ) from None
        return cls(
            url=SignedUrl(told.url),
            state=Secret(told.state),
            nonce=Secret(told.nonce) if told.nonce else None,
            client_id=told.client_id,
            redirect_uri=told.redirect_uri,
            response_type=told.response_type,
            scopes=frozenset(told.scopes),
            issued_at=told.issued_at,
            expires_at=told.expires_at,
            spent_at=told.spent_at,
        )

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


class _Record(msgspec.Struct, kw_only=True, omit_defaults=True):
    url: str
    state: str
    nonce: str | None = None
    client_id: str
    redirect_uri: str
    response_type: str
    scopes: list[str]
    issued_at: datetime
    expires_at: datetime
    spent_at: datetime | None = None

    @classmethod
    def of(cls, pending: Pending) -> Self:
        return cls(
            url=pending.url.reveal(),
            state=pending.state.reveal(),
            nonce=pending.nonce.reveal() if pending.nonce else None,
            client_id=pending.client_id,
            redirect_uri=pending.redirect_uri,
            response_type=pending.response_type,
            scopes=sorted(pending.scopes),
            issued_at=pending.issued_at,
            expires_at=pending.expires_at,
            spent_at=pending.spent_at,
        )
