"""Authorization codes: good once, for minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import final

from twitchkit.clock import Clock
from twitchkit.simulator.identity.chance import code

CODE_LENGTH = 30
CODE_LIFETIME = timedelta(minutes=5)
"""Twitch does not publish it; RFC 6749 §4.1.2 wants ten minutes at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeGrant:
    """What a code stands for.

    Args:
        id_claims: wanted in the ID token; `claims` are those for userinfo.
    """

    client_id: str
    user_id: str
    scopes: tuple[str, ...]
    redirect_uri: str
    nonce: str | None
    id_claims: tuple[str, ...]
    claims: tuple[str, ...]
    expires_at: datetime


@final
class CodeBook:
    """The codes nobody has used yet."""

    def __init__(self, *, clock: Clock, entropy: Random) -> None:
        self._clock = clock
        self._entropy = entropy
        self._grants: dict[str, CodeGrant] = {}

    def issue(
        self,
        *,
        client_id: str,
        user_id: str,
        scopes: tuple[str, ...],
        redirect_uri: str,
        nonce: str | None = None,
        id_claims: tuple[str, ...] = (),
        claims: tuple[str, ...] = (),
    ) -> str:
        """A new code."""
        self._forget_old()
        text = code(self._entropy, CODE_LENGTH)
        self._grants[text] = CodeGrant(
            client_id=client_id,
            user_id=user_id,
            scopes=scopes,
            redirect_uri=redirect_uri,
            nonce=nonce,
            id_claims=id_claims,
            claims=claims,
            expires_at=self._clock.now() + CODE_LIFETIME,
        )
        return text

    def look_up(self, text: str) -> CodeGrant | None:
        """What a code stands for; None when it is unknown, used or old."""
        grant = self._grants.get(text)
        return grant if grant is not None and grant.expires_at > self._clock.now() else None

    def use(self, text: str) -> None:
        """The code has done its one service."""
        self._grants.pop(text, None)

    def end_of(self, *, client_id: str | None = None, user_id: str | None = None) -> None:
        """End the codes of that app, that user, or both."""
        for text, grant in list(self._grants.items()):
            of_app = client_id is None or grant.client_id == client_id
            if of_app and (user_id is None or grant.user_id == user_id):
                del self._grants[text]

    def _forget_old(self) -> None:
        now = self._clock.now()
        for text, grant in list(self._grants.items()):
            if grant.expires_at <= now:
                del self._grants[text]
