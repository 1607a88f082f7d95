"""Hands out an app's own token, valid now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from twitchkit.client.lease import acquire
from twitchkit.client.system import is_within
from twitchkit.clock import Clock
from twitchkit.errors import ClientRefused, MissingCredentials, NetworkError, TwitchError
from twitchkit.log import Logger
from twitchkit.oauth import App, Token, Vault, request_app_token
from twitchkit.oauth.login import Login
from twitchkit.wire import Flow

logger = Logger("twitchkit.client")

ACCOUNT = "app"
MIN_LIFE = timedelta(minutes=10)
REST = timedelta(seconds=10)
"""After a try that failed, while the old token lives."""


class TokenKeeper(Protocol):
    """Hands out one account's token."""

    is_user: bool
    """True if the token stands for a person, and has scopes."""

    def token(self, *, min_life: timedelta | None = None) -> Flow[Token]:
        """A token that lives for `min_life` at least, as far as its expiry tells.

        None: it is replaced ten minutes ahead of its end, and while no other can be had, it is handed out for
        as long as it lives.
        """
        ...

    def renew(self, dead: Token | None = None) -> Flow[Token]:
        """Another token than `dead`, which Twitch refused; None stands for the one that is kept."""
        ...


class AppKeeper:
    """Keeps one app's own token: reuses it, renews it, once for all who share the vault.

    Args:
        app: the app, or None when no client id is known; then every call raises `MissingCredentials`.
        vault: where the token rests.
        id_url: scheme and host of the identity service.
        clock: tells the time.
    """

    is_user = False

    def __init__(self, app: App | None, vault: Vault, *, id_url: str, clock: Clock) -> None:
        self._app = app
        self._vault = vault
        self._id_url = id_url
        self._clock = clock
        self._token: Token | None = None
        self._failed_at: datetime | None = None

    def token(self, *, min_life: timedelta | None = None) -> Flow[Token]:
        """A token that lives for `min_life` at least; None as for `TokenKeeper.token`.

        Raises:
            MissingCredentials, ClientRefused: the app's id and secret.
            TwitchError, NetworkError: no token could be had.
            VaultError: it could not be kept; it is kept before it is used.
        """
        app = self._known_app()
        held = self._token or self._load(app)
        wanted = MIN_LIFE if min_life is None else min_life
        if held and held.is_fresh(self._clock.now(), for_at_least=wanted):
            self._token = held
            return held
        if min_life is None and held and is_within(REST, self._failed_at, self._clock.now()):
            return held
        try:
            return (yield from self._get(app, min_life=wanted, dead=None))
        except (NetworkError, TwitchError, ClientRefused) as error:
            self._failed_at = self._clock.now()
            if min_life is None and held and held.is_fresh(self._failed_at, for_at_least=timedelta(0)):
                logger.warning("could not replace the app's token ahead of time: %s", error.what)
                return held
            raise

    def renew(self, dead: Token | None = None) -> Flow[Token]:
        """Another token than `dead`, which Twitch refused; None stands for the one that is kept."""
        app = self._known_app()
        return (yield from self._get(app, min_life=MIN_LIFE, dead=dead or self._load(app)))

    def _get(self, app: App, *, min_life: timedelta, dead: Token | None) -> Flow[Token]:
        lease = yield from acquire(self._vault, app.client_id, ACCOUNT)
        try:
            # Whoever held the lease before us may have brought what we came for.
            held = self._load(app)
            fresh = held is not None and held.is_fresh(self._clock.now(), for_at_least=min_life)
            if held is None or not fresh or (dead is not None and held.access_token == dead.access_token):
                now = self._clock.now()
                held = yield from request_app_token(app, id_url=self._id_url, now=now)
                self._vault.save(ACCOUNT, Login(token=held, validated_at=now))
                logger.info("got a new app token, good until %s", held.expires_at or "further notice")
            self._token = held
            return held
        finally:
            lease.release()

    def _load(self, app: App) -> Token | None:
        login = self._vault.load(app.client_id, ACCOUNT)
        return login.token if login else None

    def _known_app(self) -> App:
        if self._app is None:
            raise MissingCredentials(missing=["TWITCH_CLIENT_ID", "TWITCH_CLIENT_SECRET"])
        if self._app.client_secret is None:
            raise MissingCredentials(missing=["TWITCH_CLIENT_SECRET"])
        return self._app
