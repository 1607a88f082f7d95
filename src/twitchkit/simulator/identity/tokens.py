"""Access tokens, as id.twitch.tv keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import final

from twitchkit.clock import Clock

ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
TOKEN_LENGTH = 30
APP_LIFETIME_S = (4_600_000, 5_400_000)
"""Observed `expires_in` of app tokens: 3.9 to 5.4 million seconds."""
USER_LIFETIME_S = (12_351, 15_437)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a token stands for.

    Args:
        user_id: None for an app token.
    """

    client_id: str
    user_id: str | None
    scopes: tuple[str, ...]
    issued_at: datetime
    expires_at: datetime

    def expires_in_s(self, now: datetime) -> int:
        """Whole seconds left."""
        return int((self.expires_at - now).total_seconds())


@final
class TokenBook:
    """Every token that is valid."""

    def __init__(self, *, clock: Clock, entropy: Random) -> None:
        self._clock = clock
        self._entropy = entropy
        self._grants: dict[str, Grant] = {}

    def issue_app(self, client_id: str) -> tuple[str, Grant]:
        """A new app token."""
        return self._issue(client_id, None, (), self._entropy.randint(*APP_LIFETIME_S))

    def issue_user(self, client_id: str, user_id: str, scopes: tuple[str, ...]) -> tuple[str, Grant]:
        """A new user token."""
        return self._issue(client_id, user_id, scopes, self._entropy.randint(*USER_LIFETIME_S))

    def look_up(self, token: str) -> Grant | None:
        """What `token` stands for; None when it is unknown, revoked or expired."""
        grant = self._grants.get(token)
        if grant is not None and grant.expires_at <= self._clock.now():
            del self._grants[token]
            return None
        return grant

    def revoke(self, token: str) -> None:
        """Make `token` worthless."""
        self._grants.pop(token, None)

    def revoke_all(self) -> None:
        """Make every token worthless."""
        self._grants.clear()

    def _issue(
        self, client_id: str, user_id: str | None, scopes: tuple[str, ...], lifetime_s: int
    ) -> tuple[str, Grant]:
        token = "".join(self._entropy.choices(ALPHABET, k=TOKEN_LENGTH))
        now = self._clock.now()
        grant = Grant(
            client_id=client_id,
            user_id=user_id,
            scopes=scopes,
            issued_at=now,
            expires_at=now + timedelta(seconds=lifetime_s),
        )
        self._grants[token] = grant
        return token, grant
