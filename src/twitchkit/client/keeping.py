"""Keeps every login of an app alive: each validated hourly and refreshed ahead of its end."""

from __future__ import annotations

import heapq
import random
from collections.abc import AsyncGenerator, Callable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from twitchkit.client.keeper import ACCOUNT, MIN_LIFE
from twitchkit.client.system import is_within
from twitchkit.client.user_keeper import ASK_AGAIN, SPREAD, VALIDATE_EVERY, UserKeeper
from twitchkit.errors import LoginOver, MissingCredentials, NotLoggedIn, TwitchkitError
from twitchkit.log import Logger
from twitchkit.oauth import Token
from twitchkit.oauth.login import Login
from twitchkit.wire import Flow, sleep

if TYPE_CHECKING:
    import asyncio

    from twitchkit.client.session import Session
    from twitchkit.transport.asynchronous import AsyncTransport
    from twitchkit.transport.blocking import BlockingTransport

logger = Logger("twitchkit.client")

PER_SECOND = 40.0
"""100,000 accounts are looked at within 42 minutes, should all be due at once."""
AT_ONCE = 16
"""Accounts in work at the same time on asyncio."""
LOOK_FOR_NEW = timedelta(minutes=10)
"""How often the vault is searched for accounts that came."""


class Change(StrEnum):
    """What happened to a login."""

    VALIDATED = "validated"
    REFRESHED = "refreshed"
    OVER = "over"
    TROUBLE = "trouble"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One account that was looked at.

    Args:
        account: its name in the vault.
        change: what happened.
        token: the one that is valid now; None when it is over, or not known to be valid.
        error: why it is over, or what the passing trouble is.
    """

    account: str
    change: Change
    token: Token | None = None
    error: TwitchkitError | None = None


class Keeping:
    """When which account is due, and what is then done.

    Args:
        session: of the app whose logins these are.
        per_second: accounts that are begun in a second, at most.
        dice: a number from 0 to 1, so that not all are due at once.

    Raises:
        MissingCredentials: no app is known.
    """

    def __init__(
        self,
        session: Session,
        *,
        per_second: float = PER_SECOND,
        dice: Callable[[], float] = random.random,
    ) -> None:
        if session.app is None:
            raise MissingCredentials(missing=["TWITCH_CLIENT_ID"])
        self._session = session
        self._client_id = session.app.client_id
        self._apart = timedelta(seconds=1 / per_second)
        self._dice = dice
        self._due: list[tuple[datetime, str]] = []
        self._known: set[str] = set()
        self._searched_at: datetime | None = None
        self._next_start = self._last = session.clock.now()

    def take(self) -> str | None:
        """An account that is due, for `keep`; None when there is none at this moment."""
        now = self._session.clock.now()
        if now < self._last:
            # The clock went back: what was planned by it means nothing.
            self._due = [(now, account) for _, account in self._due]
            self._next_start = now
        self._last = now
        if not is_within(LOOK_FOR_NEW, self._searched_at, now):
            self._search(now)
        if self.is_idle or now < self._next_start:
            return None
        self._next_start = now + self._apart
        return heapq.heappop(self._due)[1]

    @property
    def is_idle(self) -> bool:
        """True if nothing is due."""
        return not self._due or self._due[0][0] > self._session.clock.now()

    def wait_s(self) -> float:
        """Seconds until `take` may have one."""
        now = self._session.clock.now()
        moments = [(self._searched_at or now) + LOOK_FOR_NEW]
        if self._due:
            moments.append(max(self._due[0][0], self._next_start))
        return min(max((min(moments) - now).total_seconds(), 0.0), LOOK_FOR_NEW.total_seconds())

    def keep(self, account: str) -> Flow[Kept | None]:
        """Does what is due, and says what happened; None when it was nothing."""
        keeper = self._session.keeper(account)
        assert isinstance(keeper, UserKeeper), "the app's own token is not kept here"
        before = keeper.held()
        try:
            token = yield from keeper.token()
        except NotLoggedIn:
            self._drop(account)
            return None
        except LoginOver as error:
            self._drop(account)
            return Kept(account=account, change=Change.OVER, error=error)
        except TwitchkitError as error:
            self._plan(account, self._session.clock.now() + ASK_AGAIN)
            return Kept(account=account, change=Change.TROUBLE, error=error)
        self._plan(account, keeper.due_at())
        after = keeper.held()
        assert before is not None, "it gave a token"
        assert after is not None, "it gave a token"
        if token.access_token != before.token.access_token:
            return Kept(account=account, change=Change.REFRESHED, token=token)
        if after.validated_at != before.validated_at:
            return Kept(account=account, change=Change.VALIDATED, token=token)
        return None

    def _search(self, now: datetime) -> None:
        self._searched_at = now
        for account, login in self._session.vault.accounts(self._client_id).items():
            if account != ACCOUNT and account not in self._known and not login.is_over:
                self._known.add(account)
                heapq.heappush(self._due, (_first_due(login, now, SPREAD * self._dice()), account))

    def _plan(self, account: str, due: datetime) -> None:
        heapq.heappush(self._due, (due, account))

    def _drop(self, account: str) -> None:
        self._known.discard(account)
        self._session.forget_keeper(account)


def _first_due(login: Login, now: datetime, early: timedelta) -> datetime:
    """As `UserKeeper.due_at`, for a login nobody here has looked at yet."""
    span = VALIDATE_EVERY - early
    if login.refreshing_since or login.validated_at is None or not is_within(span, login.validated_at, now):
        return now
    due, ends = login.validated_at + span, login.token.expires_at
    return min(due, ends - MIN_LIFE - early) if ends and login.token.refresh_token else due


def keep_blocking(
    session: Session, transport: BlockingTransport, *, per_second: float, until_idle: bool
) -> Iterator[Kept]:
    """One account after the other."""
    keeping = Keeping(session, per_second=per_second)
    while True:
        account = keeping.take()
        if account is None and until_idle and keeping.is_idle:
            return
        if account is None:
            transport.run(sleep(keeping.wait_s(), why="no account is due"))
            continue
        kept = transport.run(keeping.keep(account))
        if kept:
            yield kept


async def keep_asynchronously(
    session: Session, transport: AsyncTransport, *, per_second: float, until_idle: bool
) -> AsyncGenerator[Kept]:
    """Some accounts at once."""
    import asyncio

    keeping = Keeping(session, per_second=per_second)
    at_work: set[asyncio.Task[Kept | None]] = set()
    try:
        while True:
            while len(at_work) < AT_ONCE and (account := keeping.take()) is not None:
                at_work.add(asyncio.ensure_future(transport.run(keeping.keep(account))))
            if not at_work and until_idle and keeping.is_idle:
                return
            wait_s = keeping.wait_s() if len(at_work) < AT_ONCE else None
            if not at_work:
                await asyncio.sleep(wait_s or 0)
                continue
            done, at_work = await asyncio.wait(at_work, timeout=wait_s, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if kept := task.result():
                    yield kept
    finally:
        # A refresh that was sent is waited for: its answer is the only pair that works.
        await asyncio.gather(*at_work, return_exceptions=True)
