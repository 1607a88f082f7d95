"""Logging people in and out, as flows; what both faces and the command line do."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from twitchkit.client.acting import DEFAULT_ACCOUNT
from twitchkit.client.keeper import ACCOUNT
from twitchkit.client.lease import acquire
from twitchkit.client.revoking import mark_dead, revoke_token
from twitchkit.client.session import Session
from twitchkit.errors import (
    ClientRefused,
    InvalidSetting,
    MissingCredentials,
    NotLoggedIn,
    SecretRequired,
    TokenRefused,
    WrongAccount,
    WrongTokenKind,
)
from twitchkit.oauth import App, Token, request_app_token
from twitchkit.oauth.authorization_code import exchange_code
from twitchkit.oauth.authorize import Claims, authorize
from twitchkit.oauth.device_code import DeviceCode, await_device, start_device
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.implicit import adopt_implicit_token
from twitchkit.oauth.login import Login
from twitchkit.oauth.pending import Pending
from twitchkit.oauth.redirect import Granted, accept
from twitchkit.oauth.refresh import refresh
from twitchkit.oauth.revoke import Revocation, revoke
from twitchkit.oauth.token import bare_token
from twitchkit.oauth.validate import Validation, validate
from twitchkit.secret import Secret
from twitchkit.wire import Flow

REDIRECT_URI = "http://localhost:3000"
"""What the README and `setup` tell people to register; the official command line's too."""


