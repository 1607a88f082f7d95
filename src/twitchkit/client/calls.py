"""Helix calls of a session: whose token, and what follows from the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from twitchkit.client.acting import EXTENSION, account_for
from twitchkit.client.keeper import ACCOUNT
from twitchkit.errors import MissingScope
from twitchkit.helix import ENDPOINTS, Endpoint, Page, RateLimit
from twitchkit.helix.call import authorize, call
from twitchkit.helix.page import merge
from twitchkit.helix.permission import permission
from twitchkit.helix.refusal import token_is_dead
from twitchkit.log import INFO, Logger
from twitchkit.oauth import Token
from twitchkit.wire import Flow, Response

if TYPE_CHECKING:
    from twitchkit.client.session import Session

logger = Logger("twitchkit.client")
P = TypeVar("P", bound=Page[Any])


def send(session: Session, endpoint: Endpoint[Any, P]) -> Flow[P]:
    """The typed answer; a request above Twitch's limit on repeated values is split and merged again."""
    parts = endpoint.split()
    return _send_one(session, endpoint) if len(parts) == 1 else _send_each(session, parts)


def _send_each(session: Session, parts: Sequence[Endpoint[Any, P]]) -> Flow[P]:
    pages: list[P] = []
    for part in parts:
        pages.append((yield from _send_one(session, part)))
    return merge(pages)


def own_editor_id(session: Session) -> Flow[str | None]:
    """The user whose right to download clips this session may use; None when it acts as no such user."""
    if session.settings.account in (None, ACCOUNT):
        return None
    token = yield from session.token()
    return token.user_id if token.scopes & set(ENDPOINTS["get_clips_download"].scopes) else None


def _send_one(session: Session, endpoint: Endpoint[Any, P]) -> Flow[P]:
    account = account_for(type(endpoint), session.settings.account, session.app)
    if account is None:
        return endpoint.parse((yield from _without_account(session, endpoint)))
    keeper = session.keeper(account)
    token = yield from keeper.token()
    if keeper.is_user and not permission(type(endpoint), token.scopes).allowed:
        raise MissingScope(any_of=endpoint.scopes, held=sorted(token.scopes))
    response = yield from _authorized(session, endpoint, token)
    if token_is_dead(response):
        _tell(endpoint, response)
        logger.info("Twitch calls the token invalid; getting a new one")
        token = yield from keeper.renew(token)
        response = yield from _authorized(session, endpoint, token)
    _tell(endpoint, response)
    return endpoint.parse(response)


def _without_account(session: Session, endpoint: Endpoint[Any, Any]) -> Flow[Response]:
    if EXTENSION not in endpoint.tokens:
        request = endpoint.request(session.settings.api_url)
        response = yield from call(request, patience_s=session.patience_s)
        _tell(endpoint, response)
        return response
    from twitchkit.client.extension_token import extension_token
    from twitchkit.oauth.extension import explain_extension_answer

    token = extension_token(endpoint, session.app, session.settings, now=session.clock.now())
    response = yield from _authorized(session, endpoint, token)
    _tell(endpoint, response)
    error = explain_extension_answer(response, front_end=False, operation=endpoint.operation)
    if error:
        raise error
    return response


def _authorized(session: Session, endpoint: Endpoint[Any, Any], token: Token) -> Flow[Response]:
    request = endpoint.request(session.settings.api_url)
    signed = authorize(request, client_id=token.client_id, token=token.access_token)
    budget = session.budgets.of(endpoint, token)
    return call(signed, patience_s=session.patience_s, budget=budget)


def _tell(endpoint: Endpoint[Any, Any], response: Response) -> None:
    if not logger.hears(INFO):
        return
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
