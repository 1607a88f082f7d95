"""`AsyncTwitch`: the asyncio face."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from twitchkit.client.keeper import ACCOUNT
from twitchkit.client.session import open_session
from twitchkit.oauth import App, Token, Vault
from twitchkit.secret import Secret
from twitchkit.transport.asynchronous import AsyncTransport
from twitchkit.wire.retry import PATIENCE_S

if TYPE_CHECKING:
    from twitchkit.client.clips import AsyncClips
    from twitchkit.client.kraken import AsyncKraken
    from twitchkit.client.logins import AsyncLogins
    from twitchkit.client.openid import AsyncOpenId
    from twitchkit.helix import Endpoint, Page

T = TypeVar("T")
P = TypeVar("P", bound="Page[Any]")


class AsyncTwitch:
    """Twitch on asyncio; many calls at once share one token and one set of connections.

    What is not given comes from the environment, `.env`, or the configuration file.

    Args:
        client_id, client_secret: the app's, from dev.twitch.tv/console.
        account: the account to act as.
        vault: where tokens rest: "auto", "file", "keyring", "memory", or an object with the `Vault` methods.
        id_url, api_url, gql_url: base URLs in place of Twitch's; https, or http on the loopback.
        patience_s: the longest that one call waits in all, for the rate limit or for Twitch's recovery,
            seconds; then it ends with `RateLimited` or with the trouble.

    Raises:
        InvalidBaseUrl, InvalidSetting: a setting that cannot be used.

    Example:
        >>> async with AsyncTwitch(client_id="…", client_secret="…") as twitch:  # doctest: +SKIP
        ...     [user] = await twitch.send(GetUsers(login="twitchdev"))
    """

    def __init__(
        self,
        *,
        client_id: str | None = None,
        client_secret: str | Secret | None = None,
        account: str | None = None,
        vault: str | Vault | None = None,
        id_url: str | None = None,
        api_url: str | None = None,
        gql_url: str | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._session = open_session(
            vault,
            client_id=client_id,
            client_secret=client_secret,
            account=account,
            id_url=id_url,
            api_url=api_url,
            gql_url=gql_url,
            patience_s=patience_s,
        )
        self._transport = AsyncTransport()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._transport.aclose()

    @cached_property
    def clips(self) -> AsyncClips:
        """What can be done with clips."""

        from twitchkit.client.clips import AsyncClips

        return AsyncClips(self._session, self._transport)

    @cached_property
    def logins(self) -> AsyncLogins:
        """People's logins."""

        from twitchkit.client.logins import AsyncLogins

        return AsyncLogins(self._session, self._transport)

    @cached_property
    def openid(self) -> AsyncOpenId:
        """Who people are, by OpenID Connect."""

        from twitchkit.client.openid import AsyncOpenId

        return AsyncOpenId(self._session, self._transport)

    @cached_property
    def kraken(self) -> AsyncKraken:
        """Twitch's old API, which only a simulator answers today."""

        from twitchkit.client.kraken import AsyncKraken

        return AsyncKraken(self._session, self._transport)

    @property
    def app(self) -> App | None:
        """The app at work, None when none is known."""
        return self._session.app

    @property
    def account(self) -> str:
        """The account that this acts as; `app` for the app itself."""
        return self._session.settings.account or ACCOUNT

    async def token(self, *, min_life: timedelta | None = None) -> Token:
        """A token that is valid now: of the account to act as, else the app's own; renewed when it has to be.

        Args:
            min_life: it lives so long at least.  None: it is renewed ten minutes ahead of its end, and while
                none can be had, it is handed out for as long as it lives.

        Raises:
            MissingCredentials, ClientRefused: the client id and secret.
            NotLoggedIn, LoginOver, RefreshLost: the account; a person has to log in.
            VaultError: it could not be kept.
        """
        return await self._transport.run(self._session.token(min_life=min_life))

    async def renew(self) -> Token:
        """The next token now, though the old one may still live; errors as for `token`."""
        return await self._transport.run(self._session.renew())

    async def send(self, request: Endpoint[Any, P]) -> P:
        """The typed answer.  More repeated values than Twitch allows are split, and merged in order.

        Raises:
            TwitchError, AuthError: Twitch said no.
            NetworkError: no answer, on every try.
        """
        return await self._transport.run(self._session.send(request))

    async def send_from_front_end(self, request: Endpoint[Any, P], helix_token: Secret) -> P:
        """The typed answer, asked as an extension's page asks: `Authorization: Extension …`.

        The client id is the extension's.

        Args:
            request: of an endpoint that takes a user's token and needs no scope.
            helix_token: the newest `helixToken` of `onAuthorized`; it lives about an hour.

        Raises:
            ExtensionTokenRefused: Twitch does not take it; the text says what to look at.
            RateLimited: more than 30 calls a minute for this viewer.
            TwitchError, AuthError, NetworkError: as for `send`.
        """
        from twitchkit.client.front_end import send_from_front_end

        return await self._transport.run(send_from_front_end(self._session, request, helix_token))

    async def pages(self, request: Endpoint[Any, P]) -> AsyncIterator[P]:
        """All pages, one call each; rows that Twitch repeats come once.  "All" means all, or an error."""
        from twitchkit.helix.paging import Walk

        for part in request.split():
            walk = Walk(part)
            while walk.request is not None:
                yield walk.take(await self.send(walk.request))

    async def each(self, request: Endpoint[T]) -> AsyncIterator[T]:
        """Every row of all pages."""
        async for page in self.pages(request):
            for row in page:
                yield row