class LoginFlows:
    """Logins of one session's app."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def app(self) -> App:
        """The app that people log in to.

        Raises:
            MissingCredentials: none is known.
        """
        if self._session.app is None:
            raise MissingCredentials(missing=["TWITCH_CLIENT_ID"])
        return self._session.app

    def start(
        self,
        *,
        scopes: str | Iterable[str] = (),
        redirect_uri: str = REDIRECT_URI,
        response_type: str = "code",
        force_verify: bool = False,
        claims: Claims | None = None,
    ) -> Pending:
        """A login in a browser: open `pending.url`, bring what came back to `finish`.

        Args:
            scopes: what the app shall be allowed to do.
            redirect_uri: as registered, character by character.
            response_type: "code", or "token" for the implicit grant.
            force_verify: show the page even to those who consented before, and let them switch accounts.
            claims: what OpenID Connect shall tell; not None makes it a login by OpenID Connect.
        """
        if "code" in response_type.split() and self.app.is_public:
            # Told now: afterwards the person would have consented in vain.
            raise SecretRequired(operation="exchange an authorization code")
        needs_nonce = claims is not None or "id_token" in response_type
        return authorize(
            self.app,
            redirect_uri=redirect_uri,
            scopes=scopes,
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32) if needs_nonce else None,
            now=self._session.clock.now(),
            response_type=response_type,
            force_verify=force_verify,
            claims=claims,
            id_url=self._session.settings.id_url,
        )

    def finish(
        self, pending: Pending, answer: str, *, account: str = DEFAULT_ACCOUNT, user: str | None = None
    ) -> Flow[Login]:
        """Believes the answer, gets the token, learns whose it is, and keeps it.

        Args:
            pending: from `start`.
            answer: the whole address that the browser ended on, or its query or fragment.
            account: the name to keep it under; an older login there is replaced.
            user: login or id of who it has to be; None lets anybody in.
        """
        check_account(account)
        granted = accept(pending, answer, now=self._session.clock.now())
        token = yield from self.redeem(pending, granted)
        return (yield from self.adopt_token(token, account, user=user))

    def redeem(self, pending: Pending, granted: Granted) -> Flow[Token]:
        """The token of an answer that is believed."""
        id_url, now = self._session.settings.id_url, self._session.clock.now()
        if granted.code is None:
            return (yield from adopt_implicit_token(self.app, granted, id_url=id_url, now=now))
        return (
            yield from exchange_code(
                self.app, granted.code, redirect_uri=pending.redirect_uri, id_url=id_url, now=now
            )
        )

    def start_device(self, *, scopes: str | Iterable[str] = ()) -> Flow[DeviceCode]:
        """A login by code: show `user_code` and `verification_uri`, then run `finish_device`."""
        return (
            yield from start_device(
                self.app, scopes=scopes, id_url=self._session.settings.id_url, now=self._session.clock.now()
            )
        )

    def finish_device(
        self, device: DeviceCode, *, account: str = DEFAULT_ACCOUNT, user: str | None = None
    ) -> Flow[Login]:
        """Waits until the person has approved, then keeps the token; `account` and `user` as in `finish`."""
        check_account(account)
        token = yield from await_device(
            self.app, device, id_url=self._session.settings.id_url, clock=self._session.clock
        )
        return (yield from self.adopt_token(token, account, user=user))

    def keep_app(self, app: App) -> Flow[None]:
        """Tries an app's credentials at Twitch and keeps them; a public app has nothing to try.

        Raises:
            ClientRefused: Twitch does not accept them; nothing was kept.
        """
        session = self._session
        if not app.is_public:
            # Asked for anew: a kept token would say nothing of this secret.
            now = session.clock.now()
            token = yield from request_app_token(app, id_url=session.settings.id_url, now=now)
            session.vault.save(ACCOUNT, Login(token=token, validated_at=now))
        session.vault.save_app(app)

    def accounts(self) -> Mapping[str, Login]:
        """Every login of the app, by account name; the app's own token is among them as `app`."""
        return self._session.vault.accounts(self.app.client_id)

    def logout(self, account: str) -> Flow[Revocation]:
        """Revokes the access token and forgets the login, its refresh token with it.

        Returns:
            How it ended; `ALREADY_GONE` also when Twitch does not know the app any more.

        Raises:
            NotLoggedIn: there is no such account.
            ServerTrouble, NetworkError: Twitch could not be told; the login is kept for another try.
        """
        client_id, vault = self.app.client_id, self._session.vault
        # Under the lease: a refresh that is under way would bring the login back.
        lease = yield from acquire(vault, client_id, account)
        try:
            login = vault.load(client_id, account)
            if login is None:
                raise NotLoggedIn(account=account)
            id_url = self._session.settings.id_url
            try:
                done = yield from revoke(login.token.access_token, client_id=client_id, id_url=id_url)
            except ClientRefused:
                # All of an app's tokens end with it.
                done = Revocation.ALREADY_GONE
            vault.forget(client_id, account)
        finally:
            lease.release()
        self._session.forget_keeper(account)
        return done

    def validate(self, access_token: str | Secret) -> Flow[Validation]:
        """What Twitch says of any token, also of one with `oauth:` in front.

        Raises:
            TokenRefused: it is dead; the vault does not hand it out any more.
            TwitchError, NetworkError: Twitch could not tell.
        """
        token, session = bare_token(access_token), self._session
        try:
            return (yield from validate(token, id_url=session.settings.id_url, now=session.clock.now()))
        except TokenRefused:
            yield from mark_dead(session, token)
            raise

    def revoke(self, access_token: str | Secret, *, client_id: str | None = None) -> Flow[Revocation]:
        """Ends any access token; the vault does not hand it out any more.

        Args:
            access_token: of a user or an app.
            client_id: whom it was issued to; None asks Twitch.
        """
        return (yield from revoke_token(self._session, bare_token(access_token), client_id=client_id))

    def refresh(self, refresh_token: Secret) -> Flow[Token]:
        """The pair that follows a refresh token which is kept elsewhere."""
        now = self._session.clock.now()
        held = Token(
            access_token=Secret(""),
            client_id=self.app.client_id,
            issued_at=now,
            refresh_token=refresh_token,
            grant=Grant.GIVEN,
        )
        return (yield from refresh(self.app, held, id_url=self._session.settings.id_url, now=now))

    def adopt(
        self, access_token: Secret, *, refresh_token: Secret | None = None, account: str = DEFAULT_ACCOUNT
    ) -> Flow[Login]:
        """Takes over a token that was got elsewhere, after Twitch has told whose it is.

        Raises:
            TokenRefused, ClientMismatch, WrongTokenKind: it is dead, another app's, or an app's own; what was
                kept before stays.
            TwitchError, NetworkError: Twitch could not tell; nothing was kept.
        """
        check_account(account)
        token = Token(
            access_token=bare_token(access_token),
            client_id=self.app.client_id,
            issued_at=self._session.clock.now(),
            refresh_token=refresh_token,
            grant=Grant.GIVEN,
        )
        return (yield from self.adopt_token(token, account))

    def identify(self, token: Token) -> Flow[Token]:
        """The same with its user, as Twitch tells; one that has its user stays as it is."""
        if token.user_id is not None:
            return token
        id_url, now = self._session.settings.id_url, self._session.clock.now()
        return (yield from validate(token.access_token, id_url=id_url, now=now)).adopt(token)

    def adopt_token(self, token: Token, account: str, *, user: str | None = None) -> Flow[Login]:
        """Keeps a token once Twitch has told whose it is.

        Raises:
            WrongAccount: it is not `user`'s; it was revoked, and what was kept before stays.
        """
        # Under the lease: a refresh of the older login that is under way would take its place again.
        lease = yield from acquire(self._session.vault, token.client_id, account)
        try:
            return (yield from self._adopt(token, account, user=user))
        finally:
            lease.release()

    def _adopt(self, token: Token, account: str, *, user: str | None) -> Flow[Login]:
        if token.user_id is None and user is None and token.grant is not Grant.GIVEN:
            # At rest first: whatever happens to the look, a one-time code was spent for this pair.
            self._keep(Login(token=token), account)
        token = yield from self.identify(token)
        if token.user_id is None and token.grant is Grant.GIVEN:
            raise WrongTokenKind(operation="An account", takes="the token of a person, not an app's own")
        if user is not None and not token.is_of(user):
            id_url = self._session.settings.id_url
            yield from revoke(token.access_token, client_id=token.client_id, id_url=id_url)
            held = self._session.vault.load(token.client_id, account)
            named = held.token.login if held and held.token.is_of(user) else None
            raise WrongAccount(expected=named or user, got=token.login or "an app")
        return self._keep(Login(token=token, validated_at=self._session.clock.now()), account)

    def _keep(self, login: Login, account: str) -> Login:
        self._session.vault.save(account, replace(login, token=replace(login.token, id_token=None)))
        self._session.forget_keeper(account)
        return login


def check_account(account: str) -> None:
    """Nothing, or `InvalidSetting` when the name cannot stand for a person."""
    if account == ACCOUNT or not account or not account.isprintable() or len(account) > 100:
        raise InvalidSetting(
            setting="account",
            value=account,
            rule=f"It is a short name of your own; {ACCOUNT!r} is the app's.",
        )
