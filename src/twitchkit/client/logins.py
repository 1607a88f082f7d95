"""`twitch.logins`: people's logins, blocking and on asyncio."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from twitchkit.client.acting import DEFAULT_ACCOUNT
from twitchkit.client.keeping import PER_SECOND, Kept, keep_asynchronously, keep_blocking
from twitchkit.client.login_flows import REDIRECT_URI, LoginFlows
from twitchkit.client.session import Session
from twitchkit.oauth import App, Token
from twitchkit.oauth.device_code import DeviceCode
from twitchkit.oauth.login import Login
from twitchkit.oauth.pending import Pending
from twitchkit.oauth.revoke import Revocation
from twitchkit.oauth.validate import Validation
from twitchkit.secret import Secret
from twitchkit.transport.blocking import BlockingTransport

if TYPE_CHECKING:
    from twitchkit.transport.asynchronous import AsyncTransport


class _Logins:
    """What needs no network; the same for both faces."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._flows = LoginFlows(session)

    def start(
        self,
        *,
        scopes: str | Iterable[str] = (),
        redirect_uri: str = REDIRECT_URI,
        response_type: str = "code",
        force_verify: bool = False,
    ) -> Pending:
        """A login in a browser: open `pending.url.reveal()`, bring what came back to `finish`.

        Args:
            scopes: what the app shall be allowed to do.
            redirect_uri: as registered, character by character.
            response_type: "code", or "token" for the implicit grant.
            force_verify: show the page even to those who consented before, and let them switch accounts.

        Raises:
            MissingCredentials: no app is known.
            SecretRequired: `code` needs an app with a secret.
        """
        return self._flows.start(
            scopes=scopes, redirect_uri=redirect_uri, response_type=response_type, force_verify=force_verify
        )

    def accounts(self) -> Mapping[str, Login]:
        """Every login of the app, by account name; the app's own token is among them as `app`."""
        return self._flows.accounts()


class Logins(_Logins):
    """What `Twitch` does with logins."""

    def __init__(self, session: Session, transport: BlockingTransport) -> None:
        super().__init__(session)
        self._transport = transport

    def keep_app(self, app: App) -> None:
        """Tries an app's credentials at Twitch and keeps them; a public app has nothing to try.

        Raises:
            ClientRefused: Twitch does not accept them; nothing was kept.
        """
        self._transport.run(self._flows.keep_app(app))

    def finish(
        self, pending: Pending, answer: str, *, account: str = DEFAULT_ACCOUNT, user: str | None = None
    ) -> Login:
        """Believes the answer, gets the token, learns whose it is, and keeps it.

        Args:
            pending: from `start`.
            answer: the whole address that the browser ended on, or its query or fragment.
            account: the name to keep it under; an older login there is replaced.
            user: login or id of who it has to be; None lets anybody in.

        Raises:
            StateMismatch, AuthorizationExpired, AuthorizationDenied, RedirectMismatch, AuthorizationRefused:
                the answer is not this login's, or is no.
            CodeRefused, CodeLost, ClientRefused: the exchange.
            WrongAccount: somebody else than `user` logged in; what was kept before stays.
        """
        return self._transport.run(self._flows.finish(pending, answer, account=account, user=user))

    def start_device(self, *, scopes: str | Iterable[str] = ()) -> DeviceCode:
        """A login by code: show `user_code` and `verification_uri`, then call `finish_device`."""
        return self._transport.run(self._flows.start_device(scopes=scopes))

    def finish_device(
        self, device: DeviceCode, *, account: str = DEFAULT_ACCOUNT, user: str | None = None
    ) -> Login:
        """Waits until the person has approved, then keeps the token; `account` and `user` as in `finish`.

        Raises:
            AuthorizationDenied, DeviceCodeExpired, DeviceRefused, WrongAccount: no login.
        """
        return self._transport.run(self._flows.finish_device(device, account=account, user=user))

    def logout(self, account: str = DEFAULT_ACCOUNT) -> Revocation:
        """Revokes the access token and forgets the login, its refresh token with it.

        Raises:
            NotLoggedIn: there is no such account.
        """
        return self._transport.run(self._flows.logout(account))

    def token(self, account: str = DEFAULT_ACCOUNT, *, min_life: timedelta | None = None) -> Token:
        """A valid token of any account; arguments and errors as for `Twitch.token`."""
        return self._transport.run(self._session.keeper(account).token(min_life=min_life))

    def keep(self, *, per_second: float = PER_SECOND, until_idle: bool = False) -> Iterator[Kept]:
        """Keeps every login of the app alive, and tells what happened to which.

        Each is validated at start and every hour, as Twitch demands, and refreshed ahead of its end.
        Accounts that others log in meanwhile are found within ten minutes.  `token(account)` of the same face
        finds its tokens warm.  It goes on for ever, one account after the other: give it its own thread.

        Args:
            per_second: accounts that are begun in a second, at most.
            until_idle: end when nothing more is due.

        Raises:
            MissingCredentials: no app is known.
            VaultError: the place of the logins cannot be read.
        """
        return keep_blocking(self._session, self._transport, per_second=per_second, until_idle=until_idle)

    def validate(self, access_token: str | Secret) -> Validation:
        """What Twitch says of any token.

        Raises:
            TokenRefused: it is dead.
        """
        return self._transport.run(self._flows.validate(access_token))

    def revoke(self, access_token: str | Secret, *, client_id: str | None = None) -> Revocation:
        """Ends any access token; `client_id` is whom it was issued to, None asks Twitch.

        One of the vault's is not handed out any more: the next call refreshes, or asks for a login.
        """
        return self._transport.run(self._flows.revoke(access_token, client_id=client_id))

    def refresh(self, refresh_token: Secret) -> Token:
        """The pair that follows a refresh token which is kept elsewhere; nothing is kept here.

        Raises:
            RefreshRefused, SecretRequired, RefreshLost: no new pair.
        """
        return self._transport.run(self._flows.refresh(refresh_token))

    def adopt(
        self, access_token: Secret, *, refresh_token: Secret | None = None, account: str = DEFAULT_ACCOUNT
    ) -> Login:
        """Takes over a token that was got elsewhere, after Twitch has told whose it is."""
        return self._transport.run(
            self._flows.adopt(access_token, refresh_token=refresh_token, account=account)
        )


