"""What both faces share: settings, vault and keepers."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from twitchkit.client.keeper import ACCOUNT, AppKeeper, TokenKeeper
from twitchkit.client.settings import Settings
from twitchkit.client.system import SystemClock
from twitchkit.clock import Clock
from twitchkit.errors import MissingCredentials
from twitchkit.oauth import App, Token, Vault
from twitchkit.oauth.refresh import not_refreshable
from twitchkit.secret import Secret
from twitchkit.vault.choice import open_vault
from twitchkit.wire import Flow
from twitchkit.wire.retry import PATIENCE_S

if TYPE_CHECKING:
    from twitchkit.client.budgets import Budgets
    from twitchkit.helix import Endpoint, Page

P = TypeVar("P", bound="Page[Any]")


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
        self._shared = settings.vault_folder if vault is None and settings.vault != "memory" else None
        self.patience_s = patience_s

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

    def forget_keeper(self, account: str) -> None:
        """What is known of an account is read anew; another login stands under its name."""
        self._keepers.pop(account, None)

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

    @cached_property
    def budgets(self) -> Budgets:
        """What may still be asked of Twitch."""
        from twitchkit.client.budgets import Budgets

        return Budgets(self.clock, self._shared)

    def send(self, endpoint: Endpoint[Any, P]) -> Flow[P]:
        """The typed answer; a request above Twitch's limit on repeated values is split and merged again."""
        from twitchkit.client.calls import send

        return send(self, endpoint)

    def _new_keeper(self, account: str) -> TokenKeeper:
        id_url, clock = self.settings.id_url, self.clock
        if account == ACCOUNT:
            return AppKeeper(self.app, self.vault, id_url=id_url, clock=clock)
        if self.app is None:
            raise MissingCredentials(missing=["TWITCH_CLIENT_ID"])
        from twitchkit.client.user_keeper import UserKeeper

        return UserKeeper(self.app, account, self.vault, id_url=id_url, clock=clock)


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
