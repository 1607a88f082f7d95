"""Access tokens, as id.twitch.tv keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TypeAlias, final

from twitchkit.clock import Clock
from twitchkit.simulator.identity.chance import code

TOKEN_LENGTH = 30
APP_LIFETIME_S = (4_600_000, 5_400_000)
"""Observed `expires_in` of app tokens: 3.9 to 5.4 million seconds."""
USER_LIFETIME_S = (12_351, 15_437)
IMPLICIT_LIFETIME_S = (5_400_000, 5_600_000)
"""About 64 days; the documents' sample of validate shows 5,520,838."""
MOST_VALID = 50
"""Valid access tokens of one app and user."""
MOST_REMEMBERED = 10_000
"""Then the oldest are forgotten, so that a simulator may run for months: app tokens have no limit."""
Owner: TypeAlias = tuple[str, "str | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a token stands for.

    Args:
        user_id: None for an app token.
        expires_at: None is never.
        claims: what userinfo tells besides the usual.
    """

    client_id: str
    user_id: str | None
    scopes: tuple[str, ...]
    issued_at: datetime
    expires_at: datetime | None
    claims: tuple[str, ...] = ()

    def expires_in_s(self, now: datetime) -> int:
        """Whole seconds left; 0 is never."""
        return int((self.expires_at - now).total_seconds()) if self.expires_at else 0


@final
class TokenBook:
    """Every access token that is valid."""

    def __init__(self, *, clock: Clock, entropy: Random) -> None:
        self._clock = clock
        self._entropy = entropy
        self._grants: dict[str, Grant] = {}
        self._of_owner: dict[Owner, dict[str, None]] = {}
        self.eternal = False
        """New tokens do not end."""

    def issue_app(self, client_id: str) -> tuple[str, Grant]:
        """A new app token."""
        return self._issue(client_id, None, (), APP_LIFETIME_S, ())

    def issue_user(
        self,
        client_id: str,
        user_id: str,
        scopes: tuple[str, ...],
        *,
        lifetime_s: tuple[int, int] = USER_LIFETIME_S,
        claims: tuple[str, ...] = (),
    ) -> tuple[str, Grant]:
        """A new user token, which lives some seconds of that range."""
        return self._issue(client_id, user_id, scopes, lifetime_s, claims)

    def look_up(self, token: str) -> Grant | None:
        """What `token` stands for; None when it is unknown, revoked or expired."""
        grant = self._grants.get(token)
        if grant is not None and grant.expires_at is not None and grant.expires_at <= self._clock.now():
            self.revoke(token)
            return None
        return grant

    def valid_of(self, client_id: str, user_id: str | None) -> list[str]:
        """The valid tokens of an app and user, oldest first."""
        return [token for token in list(self._of_owner.get((client_id, user_id), ())) if self.look_up(token)]

    def revoke(self, token: str) -> None:
        """Make `token` worthless."""
        grant = self._grants.pop(token, None)
        if grant is not None:
            owner = (grant.client_id, grant.user_id)
            tokens = self._of_owner[owner]
            del tokens[token]
            if not tokens:
                del self._of_owner[owner]

    def revoke_of(self, *, client_id: str | None = None, user_id: str | None = None) -> None:
        """Make worthless every token of that app, of that user, or of that user with that app."""
        for owner in list(self._of_owner):
            if (client_id is None or owner[0] == client_id) and (user_id is None or owner[1] == user_id):
                for token in self._of_owner.pop(owner):
                    self._grants.pop(token, None)

    def revoke_all(self) -> None:
        """Make every token worthless."""
        self.revoke_of()

    def _issue(
        self,
        client_id: str,
        user_id: str | None,
        scopes: tuple[str, ...],
        lifetime_s: tuple[int, int],
        claims: tuple[str, ...],
    ) -> tuple[str, Grant]:
        token = code(self._entropy, TOKEN_LENGTH)
        now = self._clock.now()
        lives = timedelta(seconds=self._entropy.randint(*lifetime_s))
        grant = Grant(
            client_id=client_id,
            user_id=user_id,
            scopes=scopes,
            issued_at=now,
            expires_at=None if self.eternal else now + lives,
            claims=claims,
        )
        self._grants[token] = grant
        self._of_owner.setdefault((client_id, user_id), {})[token] = None
        if len(self._grants) > MOST_REMEMBERED:
            self.revoke(next(iter(self._grants)))
        return token, grant
