"""The authorization code grant's exchange: the code from the redirect becomes a token (RFC 6749 §4.1.3).

Source: dev.twitch.tv/docs/authentication/getting-tokens-oauth/#authorization-code-grant-flow
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from twitchkit.errors import CodeLost, CodeRefused, NetworkError, SecretRequired, ServerTrouble
from twitchkit.oauth.app import App
from twitchkit.oauth.exchange import BACKOFF, exchange, form_request, message_of, words_of
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.lost import may_have_arrived
from twitchkit.oauth.token import Token
from twitchkit.oauth.token_endpoint import PATH, read_token
from twitchkit.secret import Secret
from twitchkit.wire.flow import Flow
from twitchkit.wire.request import Request
from twitchkit.wire.response import Response
from twitchkit.wire.retry import Backoff

_CODE_WORDS = ("authorization code", "redirect_uri", "missing code")


def exchange_code(
    app: App,
    code: Secret,
    *,
    redirect_uri: str,
    id_url: str,
    now: datetime,
    backoff: Backoff = BACKOFF,
) -> Flow[Token]:
    """A user's token with its refresh token, and an ID token if `openid` was among the scopes.

    The code works once.  It is sent again only when it certainly did no work: no connection, 429, 503.

    Args:
        app: a confidential client; Twitch knows no PKCE.
        code: from the redirect.
        redirect_uri: the same text as in the authorize URL.
        id_url: scheme and host of the identity service.
        now: the moment, for the expiry.
        backoff: how often and how long.

    Raises:
        SecretRequired: `app` has no secret; nothing was sent.
        CodeRefused: it is used, old or of another redirect URI.
        CodeLost: no answer came, so it may be spent.
        ClientRefused, RequestRefused: Twitch said no to something else.
        RateLimited, ServerTrouble, NetworkError: on every try; the code is still good for some minutes.
        UnexpectedAnswer: an answer that is no token.
    """
    if app.client_secret is None:
        raise SecretRequired(operation="exchange an authorization code")
    fields = {
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "code": code,
        "grant_type": "authorization_code",
        "redirect_uri": redirect_uri,
    }
    request = form_request(id_url, PATH, fields)
    response = yield from redeem(request, backoff=backoff, hide=[code, app.client_secret])
    return read_token(
        response,
        client_id=app.client_id,
        now=now,
        grant=Grant.AUTHORIZATION_CODE,
        hide=[code, app.client_secret],
    )


def redeem(request: Request, *, backoff: Backoff = BACKOFF, hide: Iterable[Secret]) -> Flow[Response]:
    """The answer to a request that holds a code.

    Raises:
        CodeRefused, CodeLost: see `exchange_code`.
        RateLimited, ServerTrouble, NetworkError: on every try.
    """
    hide = tuple(hide)
    try:
        response = yield from exchange(request, backoff=backoff, one_time=True, hide=hide)
    except NetworkError as error:
        if may_have_arrived(error):
            raise CodeLost(reason=f"{error.what} {error.why}".strip()) from error
        raise
    except ServerTrouble as error:
        if error.status != 503:
            raise CodeLost(reason=error.why) from error
        raise
    words = words_of(response)
    if response.status == 400 and any(part in words for part in _CODE_WORDS):
        raise CodeRefused(twitch_says=message_of(response, hide=hide))
    return response
