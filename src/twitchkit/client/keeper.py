"""Hands out a token that is valid now."""

from __future__ import annotations

import logging
from datetime import timedelta

from twitchkit.clock import Clock
from twitchkit.errors import MissingCredentials, VaultBusy
from twitchkit.oauth import App, Token, Vault, request_app_token
from twitchkit.wire import Flow, sleep

logger = logging.getLogger("twitchkit.client")

ACCOUNT = "app"
MIN_LIFE = timedelta(minutes=10)
LEASE_PATIENCE_S = 60.0
"""Longer than the token endpoint's own tries take; whoever holds a lease that long hangs."""
LEASE_POLL_S = 0.05


class TokenKeeper:
    """Keeps one app's own token: reuses it, renews it, once for all who share the vault.

    Args:
        app: the app, or None when no client id is known; then every call raises `MissingCredentials`.
        vault: where the token rests.
        id_url: scheme and host of the identity service.
        clock: tells the time.
    """

    def __init__(self, app: App | None, vault: Vault, *, id_url: str, clock: Clock) -> None:
        self._app = app
        self._vault = vault
        self._id_url = id_url
        self._clock = clock
        self._token: Token | None = None

    def token(self, *, min_life: timedelta = MIN_LIFE) -> Flow[Token]:
        """A token that lives for `min_life` at least, as far as its expiry tells.

        Raises:
            MissingCredentials, ClientRefused: the app's id and secret.
            VaultError: it could not be kept; it is kept before it is used.
        """
        app = self._known_app()
        held = self._token or self._vault.load(app.client_id, ACCOUNT)
        if held and held.is_fresh(self._clock.now(), for_at_least=min_life):
            self._token = held
            return held
        return (yield from self._get(app, min_life=min_life, dead=None))

    def renew(self, dead: Token) -> Flow[Token]:
        """Another token than `dead`, which Twitch refused."""
        return (yield from self._get(self._known_app(), min_life=MIN_LIFE, dead=dead))

    def _get(self, app: App, *, min_life: timedelta, dead: Token | None) -> Flow[Token]:
        lease = self._vault.lease(app.client_id, ACCOUNT)
        waited_s = 0.0
        while not lease.try_acquire():
            if waited_s > LEASE_PATIENCE_S:
                raise VaultBusy(path=f"the token of {app.client_id}", waited_s=waited_s)
            yield from sleep(LEASE_POLL_S, jitter=0.5, why="another one is getting the token")
            waited_s += LEASE_POLL_S
        try:
            # Whoever held the lease before us may have brought what we came for.
            held = self._vault.load(app.client_id, ACCOUNT)
            fresh = held is not None and held.is_fresh(self._clock.now(), for_at_least=min_life)
            if held is None or not fresh or (dead is not None and held.access_token == dead.access_token):
                held = yield from request_app_token(app, id_url=self._id_url, now=self._clock.now())
                self._vault.save(ACCOUNT, held)
                logger.info("got a new app token, good until %s", held.expires_at or "further notice")
            self._token = held
            return held
        finally:
            lease.release()

    def _known_app(self) -> App:
        if self._app is None:
            raise MissingCredentials(missing=["TWITCH_CLIENT_ID", "TWITCH_CLIENT_SECRET"])
        if self._app.client_secret is None:
            raise MissingCredentials(missing=["TWITCH_CLIENT_SECRET"])
        return self._app
