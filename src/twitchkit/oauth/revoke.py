"""`POST /oauth2/revoke`: ends one access token (RFC 7009).

Source: dev.twitch.tv/docs/authentication/revoke-tokens/
"""

from __future__ import annotations

from enum import StrEnum

from twitchkit.errors import ClientRefused, RequestRefused, UnexpectedAnswer
from twitchkit.oauth.exchange import BACKOFF, exchange, form_request, message_of, words_of
from twitchkit.secret import Secret
from twitchkit.wire.flow import Flow
from twitchkit.wire.retry import Backoff

PATH = "/oauth2/revoke"


class Revocation(StrEnum):
    """How it ended; the token is dead either way."""

    REVOKED = "revoked"
    ALREADY_GONE = "already gone"


def revoke(
    access_token: Secret, *, client_id: str, id_url: str, backoff: Backoff = BACKOFF
) -> Flow[Revocation]:
    """Ends `access_token`.  Its refresh token lives on: forget it too.

    Args:
        access_token: of a user or an app.
        client_id: whom it was issued to; `validate` tells.
        id_url: scheme and host of the identity service.
        backoff: how often and how long.

    Raises:
        ClientRefused: Twitch does not know the client id.
        RequestRefused: another refusal.
        UnexpectedAnswer: a page, of something between Twitch and us.
        RateLimited, ServerTrouble, NetworkError: on every try.
    """
    request = form_request(id_url, PATH, {"client_id": client_id, "token": access_token})
    response = yield from exchange(request, backoff=backoff, hide=[access_token])
    if response.status == 200:
        if response.is_page:
            raise UnexpectedAnswer(where=PATH, problem="its body is a page")
        return Revocation.REVOKED
    said, words = message_of(response, hide=[access_token]), words_of(response)
    if response.status == 400 and "invalid token" in words:
        return Revocation.ALREADY_GONE
    # Twitch: 404 "client does not exist" today, 400 "Invalid client_id: ..." on older servers.
    if "client" in words:
        raise ClientRefused(status=response.status, twitch_says=said)
    raise RequestRefused(status=response.status, twitch_says=said)
