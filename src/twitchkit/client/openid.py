"""`twitch.openid`: who logged in, by OpenID Connect; blocking and on asyncio."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from twitchkit.client.acting import DEFAULT_ACCOUNT
from twitchkit.client.login_flows import REDIRECT_URI, LoginFlows, check_account
from twitchkit.client.session import Session
from twitchkit.errors import IdTokenRefused, MissingScope, TokenRefused
from twitchkit.oauth import Token
from twitchkit.oauth.jose import require_jose
from twitchkit.oauth.login import Login
from twitchkit.oauth.openid import Claims, Identity, PublicKeys, userinfo, verify_id_token
from twitchkit.oauth.pending import Pending
from twitchkit.oauth.redirect import accept
from twitchkit.secret import Secret
from twitchkit.transport.blocking import BlockingTransport
from twitchkit.wire import Flow

if TYPE_CHECKING:
    from twitchkit.transport.asynchronous import AsyncTransport


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who logged in, and proved it.

    Args:
        identity: who it is, as Twitch has signed it.
        login: the token that came with it, kept; None with the response type `id_token`.
    """

    identity: Identity
    login: Login | None


class OpenIdFlows:
    """Logins by OpenID Connect of one session's app."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._logins = LoginFlows(session)
        self._keys: PublicKeys | None = None

    def start(
        self,
        *,
        scopes: str | Iterable[str],
        claims: Claims | Iterable[str],
        redirect_uri: str,
        response_type: str,
        force_verify: bool,
    ) -> Pending:
        """A login in a browser, with a nonce."""
        # Before somebody consents for nothing.
        require_jose()
        if not isinstance(claims, Claims):
            named = tuple(claims.replace(",", " ").split() if isinstance(claims, str) else claims)
            claims = Claims(id_token=named, userinfo=named)
        return self._logins.start(
            scopes=scopes,
            redirect_uri=redirect_uri,
            response_type=response_type,
            force_verify=force_verify,
            claims=claims,
        )

    def finish(self, pending: Pending, answer: str, *, account: str, user: str | None) -> Flow[SignedIn]:
        """Believes the answer, gets and verifies the ID token, and keeps the token that came with it."""
        check_account(account)
        granted = accept(pending, answer, now=self._session.clock.now())
        token: Token | None = None
        if granted.code or granted.access_token:
            token = yield from self._logins.redeem(pending, granted)
        # Of the two that `code id_token` may bring, the one that came straight from Twitch.
        id_token = (token.id_token if token else None) or granted.id_token
        if id_token is None:
            raise IdTokenRefused(reason="Twitch sent none; the app has to ask for the scope openid.")
        identity = yield from self._verify(id_token, pending, token)
        if token is None:
            return SignedIn(identity=identity, login=None)
        token = yield from self._logins.identify(token)
        if token.user_id != identity.user_id:
            raise IdTokenRefused(reason="It speaks of another user than the access token.")
        login = yield from self._logins.adopt_token(token, account, user=user)
        return SignedIn(identity=identity, login=login)

    def userinfo(self) -> Flow[Identity]:
        """The claims that the account's login asked for, as they are now."""
        token = yield from self._session.token()
        try:
            return (yield from self._ask(token))
        except TokenRefused:
            return (yield from self._ask((yield from self._session.renew(token))))

    def _ask(self, token: Token) -> Flow[Identity]:
        if "openid" not in token.scopes:
            raise MissingScope(any_of=["openid"], held=sorted(token.scopes))
        return (
            yield from userinfo(
                token.access_token,
                client_id=token.client_id,
                user_id=token.user_id,
                id_url=self._session.settings.id_url,
            )
        )

    def _verify(self, id_token: Secret, pending: Pending, token: Token | None) -> Flow[Identity]:
        verified = yield from verify_id_token(
            id_token,
            client_id=pending.client_id,
            nonce=pending.nonce,
            now=self._session.clock.now(),
            keys=self._keys,
            access_token=token.access_token if token else None,
            id_url=self._session.settings.id_url,
        )
        self._keys = verified.keys
        return verified.identity


class _OpenId:
    """What needs no network; the same for both faces."""

    def __init__(self, session: Session) -> None:
        self._flows = OpenIdFlows(session)

    def start(
        self,
        *,
        scopes: str | Iterable[str] = (),
        claims: Claims | Iterable[str] = (),
        redirect_uri: str = REDIRECT_URI,
        response_type: str = "code",
        force_verify: bool = False,
    ) -> Pending:
        """A login in a browser: open `pending.url.reveal()`, bring what came back to `finish`.

        Args:
            scopes: what the app shall be allowed to do; `openid` comes by itself, and `user:read:email` with
                the claim `email`.
            claims: what more than the user id is wanted: `email`, `email_verified`, `picture`,
                `preferred_username`, `updated_at`; names alone are asked of the ID token and of userinfo.
            redirect_uri: as registered, character by character.
            response_type: "code", "token id_token", "id_token" or "code id_token".
            force_verify: show the page even to those who consented before, and let them switch accounts.

        Raises:
            MissingCredentials: no app is known.
            SecretRequired: `code` needs an app with a secret.
            InvalidRequest: another response type.
            MissingExtra: the extra `openid` is not installed.
        """
        return self._flows.start(
            scopes=scopes,
            claims=claims,
            redirect_uri=redirect_uri,
            response_type=response_type,
            force_verify=force_verify,
        )


class OpenId(_OpenId):
    """What `Twitch` does with OpenID Connect."""

    def __init__(self, session: Session, transport: BlockingTransport) -> None:
        super().__init__(session)
        self._transport = transport

    def finish(
        self, pending: Pending, answer: str, *, account: str = DEFAULT_ACCOUNT, user: str | None = None
    ) -> SignedIn:
        """Who logged in: signature, issuer, audience, times and nonce of the ID token are verified first.

        Args, and errors besides these: as for `Logins.finish`.

        Raises:
            IdTokenRefused: nobody was logged in, and nothing was kept.
            MissingExtra: the extra `openid` is not installed.
        """
        return self._transport.run(self._flows.finish(pending, answer, account=account, user=user))

    def userinfo(self) -> Identity:
        """The claims that the login of the account to act as asked for, as they are now.

        Raises:
            MissingScope: it was no login by OpenID Connect.
        """
        return self._transport.run(self._flows.userinfo())


class AsyncOpenId(_OpenId):
    """What `AsyncTwitch` does with OpenID Connect; each method as in `OpenId`."""

    def __init__(self, session: Session, transport: AsyncTransport) -> None:
        super().__init__(session)
        self._transport = transport

    async def finish(
        self, pending: Pending, answer: str, *, account: str = DEFAULT_ACCOUNT, user: str | None = None
    ) -> SignedIn:
        """As `OpenId.finish`."""
        return await self._transport.run(self._flows.finish(pending, answer, account=account, user=user))

    async def userinfo(self) -> Identity:
        """As `OpenId.userinfo`."""
        return await self._transport.run(self._flows.userinfo())
