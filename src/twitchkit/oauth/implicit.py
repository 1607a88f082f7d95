"""The implicit grant's end: the token is in the redirect, its lifetime is not (RFC 6749 §4.2.2).

Source: dev.twitch.tv/docs/authentication/getting-tokens-oauth/#implicit-grant-flow, twitchdev/issues#678
"""

from __future__ import annotations

from datetime import datetime

from twitchkit.errors import UnexpectedAnswer
from twitchkit.oauth.app import App
from twitchkit.oauth.exchange import BACKOFF
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.redirect import Granted
from twitchkit.oauth.token import Token
from twitchkit.oauth.validate import validate
from twitchkit.wire.flow import Flow
from twitchkit.wire.retry import Backoff


def adopt_implicit_token(
    app: App, granted: Granted, *, id_url: str, now: datetime, backoff: Backoff = BACKOFF
) -> Flow[Token]:
    """The token of a redirect, with the lifetime, scopes and user that validation tells.

    There is no refresh token: when it ends, the user logs in again.

    Raises:
        TokenRefused: Twitch does not know the token.
        ClientMismatch: it was issued to another app; whoever sent it is not to be logged in.
        RateLimited, ServerTrouble, NetworkError: on every try.
        RequestRefused, UnexpectedAnswer: an answer that is none.
    """
    if granted.access_token is None:
        raise UnexpectedAnswer(where="the redirect", problem="it holds no access_token")
    told = yield from validate(granted.access_token, id_url=id_url, now=now, backoff=backoff)
    token = Token(
        access_token=granted.access_token,
        client_id=app.client_id,
        issued_at=now,
        grant=Grant.IMPLICIT,
        id_token=granted.id_token,
    )
    return told.adopt(token)
