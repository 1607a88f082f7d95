"""The client credentials grant: an app's own token (RFC 6749 §4.4).

Source: dev.twitch.tv/docs/authentication/getting-tokens-oauth/#client-credentials-grant-flow
"""

from __future__ import annotations

from datetime import datetime

from twitchkit.errors import MissingCredentials
from twitchkit.oauth.app import App
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.token import Token
from twitchkit.oauth.token_endpoint import ask, read_token
from twitchkit.wire.flow import Flow


def request_app_token(app: App, *, id_url: str, now: datetime) -> Flow[Token]:
    """A new app access token; it lives about 60 days and is never refreshed, only replaced.

    Args:
        app: a confidential client.
        id_url: scheme and host of the identity service.
        now: the moment, for the expiry.

    Raises:
        MissingCredentials: `app` has no secret.
        ClientRefused: Twitch does not accept the id or the secret.
        ServerTrouble, NetworkError: on every try.
        UnexpectedAnswer: an answer that is no token.
    """
    if app.client_secret is None:
        raise MissingCredentials(missing=["TWITCH_CLIENT_SECRET"])
    response = yield from ask(
        id_url,
        {
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "grant_type": "client_credentials",
        },
    )
    return read_token(
        response,
        client_id=app.client_id,
        now=now,
        grant=Grant.CLIENT_CREDENTIALS,
        hide=[app.client_secret],
    )
