"""Whose token a call carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twitchkit.client.keeper import ACCOUNT
from twitchkit.errors import WrongTokenKind
from twitchkit.oauth import App

if TYPE_CHECKING:
    from twitchkit.helix import Endpoint

DEFAULT_ACCOUNT = "default"
EXTENSION = "extension-jwt"


def account_for(endpoint: type[Endpoint[Any, Any]], chosen: str | None, app: App | None) -> str | None:
    """The account of the vault whose token fits.

    Args:
        endpoint: what is called.
        chosen: the account to act as, None for the app where it may.
        app: a public one has no token of its own.

    Returns:
        None when the call needs no token, or one that an extension's backend signs.

    Raises:
        WrongTokenKind: the app was chosen for what only users may do.
    """
    takes_user, takes_app = "user" in endpoint.tokens, "app" in endpoint.tokens
    if not takes_user and not takes_app:
        return None
    if chosen == ACCOUNT and not takes_app:
        from twitchkit.helix.permission import KINDS

        raise WrongTokenKind(operation=endpoint.operation, takes=KINDS["user"])
    if not takes_user:
        return ACCOUNT
    if chosen:
        return chosen
    return ACCOUNT if takes_app and (app is None or not app.is_public) else DEFAULT_ACCOUNT
