"""What both faces share: settings, vault, keeper, and the flows of a call."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any, TypeVar

from twitchkit.client.acting import EXTENSION, account_for
from twitchkit.client.budgets import Budgets
from twitchkit.client.keeper import ACCOUNT, AppKeeper, TokenKeeper
from twitchkit.client.settings import Settings
from twitchkit.client.system import SystemClock
from twitchkit.clock import Clock
from twitchkit.errors import MissingCredentials, MissingScope
from twitchkit.helix import ENDPOINTS, Endpoint, Page, RateLimit
from twitchkit.helix.budget import Budget
from twitchkit.helix.call import PATIENCE_S, UNCOUNTED, authorize, call
from twitchkit.helix.page import merge
from twitchkit.helix.permission import permission
from twitchkit.helix.refusal import token_is_dead
from twitchkit.oauth import App, Token, Vault
from twitchkit.oauth.refresh import not_refreshable
from twitchkit.secret import Secret
from twitchkit.vault.choice import open_vault
from twitchkit.wire import Flow, Request, Response

logger = logging.getLogger("twitchkit.client")
P = TypeVar("P", bound=Page[Any])


class Session:
    """One app at work, as itself or as one of its users.

    Args:
        settings: where to go and as whom.
        vault: where apps and logins rest; None opens the one that the settings name.
        clock: None for the machine's.
        patience_s: the longest that one call waits in all, seconds.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        vault: Vault | None = None,
        clock: Clock | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.vault = vault or open_vault(settings.vault, settings.vault_folder, clock=self.clock)
        self.app = _app(settings, self.vault)
        self._keepers: dict[str, TokenKeeper] = {}
        # A vault of the caller's own is shared in ways we do not know.
        shared = settings.vault_folder if vault is None and settings.vault != "memory" else None
        self._budgets = Budgets(self.clock, shared)
        self._patience_s = patience_s

    @property
    def has_credentials(self) -> bool:
        """True if there is a token to be had: the app's own, or that of the account to act as."""
        return self.app is not None and (not self.app.is_public or self.settings.account is not None)

    def keeper(self, account: str) -> TokenKeeper:
        """The keeper of an account of the vault; `app` is the app itself.

        Raises:
            MissingCredentials: no app is known.
        """
        if account not in self._keepers:
            self._keepers[account] = self._new_keeper(account)
        return self._keepers[account]

    def token(self, *, min_life: timedelta | None = None) -> Flow[Token]:
        """A token that is valid now: of the account to act as, else the app's own."""
        return self.keeper(self.settings.account or ACCOUNT).token(min_life=min_life)

    def renew(self, dead: Token | None = None) -> Flow[Token]:
        """The next token now.

        Args:
            dead: that Twitch has refused; None when the old one may still live, which is not given up then.

        Raises:
            NotRefreshable: it came without a refresh token.
        """
        account = self.settings.account or ACCOUNT
        keeper = self.keeper(account)
        if dead is None and keeper.is_user and self.app is not None:
            login = self.vault.load(self.app.client_id, account)
            if login and not login.is_over and login.token.refresh_token is None:
                raise not_refreshable(login.token)
        return (yield from keeper.renew(dead))

    def send(self, endpoint: Endpoint[Any, P]) -> Flow[P]:
        """The typed answer; a request above Twitch's limit on repeated values is split and merged again."""
        pages: list[P] = []
        for part in endpoint.split():
            pages.append((yield from self._send_one(part)))
        return merge(pages)

    def editor_id(self) -> Flow[str | None]:
        """The user whose right to download clips this session may use; None when it acts as no such user."""
        if self.settings.account in (None, ACCOUNT):
            return None
        token = yield from self.token()
        return token.user_id if token.scopes & set(ENDPOINTS["get_clips_download"].scopes) else None

    def _send_one(self, endpoint: Endpoint[Any, P]) -> Flow[P]:
        account = account_for(type(endpoint), self.settings.account, self.app)
        if account is None:
            return endpoint.parse((yield from self._without_account(endpoint)))
        keeper = self.keeper(account)
        token = yield from keeper.token()
        if keeper.is_user and not permission(type(endpoint), token.scopes).allowed:
            raise MissingScope(any_of=endpoint.scopes, held=sorted(token.scopes))
        response = yield from self._authorized(endpoint, token)
        if token_is_dead(response):
            logger.info("Twitch calls the token invalid; getting a new one")
            token = yield from keeper.renew(token)
            response = yield from self._authorized(endpoint, token)
        return endpoint.parse(response)

    def _without_account(self, endpoint: Endpoint[Any, Any]) -> Flow[Response]:
        if EXTENSION not in endpoint.tokens:
            return (yield from self._called(endpoint, endpoint.request(self.settings.api_url)))
        from twitchkit.client.extension_token import extension_token
        from twitchkit.oauth.extension import explain_extension_answer

        token = extension_token(endpoint, self.app, self.settings, now=self.clock.now())
        response = yield from self._authorized(endpoint, token)
        error = explain_extension_answer(response, front_end=False, operation=endpoint.operation)
        if error:
            raise error
        return response

    def _new_keeper(self, account: str) -> TokenKeeper:
        id_url, clock = self.settings.id_url, self.clock
        if account == ACCOUNT:
            return AppKeeper(self.app, self.vault, id_url=id_url, clock=clock)
        if self.app is None:
            raise MissingCredentials(missing=["TWITCH_CLIENT_ID"])
        from twitchkit.client.user_keeper import UserKeeper

        return UserKeeper(self.app, account, self.vault, id_url=id_url, clock=clock)

    def _authorized(self, endpoint: Endpoint[Any, Any], token: Token) -> Flow[Response]:
        request = endpoint.request(self.settings.api_url)
        signed = authorize(request, client_id=token.client_id, token=token.access_token)
        budget = self._budgets.of(endpoint, token)
        return (yield from self._called(endpoint, signed, budget))

    def _called(
        self, endpoint: Endpoint[Any, Any], request: Request, budget: Budget = UNCOUNTED
    ) -> Flow[Response]:
        response = yield from call(request, patience_s=self._patience_s, budget=budget)
        if not logger.isEnabledFor(logging.INFO):
            return response
        limit = RateLimit.of(response)
        if limit:
            logger.info(
                "%s: %d, %d of %d points left",
                endpoint.operation,
                response.status,
                limit.remaining,
                limit.limit,
            )
        else:
            logger.info("%s: %d", endpoint.operation, response.status)
        return response


def open_session(
    vault: str | Vault | None, *, patience_s: float = PATIENCE_S, **arguments: str | Secret | None
) -> Session:
    """A session from what a face was given; the rest comes from outside.

    Args:
        vault: the name of one, or one.
        patience_s: as for `Session`.
        arguments: settings by name; None counts as not given.
    """
    named = vault if isinstance(vault, str) else None
    settings = Settings.load(arguments={**arguments, "vault": named})
    return Session(settings, vault=None if isinstance(vault, str) else vault, patience_s=patience_s)


def _app(settings: Settings, vault: Vault) -> App | None:
    """The app: from the settings, with what they lack from the vault; else the one set up last."""
    if settings.client_id and settings.client_secret:
        return App(settings.client_id, settings.client_secret)
    kept = vault.apps()
    if settings.client_id is None:
        return kept[0] if kept else None
    same = next((app for app in kept if app.client_id == settings.client_id), None)
    return App(settings.client_id, settings.client_secret or (same.client_secret if same else None))
