"""Refresh tokens: those that work, those that are spent, those whose user has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import final

from twitchkit.clock import Clock
from twitchkit.simulator.identity.chance import code

REFRESH_LENGTH = 50
PUBLIC_LIFETIME = timedelta(days=30)
MOST_LIVE = 10_000
"""Then the oldest are forgotten, so that a simulator may run for months."""
MOST_REMEMBERED = 2_000
"""The same for those that are spent, and for those whose user has left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """What a refresh token stands for.

    Args:
        access_token: the newest one that came with it.
        expires_at: None for those of confidential apps, which have no stated end.
        claims: what userinfo tells besides the usual.
    """

    client_id: str
    user_id: str
    scopes: tuple[str, ...]
    access_token: str
    expires_at: datetime | None
    claims: tuple[str, ...] = ()


@final
class RefreshBook:
    """Every refresh token, and what became of it."""

    def __init__(self, *, clock: Clock, entropy: Random) -> None:
        self._clock = clock
        self._entropy = entropy
        self._live: dict[str, Refresh] = {}
        self._spent: dict[str, Refresh] = {}
        self._left: dict[str, Refresh] = {}

    def issue(self, refresh: Refresh, *, odd: bool = False) -> str:
        """A new token that stands for `refresh`; an odd one must be percent-encoded."""
        token = code(self._entropy, REFRESH_LENGTH - 8 * odd)
        if odd:
            token = f"{token[:20]}%2F+/{token[20:]}&=="
        self._live[token] = refresh
        if len(self._live) > MOST_LIVE:
            del self._live[next(iter(self._live))]
        return token

    def keep(self, token: str, refresh: Refresh) -> None:
        """Let `token` stand for `refresh` from now on."""
        self._live[token] = refresh

    def look_up(self, token: str) -> Refresh | None:
        """What `token` stands for, as long as it works."""
        refresh = self._live.get(token)
        if refresh is not None and refresh.expires_at is not None and refresh.expires_at <= self._clock.now():
            del self._live[token]
            return None
        return refresh

    def spend(self, token: str) -> None:
        """`token` has done its one service."""
        self._move(token, self._spent)

    def spent(self, token: str) -> Refresh | None:
        """What `token` stood for, if it is spent."""
        return self._spent.get(token)

    def has_left(self, token: str) -> Refresh | None:
        """What `token` stood for, if its user disconnected the app or changed the password."""
        return self._left.get(token)

    def end_of(self, *, client_id: str | None = None, user_id: str | None = None, left: bool = True) -> None:
        """End every token of that app, that user, or both; `left` says that it was the user's doing."""
        for token, refresh in list(self._live.items()):
            of_app = client_id is None or refresh.client_id == client_id
            if of_app and (user_id is None or refresh.user_id == user_id):
                if left:
                    self._move(token, self._left)
                else:
                    del self._live[token]

    def _move(self, token: str, to: dict[str, Refresh]) -> None:
        to[token] = self._live.pop(token)
        if len(to) > MOST_REMEMBERED:
            del to[next(iter(to))]