class AsyncLogins(_Logins):
    """What `AsyncTwitch` does with logins; each method as in `Logins`."""

    def __init__(self, session: Session, transport: AsyncTransport) -> None:
        super().__init__(session)
        self._transport = transport

    async def keep_app(self, app: App) -> None:
        """As `Logins.keep_app`."""
        await self._transport.run(self._flows.keep_app(app))

    async def finish(
        self, pending: Pending, answer: str, *, account: str = DEFAULT_ACCOUNT, user: str | None = None
    ) -> Login:
        """As `Logins.finish`."""
        return await self._transport.run(self._flows.finish(pending, answer, account=account, user=user))

    async def start_device(self, *, scopes: str | Iterable[str] = ()) -> DeviceCode:
        """As `Logins.start_device`."""
        return await self._transport.run(self._flows.start_device(scopes=scopes))

    async def finish_device(
        self, device: DeviceCode, *, account: str = DEFAULT_ACCOUNT, user: str | None = None
    ) -> Login:
        """As `Logins.finish_device`."""
        return await self._transport.run(self._flows.finish_device(device, account=account, user=user))

    async def logout(self, account: str = DEFAULT_ACCOUNT) -> Revocation:
        """As `Logins.logout`."""
        return await self._transport.run(self._flows.logout(account))

    async def token(self, account: str = DEFAULT_ACCOUNT, *, min_life: timedelta | None = None) -> Token:
        """As `Logins.token`."""
        return await self._transport.run(self._session.keeper(account).token(min_life=min_life))

    def keep(self, *, per_second: float = PER_SECOND, until_idle: bool = False) -> AsyncGenerator[Kept]:
        """As `Logins.keep`, some accounts at once: `async for kept in twitch.logins.keep()` in a task.

        Who leaves it early closes it (`contextlib.aclosing`): accounts that are in work are then waited for.
        """
        return keep_asynchronously(
            self._session, self._transport, per_second=per_second, until_idle=until_idle
        )

    async def validate(self, access_token: str | Secret) -> Validation:
        """As `Logins.validate`."""
        return await self._transport.run(self._flows.validate(access_token))

    async def revoke(self, access_token: str | Secret, *, client_id: str | None = None) -> Revocation:
        """As `Logins.revoke`."""
        return await self._transport.run(self._flows.revoke(access_token, client_id=client_id))

    async def refresh(self, refresh_token: Secret) -> Token:
        """As `Logins.refresh`."""
        return await self._transport.run(self._flows.refresh(refresh_token))

    async def adopt(
        self, access_token: Secret, *, refresh_token: Secret | None = None, account: str = DEFAULT_ACCOUNT
    ) -> Login:
        """As `Logins.adopt`."""
        return await self._transport.run(
            self._flows.adopt(access_token, refresh_token=refresh_token, account=account)
        )
