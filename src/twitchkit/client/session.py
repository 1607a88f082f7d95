"""What both faces share: settings, vault, keeper, and the flows of a call."""

from __future__ import annotations

import logging
from typing import TypeVar

from twitchkit.client.keeper import TokenKeeper
from twitchkit.client.settings import Settings
from twitchkit.client.system import SystemClock
from twitchkit.clock import Clock
from twitchkit.helix import Endpoint, Page, RateLimit
from twitchkit.helix.call import authorize, call
from twitchkit.helix.page import merge
from twitchkit.helix.refusal import token_is_dead
from twitchkit.oauth import App, Token, Vault
from twitchkit.secret import Secret
from twitchkit.wire import Flow, Response

logger = logging.getLogger("twitchkit.client")
T = TypeVar("T")


class Session:
    """One app at work.

    Args:
        settings: where to go and as whom.
        vault: where tokens rest; None opens the one that the settings name.
        clock: None for the machine's.
    """

    def __init__(self, settings: Settings, *, vault: Vault | None = None, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        app = App(settings.client_id, settings.client_secret) if settings.client_id else None
        self.keeper = TokenKeeper(
            app, vault or open_vault(settings, self.clock), id_url=settings.id_url, clock=self.clock
        )

    @property
    def has_credentials(self) -> bool:
        """True if the app can get a token of its own."""
        return bool(self.settings.client_id and self.settings.client_secret)

    def token(self) -> Flow[Token]:
        """A token that is valid now."""
        return self.keeper.token()

    def send(self, endpoint: Endpoint[T]) -> Flow[Page[T]]:
        """The typed answer; a request above Twitch's limit on repeated values is split and merged again."""
        pages: list[Page[T]] = []
        for part in endpoint.split():
            pages.append((yield from self._send_one(part)))
        return merge(pages)

    def _send_one(self, endpoint: Endpoint[T]) -> Flow[Page[T]]:
        token = yield from self.keeper.token()
        response = yield from self._authorized(endpoint, token)
        if token_is_dead(response):
            logger.info("Twitch calls the token invalid; getting a new one")
            token = yield from self.keeper.renew(token)
            response = yield from self._authorized(endpoint, token)
        return endpoint.parse(response)

    def _authorized(self, endpoint: Endpoint[T], token: Token) -> Flow[Response]:
        request = endpoint.request(self.settings.api_url)
        signed = authorize(request, client_id=token.client_id, token=token.access_token)
        response = yield from call(signed)
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


def open_session(vault: str | Vault | None, **arguments: str | Secret | None) -> Session:
    """A session from what a face was given; the rest comes from outside.

    Args:
        vault: the name of one, or one.
        arguments: settings by name; None counts as not given.
    """
    named = vault if isinstance(vault, str) else None
    settings = Settings.load(arguments={**arguments, "vault": named})
    return Session(settings, vault=None if isinstance(vault, str) else vault)


def open_vault(settings: Settings, clock: Clock) -> Vault:
    """The vault that `settings` name."""
    if settings.vault == "memory":
        from twitchkit.vault.memory import MemoryVault

        return MemoryVault()
    from twitchkit.vault.file import FileVault

    return FileVault(settings.vault_folder, clock=clock)
