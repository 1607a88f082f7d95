"""Keeps a person's login alive: one refresh for all who share the vault, and no login lost."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace

from twitchkit.client.keeper import MIN_LIFE
from twitchkit.client.lease import acquire
from twitchkit.client.recovery import recover
from twitchkit.client.system import is_within
from twitchkit.clock import Clock
from twitchkit.errors import (
    ClientRefused,
    LoginOver,
    NetworkError,
    NotLoggedIn,
    NotRefreshable,
    RefreshFailedElsewhere,
    RefreshRefused,
    SecretRequired,
    ServerTrouble,
    TokenRefused,
    TwitchError,
    TwitchkitError,
)
from twitchkit.log import Logger
from twitchkit.oauth import App, Token, Vault
from twitchkit.oauth.login import Login
from twitchkit.oauth.refresh import refresh
from twitchkit.oauth.validate import Validation, validate
from twitchkit.wire import Flow

logger = Logger("twitchkit.client")

VALIDATE_EVERY = timedelta(minutes=57)
"""Twitch demands an hour; a little less, so that the call before the hour is over is the one that asks."""
SPREAD = timedelta(minutes=3)
"""Refreshes and validations come up to so much earlier, at random, lest they come all at once."""
REST_AFTER_TROUBLE = timedelta(seconds=10)
"""A refresh that failed for a passing reason is not tried again sooner; who waited gets the same error."""
ASK_AGAIN = timedelta(minutes=1)
"""After a look at a token that told nothing."""

Passing = (NetworkError, TwitchError)
"""What says nothing of a login: no answer, or none that Twitch documents as a refusal."""
UNAVAILABLE = 503
"""Twitch did nothing; the answers of other outages do not tell."""
AppRefused = (ClientRefused, SecretRequired)
"""What says nothing of a login either: the app's id or secret is not right."""


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
        clock: tells the time; it may jump.
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
        self._asked_in_vain_at: datetime | None = None
        self._trouble: tuple[datetime, TwitchkitError] | None = None
        self._unsaved: tuple[Token, Login] | None = None

    def token(self, *, min_life: timedelta | None = None) -> Flow[Token]:
        """A token that lives for `min_life` at least, as far as its expiry and the hourly look tell.

        None: it is refreshed ten minutes ahead of its end, and while a refresh cannot be had, it is handed
        out for as long as it lives.

        Raises:
            NotLoggedIn, LoginOver: a person has to log in.
            RefreshLost: a public app's refresh got no answer; the text says what to do.
            NotRefreshable: it ends sooner than `min_life`, and came without a refresh token.
            TwitchError, NetworkError, RefreshFailedElsewhere: a refresh was needed and failed for a passing
                reason; the login stays.
            VaultError: the place of the login.
        """
        login = self._login if self._login and not self._login.is_over else self._load()
        now = self._clock.now()
        if self._asked_at is None:
            # The answer of another process within the hour counts as ours.
            self._asked_at = login.validated_at
        if self._is_good(login, now, min_life) and not self._look_is_due(now):
            self._login = login
            return login.token
        return (yield from self._settle(min_life=min_life))

    def renew(self, dead: Token | None = None) -> Flow[Token]:
        """Another token than `dead`, which Twitch refused; None stands for the one that is kept."""
        return (yield from self._settle(dead=dead or self._load().token))

    def validate(self) -> Flow[Login]:
        """Asks Twitch if that is due; a dead token is refreshed.  Returns the login as it is then."""
        yield from self.token()
        assert self._login is not None, "a settled login is held"
        return self._login

    def held(self) -> Login | None:
        """The login as far as it is known here, else as the vault has it; None when there is none."""
        if self._login is None:
            self._login = self._vault.load(self._app.client_id, self._account)
        return self._login

    def due_at(self) -> datetime:
        """When `token` has something to do next: an hourly look, or a refresh ahead of the end."""
        now = self._clock.now()
        if self._login is None or self._asked_at is None:
            return self._asked_in_vain_at + ASK_AGAIN if self._asked_in_vain_at else now
        due = min(self._asked_at, now) + VALIDATE_EVERY - self._early
        token = self._login.token
        if token.expires_at is not None and token.refresh_token:
            due = min(due, token.expires_at - MIN_LIFE - self._early)
        if self._trouble:
            due = max(due, self._trouble[0] + ASK_AGAIN)
        return due

    def _is_good(self, login: Login, now: datetime, min_life: timedelta | None) -> bool:
        wanted = MIN_LIFE if min_life is None else min_life
        return login.refreshing_since is None and login.token.is_fresh(now, for_at_least=wanted + self._early)

    def _look_is_due(self, now: datetime) -> bool:
        if is_within(VALIDATE_EVERY - self._early, self._asked_at, now):
            return False
        return not is_within(ASK_AGAIN, self._asked_in_vain_at, now)

    def _settle(self, *, min_life: timedelta | None = None, dead: Token | None = None) -> Flow[Token]:
        lease = yield from acquire(self._vault, self._app.client_id, self._account)
        try:
            self._save_what_could_not_be_saved()
            login = self._load()
            if login.refreshing_since is not None:
                login = yield from self._recover(login)
            if dead is not None and login.token.access_token == dead.access_token:
                login = yield from self._refresh(login)
            elif not self._is_good(login, self._clock.now(), min_life):
                login = yield from self._refresh_ahead(login, must=min_life is not None)
            if self._look_is_due(self._clock.now()):
                login = yield from self._look(login)
            self._login = login
            return login.token
        finally:
            lease.release()

    def _look(self, login: Login) -> Flow[Login]:
        """The hourly look."""
        now = self._clock.now()
        if is_within(VALIDATE_EVERY - self._early, login.validated_at, now):
            # It asked while we waited for the lease.
            self._asked_at = login.validated_at
            return login
        try:
            told = yield from validate(login.token.access_token, id_url=self._id_url, now=now)
        except TokenRefused:
            return (yield from self._refresh(login))
        except Passing as error:
            self._asked_in_vain_at = now
            logger.warning("could not validate account %s: %s", self._account, error.what)
            return login
        return self._believe(login, told)

    def _refresh_ahead(self, login: Login, *, must: bool) -> Flow[Login]:
        """Refreshes before it has to be; unless it `must` be now, a token that lives is good enough."""
        now = self._clock.now()
        if login.token.refresh_token is None:
            if not login.token.is_fresh(now, for_at_least=timedelta(0)):
                # By our clock, which may be wrong: whether it is over is for Twitch to say.
                return (yield from self._look(replace(login, validated_at=None)))
            if must:
                raise NotRefreshable(reason="It ends soon, and came without a refresh token.")
            return login
        try:
            return (yield from self._refresh(login))
        except (*Passing, *AppRefused, RefreshFailedElsewhere) as error:
            login = self._load()
            now = self._clock.now()
            lives = login.refreshing_since is None and login.token.is_fresh(now, for_at_least=timedelta(0))
            if must or not lives:
                raise
            logger.warning("could not refresh account %s ahead of time: %s", self._account, error.what)
            return login

    def _refresh(self, login: Login) -> Flow[Login]:
        now = self._clock.now()
        if self._trouble and is_within(REST_AFTER_TROUBLE, self._trouble[0], now):
            raise self._trouble[1]
        if is_within(REST_AFTER_TROUBLE, login.refresh_failed_at, now):
            raise RefreshFailedElsewhere(account=self._account, because=login.refresh_failed_because)
        # Tried again after an outage: nothing that comes now tells what was done then.
        in_doubt = login.refreshing_since is not None
        if self._app.is_public:
            # Before the request leaves: after a crash nobody could tell whether the token was spent.
            login = self._keep(login.refreshing(now))
        try:
            new = yield from refresh(self._app, login.token, id_url=self._id_url, now=now)
        except (RefreshRefused, NotRefreshable) as error:
            if newer := self._newer_than(login):
                return newer
            self._keep(login.over(f"{error.what} {error.why}"))
            raise LoginOver(account=self._account, because=f"{error.what} {error.why}") from error
        except Passing as error:
            # A lost answer is a `RefreshLost`.  Behind a 500 the refresh may have been carried out; of all
            # else that comes here the pair is what it was.
            told = not isinstance(error, ServerTrouble) or error.status == UNAVAILABLE
            self._trouble = (self._clock.now(), error)
            undone = told and not in_doubt
            self._keep(login.refresh_failed(self._clock.now(), error.what, undone=undone))
            raise
        except AppRefused as error:
            if in_doubt:
                self._keep(login.refresh_failed(self._clock.now(), error.what, undone=False))
            elif login.refreshing_since is not None:
                self._keep(replace(login, refreshing_since=None))
            raise
        self._trouble = None
        self._asked_at = now
        logger.info("refreshed account %s, good until %s", self._account, new.expires_at or "further notice")
        fresh = Login(token=new, validated_at=now)
        self._unsaved = (login.token, fresh)
        return self._keep(fresh)

    def _recover(self, login: Login) -> Flow[Login]:
        login = yield from recover(login, id_url=self._id_url, clock=self._clock)
        if login.refreshing_since is not None:
            return login
        login = self._keep(login)
        if login.is_over:
            raise LoginOver(account=self._account, because=login.over_because)
        self._asked_at = login.validated_at
        return login

    def _believe(self, login: Login, told: Validation) -> Login:
        self._asked_at = told.checked_at
        login = replace(login, token=told.adopt(login.token), validated_at=told.checked_at)
        # Who loses this asks Twitch again.
        return self._keep(login, durable=False)

    def _newer_than(self, login: Login) -> Login | None:
        """What somebody outside our lease has brought."""
        stored = self._vault.load(self._app.client_id, self._account)
        if stored is None or stored.is_over or stored.token.access_token == login.token.access_token:
            return None
        self._login = stored
        return stored

    def _keep(self, login: Login, *, durable: bool = True) -> Login:
        self._vault.save(self._account, login, durable=durable)
        self._login = login
        self._unsaved = None
        return login

    def _save_what_could_not_be_saved(self) -> None:
        """A new pair that the vault did not take is the only one that works: it is not given up."""
        if self._unsaved is None:
            return
        before, fresh = self._unsaved
        stored = self._vault.load(self._app.client_id, self._account)
        if stored and stored.token.access_token == before.access_token:
            self._keep(fresh)
        self._unsaved = None

    def _load(self) -> Login:
        login = self._vault.load(self._app.client_id, self._account)
        if login is None:
            raise NotLoggedIn(account=self._account)
        if login.is_over:
            raise LoginOver(account=self._account, because=login.over_because)
        return login
