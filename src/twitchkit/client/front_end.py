"""Calls as the page of a Twitch extension sends them."""

from __future__ import annotations

from typing import Any, TypeVar

from twitchkit.client.session import Session
from twitchkit.errors import MissingCredentials, RateLimited
from twitchkit.helix import Endpoint, Page
from twitchkit.helix.call import call
from twitchkit.oauth.extension import as_front_end, explain_extension_answer
from twitchkit.oauth.extension.calls import FRONT_END_LIMIT
from twitchkit.secret import Secret
from twitchkit.wire import Flow

P = TypeVar("P", bound=Page[Any])


def send_from_front_end(session: Session, endpoint: Endpoint[Any, P], helix_token: Secret) -> Flow[P]:
    """The typed answer; the session's client id is the extension's."""
    if session.app is None:
        raise MissingCredentials(missing=["TWITCH_CLIENT_ID"])
    request = endpoint.request(session.settings.api_url)
    try:
        signed = as_front_end(request, helix_token, client_id=session.app.client_id)
        response = yield from call(signed, patience_s=session.patience_s)
    except RateLimited as error:
        said = f"{error.twitch_says} (allowed: {FRONT_END_LIMIT})".lstrip()
        raise RateLimited(twitch_says=said, retry_after_s=error.retry_after_s) from None
    refused = explain_extension_answer(response, front_end=True)
    if refused:
        raise refused
    return endpoint.parse(response)
