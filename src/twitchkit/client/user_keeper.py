"""Keeps a person's login alive: one refresh for all who share the vault, and no login lost."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from twitchkit.client.keeper import MIN_LIFE
from twitchkit.client.lease import acquire
from twitchkit.clock import Clock
from twitchkit.errors import (
    LoginOver,
    NetworkError,
    NotLoggedIn,
    NotRefreshable,
    RateLimited,
    RefreshRefused,
    ServerTrouble,
    TokenRefused,
    TwitchkitError,
)
from twitchkit.oauth import App, Token, Vault
from twitchkit.oauth.login import Login
from twitchkit.oauth.lost import may_have_arrived
from twitchkit.oauth.refresh import refresh
from twitchkit.oauth.validate import validate
from twitchkit.wire import Flow

logger = logging.getLogger("twitchkit.client")

VALIDATE_EVERY = timedelta(minutes=57)
"""Twitch demands an hour; a little less, so that the call before the hour is over is the one that asks."""
SPREAD = timedelta(minutes=3)
"""Refreshes and validations come up to so much earlier, at random, lest they come all at once."""
REST_AFTER_TROUBLE = timedelta(seconds=10)
"""A refresh that failed for a passing reason is not tried again sooner; who waited gets the same error."""

Passing = (NetworkError, ServerTrouble, RateLimited)


class UserKeeper:
    """Hands out one account's user token.

    What it sees to: a refresh ahead of the token's end and after a 401 that means a dead token; one refresh
    for all waiters in all threads and processes; the new pair in the vault before anyone has it; a look at
    `validate` at start and every hour; a timeout or 5xx never ends a login, only a definite refusal does.

    Args:
        app: whose login it is.
        account: its name in the vault.
        vault: where it rests.
        id_url: scheme and host of the identity service.
        clock: tells the time.
        dice: a number from 0 to 1, for the spread.
    """

    is_user = True

    def __init__(
        self,
        app: App,
        account: str,
        vault: Vault,
        *,
        id_url: str,
        clock: Clock,
        dice: Callable[[], float] = random.random,
    ) -> None:
        self._app = app
        self._account = account
        self._vault = vault
        self._id_url = id_url
        self._clock = clock
        self._early = SPREAD * dice()
        self._login: Login | None = None
        self._asked_at: datetime | None = None
        self._trouble: tuple[datetime, TwitchkitError] | None = None

    def token(self, *, min_life: timedelta = MIN_LIFE) -> Flow[Token]:
        """A token that lives for `min_life` at least, as far as its expiry and the hourly look tell.

        Raises:
            NotLoggedIn, LoginOver: a person has to log in.
            RefreshLost: the one case that cannot be saved; the text says what to do.
            TwitchError, NetworkError: a refresh was needed and failed for a passing reason; the login stays.
            VaultError: the place of the login.
        """
        login = self._login or self._load()
        now = self._clock.now()
        if self._is_good(login, now, min_life) and not self._look_is_due(now):
            self._login = login
            return login.token
        return (yield from self._settle(min_life=min_life, dead=None))

    def renew(self, dead: Token) -> Flow[Token]:
        """Another token than `dead`, which Twitch refused."""
        return (yield from self._settle(min_life=MIN_LIFE, dead=dead))

    def validate(self) -> Flow[Login]:
        """Asks Twitch now; a dead token is refreshed.  Returns the login as it is then."""
        self._asked_at = None
        yield from self._settle(min_life=MIN_LIFE, dead=None)
        assert self._login is not None, "a settled login is held"
        return self._login

    def _is_good(self, login: Login, now: datetime, min_life: timedelta) -> bool:
        return login.refreshing_since is None and login.token.is_fresh(
            now, for_at_least=min_life + self._early
        )

    def _look_is_due(self, now: datetime) -> bool:
        return self._asked_at is None or now - self._asked_at >= VALIDATE_EVERY - self._early

    def _settle(self, *, min_life: timedelta, dead: Token | None) -> Flow[Token]:
        lease = yield from acquire(self._vault, self._app.client_id, self._account)
        try:
            login = self._load()
            if dead is not None and login.token.access_token == dead.access_token:
                login = yield from self._refresh(login)
            elif login.refreshing_since is not None:
                login = yield from self._recover(login)
            now = self._clock.now()
            if not self._is_good(login, now, min_life):
                login = yield from self._refresh(login)
            elif self._look_is_due(now):
                login = yield from self._look(login)
            self._login = login
            return login.token
        finally:
            lease.release()

    def _look(self, login: Login) -> Flow[Login]:
        """The hourly look; the answer of another process within the hour counts as ours."""
        now = self._clock.now()
        if login.validated_at and now - login.validated_at < VALIDATE_EVERY - self._early:
            self._asked_at = login.validated_at
            return login
        try:
            told = yield from validate(login.token.access_token, id_url=self._id_url, now=now)
        except TokenRefused:
            return (yield from self._refresh(login))
        except Passing as error:
            # It says nothing of the token; the next call asks again.
            logger.warning("could not validate account %s: %s", self._account, error.what)
            return login
        self._asked_at = now
        return self._keep(replace(login, token=told.adopt(login.token), validated_at=now))

    def _refresh(self, login: Login) -> Flow[Login]:
        now = self._clock.now()
        if self._trouble and now - self._trouble[0] < REST_AFTER_TROUBLE:
            raise self._trouble[1]
        if self._app.is_public and login.refreshing_since is None:
            # Before the request leaves: after a crash nobody could tell whether the token was spent.
            login = self._keep(login.refreshing(now))
        try:
            new = yield from refresh(self._app, login.token, id_url=self._id_url, now=now)
        except (RefreshRefused, NotRefreshable) as error:
            self._end(login, error)
            raise LoginOver(account=self._account, because=f"{error.what} {error.why}") from error
        except Passing as error:
            self._trouble = (now, error)
            not_sent = isinstance(error, NetworkError) and not may_have_arrived(error)
            if login.refreshing_since and (not_sent or isinstance(error, RateLimited)):
                self._keep(replace(login, refreshing_since=None))
            raise
        self._trouble = None
        self._asked_at = now
        logger.info("refreshed account %s, good until %s", self._account, new.expires_at or "further notice")
        return self._keep(Login(token=new, validated_at=now))

    def _recover(self, login: Login) -> Flow[Login]:
        """What to make of a refresh whose answer nobody kept: it crashed, or was lost on the way.

        Twitch revokes a public app's old access token together with the refresh (twitchdev/issues#903), so as
        long as the old one lives, the refresh did not happen and its token is not spent.
        """
        now = self._clock.now()
        try:
            told = yield from validate(login.token.access_token, id_url=self._id_url, now=now)
        except TokenRefused as error:
            if login.token.is_fresh(now, for_at_least=timedelta(0)):
                because = (
                    "A refresh was cut off after Twitch had answered it, so the newest token pair is lost."
                )
            else:
                because = (
                    "A refresh was cut off and its access token has ended since, so nobody can tell "
                    "whether the refresh token is spent; sending a spent one would end the whole "
                    "connection between user and app."
                )
            self._keep(login.over(because))
            raise LoginOver(account=self._account, because=because) from error
        self._asked_at = now
        return self._keep(
            replace(login, token=told.adopt(login.token), validated_at=now, refreshing_since=None)
        )

    def _end(self, login: Login, error: TwitchkitError) -> None:
        """Marks the login as over, unless somebody outside our lease has brought a newer pair."""
        stored = self._vault.load(self._app.client_id, self._account)
        if stored and stored.token.access_token != login.token.access_token:
            return
        self._keep(login.over(f"{error.what} {error.why}"))

    def _keep(self, login: Login) -> Login:
        self._vault.save(self._account, login)
        self._login = login
        return login

    def _load(self) -> Login:
        login = self._vault.load(self._app.client_id, self._account)
        if login is None:
            raise NotLoggedIn(account=self._account)
        if login.is_over:
            raise LoginOver(account=self._account, because=login.over_because)
        return login
