"""One call of Helix with its second tries, as a flow."""

from __future__ import annotations

from twitchkit.errors import NetworkError
from twitchkit.helix.ratelimit import RateLimit
from twitchkit.helix.refusal import refusal
from twitchkit.secret import Secret
from twitchkit.wire.flow import Flow, send, sleep
from twitchkit.wire.request import Request
from twitchkit.wire.response import Response
from twitchkit.wire.retry import Backoff

BACKOFF = Backoff(tries=4, first_s=0.5, longest_s=8.0)
PATIENCE_S = 120.0
"""No call waits longer than this in all for a bucket to fill; Twitch fills one within a minute."""


def authorize(request: Request, *, client_id: str, token: Secret) -> Request:
    """`request` with the two headers that Helix demands, scheme in the one spelling it takes."""
    return request.with_headers(Client_Id=client_id, Authorization=Secret(f"Bearer {token.reveal()}"))


def call(request: Request, *, backoff: Backoff = BACKOFF, patience_s: float = PATIENCE_S) -> Flow[Response]:
    """The answer, after the waits that Twitch asks for: 429 until the bucket's reset, 5xx and cut lines with
    back-off for reads.  Writes are never sent twice: after a cut line nobody knows whether they happened.

    Returns:
        The last answer, whatever its status below 500; the caller's endpoint reads it.

    Raises:
        RateLimited: the bucket would take longer than `patience_s`.
        ServerTrouble, NetworkError: on every try.
    """
    failed, waited_s = 0, 0.0
    repeatable = request.method in ("GET", "HEAD")
    while True:
        try:
            response = yield from send(request)
        except NetworkError as error:
            failed += 1
            wait_s = backoff.wait_s(failed) if repeatable and error.retryable else None
            if wait_s is None:
                raise
            yield from sleep(wait_s, jitter=backoff.jitter, why=f"another try after: {error.what}")
            continue
        if response.status == 429:
            limit = RateLimit.of(response)
            wait_s = limit.wait_s(response) if limit else 60.0
            if waited_s + wait_s > patience_s:
                raise refusal(response)
            waited_s += wait_s
            # A little later than the reset, so that all who wait do not arrive in the same instant.
            yield from sleep(wait_s, jitter=0.05, why="Twitch's rate limit")
        elif response.status >= 500:
            failed += 1
            wait_s = backoff.wait_s(failed) if repeatable else None
            if wait_s is None:
                raise refusal(response, tries=failed)
            yield from sleep(wait_s, jitter=backoff.jitter, why=f"another try after {response.status}")
        else:
            return response
