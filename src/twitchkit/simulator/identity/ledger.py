"""Who granted which app what, and everything that came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import final

from twitchkit.clock import Clock
from twitchkit.simulator.identity.app import App
from twitchkit.simulator.identity.codes import CodeBook
from twitchkit.simulator.identity.devices import Device, DeviceBook
from twitchkit.simulator.identity.refreshes import PUBLIC_LIFETIME, Refresh, RefreshBook
from twitchkit.simulator.identity.tokens import MOST_VALID, Grant, TokenBook
from twitchkit.simulator.quirks import Quirks


class TooManyTokens(Exception):
    """An app has as many valid tokens of one user as it may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What a user's consent brings an app."""

    access_token: str
    grant: Grant
    refresh_token: str


@dataclass(slots=True)
class Connection:
    """An app on a user's page of connections.

    Args:
        scopes: all that were ever granted over it.
        asked: the sets of scopes consented to, one by one.
    """

    scopes: frozenset[str] = frozenset()
    asked: set[frozenset[str]] = field(default_factory=set[frozenset[str]])


@final
class Ledger:
    """Connections, codes, devices and tokens of one world, and what ends them."""

    def __init__(self, *, clock: Clock, entropy: Random, quirks: Quirks | None = None) -> None:
        self._clock = clock
        self.tokens = TokenBook(clock=clock, entropy=entropy)
        self.refreshes = RefreshBook(clock=clock, entropy=entropy)
        self.codes = CodeBook(clock=clock, entropy=entropy)
        self.devices = DeviceBook(clock=clock, entropy=entropy)
        self._connections: dict[tuple[str, str], Connection] = {}
        self._ended: dict[tuple[str, str], datetime] = {}
        self.quirks = quirks or Quirks()

    @property
    def quirks(self) -> Quirks:
        """What this world does where Twitch is odd or silent."""
        return self._quirks

    @quirks.setter
    def quirks(self, quirks: Quirks) -> None:
        self._quirks = quirks
        self.tokens.eternal = quirks.eternal_tokens

    def consent(self, client_id: str, user_id: str, scopes: tuple[str, ...]) -> None:
        """That user lets that app have `scopes`, besides what it has."""
        connection = self._connections.setdefault((client_id, user_id), Connection())
        connection.scopes |= frozenset(scopes)
        connection.asked.add(frozenset(scopes))

    def has_consented(self, client_id: str, user_id: str, scopes: tuple[str, ...]) -> bool:
        """Whether that user was asked for these very scopes before, and allowed them."""
        connection = self._connections.get((client_id, user_id))
        return connection is not None and frozenset(scopes) in connection.asked

    def granted(self, client_id: str, user_id: str) -> frozenset[str] | None:
        """All that user granted that app; None when they are not connected."""
        connection = self._connections.get((client_id, user_id))
        return connection.scopes if connection else None

    def lasted_since(self, client_id: str, user_id: str, since: datetime) -> bool:
        """Whether the connection that there was then has not been ended."""
        ended = self._ended.get((client_id, user_id))
        return (client_id, user_id) in self._connections and (ended is None or ended < since)

    def connections_of(self, user_id: str) -> Mapping[str, frozenset[str]]:
        """The scopes of each app connected with that user, by client id."""
        return {
            client_id: connection.scopes
            for (client_id, owner), connection in list(self._connections.items())
            if owner == user_id
        }

    def pair(self, app: App, user_id: str, scopes: tuple[str, ...], *, claims: tuple[str, ...] = ()) -> Pair:
        """A new access token and a new refresh token.

        Raises:
            TooManyTokens: the limit is reached, and this world's quirk is to refuse then.
        """
        token, grant = self.access(app, user_id, scopes, claims=claims)
        refresh = Refresh(
            client_id=app.client_id,
            user_id=user_id,
            scopes=scopes,
            access_token=token,
            expires_at=self._clock.now() + PUBLIC_LIFETIME if app.is_public else None,
            claims=claims,
        )
        refresh_token = self.refreshes.issue(refresh, odd=self.quirks.odd_refresh_tokens)
        return Pair(access_token=token, grant=grant, refresh_token=refresh_token)

    def access(
        self,
        app: App,
        user_id: str,
        scopes: tuple[str, ...],
        *,
        lifetime_s: tuple[int, int] | None = None,
        claims: tuple[str, ...] = (),
    ) -> tuple[str, Grant]:
        """A new access token alone.

        Raises:
            TooManyTokens: as for `pair`.
        """
        if self.quirks.limit != "none":
            valid = self.tokens.valid_of(app.client_id, user_id)
            if len(valid) >= MOST_VALID:
                if self.quirks.limit == "refused":
                    raise TooManyTokens
                for token in valid[: len(valid) - MOST_VALID + 1]:
                    self.tokens.revoke(token)
        if lifetime_s is None:
            return self.tokens.issue_user(app.client_id, user_id, scopes, claims=claims)
        return self.tokens.issue_user(app.client_id, user_id, scopes, lifetime_s=lifetime_s, claims=claims)

    def refresh(self, app: App, token: str) -> Pair | None:
        """The next pair for a refresh token, or None when it does not work (any more).

        A public app's token is spent by this, and the access token that came with it ends.  One that was
        spent before ends everything between its user and the app.

        Raises:
            TooManyTokens: as for `pair`.
        """
        spent = self.refreshes.spent(token)
        if spent is not None and spent.client_id == app.client_id and self.quirks.connection_dies_by_reuse:
            self.disconnect(spent.user_id, app.client_id, by_user=False)
        refresh = self.refreshes.look_up(token)
        if refresh is None or refresh.client_id != app.client_id:
            return None
        if app.is_public:
            self.refreshes.spend(token)
            self.tokens.revoke(refresh.access_token)
        elif not self.quirks.confidential_rotates:
            access_token, grant = self.access(app, refresh.user_id, refresh.scopes, claims=refresh.claims)
            self.refreshes.keep(token, replace(refresh, access_token=access_token))
            return Pair(access_token=access_token, grant=grant, refresh_token=token)
        return self.pair(app, refresh.user_id, refresh.scopes, claims=refresh.claims)

    def decide(self, device: Device, user_id: str, *, allow: bool) -> None:
        """A person allows or refuses what a device asks for."""
        device.allowed, device.user_id = allow, user_id
        if allow:
            self.consent(device.client_id, user_id, device.scopes)

    def disconnect(self, user_id: str, client_id: str, *, by_user: bool = True) -> None:
        """End all there is between a user and an app: tokens, codes, devices, consent."""
        self._connections.pop((client_id, user_id), None)
        self._ended[client_id, user_id] = self._clock.now()
        self._end_rights(client_id=client_id, user_id=user_id, left=by_user)

    def change_password(self, user_id: str) -> None:
        """End all tokens of that user, of whatever app; the apps stay connected."""
        self._end_rights(user_id=user_id)

    def _end_rights(
        self, *, client_id: str | None = None, user_id: str | None = None, left: bool = True
    ) -> None:
        self.tokens.revoke_of(client_id=client_id, user_id=user_id)
        self.refreshes.end_of(client_id=client_id, user_id=user_id, left=left)
        self.codes.end_of(client_id=client_id, user_id=user_id)
        self.devices.end_of(client_id=client_id, user_id=user_id)

    def end_app(self, client_id: str) -> None:
        """End all tokens of that app."""
        self._end_rights(client_id=client_id, left=False)
