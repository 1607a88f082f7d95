"""One call of Helix with its second tries, as a flow."""

from __future__ import annotations

from twitchkit.errors import NetworkError, RateLimited
from twitchkit.helix.budget import Budget
from twitchkit.helix.ratelimit import RateLimit
from twitchkit.helix.refusal import refusal
from twitchkit.secret import Secret
from twitchkit.wire.flow import Flow, Send, sleep
from twitchkit.wire.request import Request
from twitchkit.wire.response import Response
from twitchkit.wire.retry import PATIENCE_S, Backoff

BACKOFF = Backoff(tries=4, first_s=0.5, longest_s=8.0)


class _Uncounted:
    def take(self) -> float:
        return 0.0

    def give_back(self) -> None: ...

    def answered(self, response: Response | None) -> None: ...


UNCOUNTED: Budget = _Uncounted()
"""For calls that Twitch does not count."""


def authorize(request: Request, *, client_id: str, token: Secret) -> Request:
    """`request` with the two headers that Helix demands, scheme in the one spelling it takes."""
    signed = {"Client-Id": client_id, "Authorization": Secret(f"Bearer {token.reveal()}")}
    return Request(request.method, request.url, {**request.headers, **signed}, request.body)


def call(
    request: Request,
    *,
    backoff: Backoff = BACKOFF,
    patience_s: float = PATIENCE_S,
    budget: Budget = UNCOUNTED,
) -> Flow[Response]:
    """The answer, after the waits that Twitch asks for: 429 until the bucket's reset, 5xx and cut lines with
    back-off for reads.  Writes are never sent twice: after a cut line nobody knows whether they happened.

    Args:
        backoff: for 5xx and cut lines.
        patience_s: no longer than this is waited in all, seconds.
        budget: each try is taken from it, in turn with the others who share it.

    Returns:
        The last answer, whatever its status below 500; the caller's endpoint reads it.

    Raises:
        RateLimited: the bucket would take longer than what is left of `patience_s`.
        ServerTrouble, NetworkError: on every try.
    """
    failed, waited_s = 0, 0.0
    repeatable = request.method in ("GET", "HEAD")
    while True:
        if wait_s := budget.take():
            yield from _turn(wait_s, budget, patience_s - waited_s)
            waited_s += wait_s
        response = None
        try:
            try:
                response = yield Send(request)
            finally:
                budget.answered(response)
        except NetworkError as error:
            failed += 1
            wait_s = backoff.wait_s(failed) if repeatable and error.retryable else None
            if wait_s is None or waited_s + wait_s > patience_s:
                raise
            waited_s += wait_s
            yield from sleep(wait_s, jitter=backoff.jitter, why=f"another try after: {error.what}")
            continue
        assert response is not None, "a flow resumed a Send without a Response"
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
            if wait_s is None or waited_s + wait_s > patience_s:
                raise refusal(response, tries=failed)
            waited_s += wait_s
            yield from sleep(wait_s, jitter=backoff.jitter, why=f"another try after {response.status}")
        else:
            return response


def _turn(wait_s: float, budget: Budget, patience_s: float) -> Flow[None]:
    """Waits for the right to call that was taken."""
    try:
        if wait_s > patience_s:
            raise RateLimited(retry_after_s=wait_s, by_our_count=True)
        yield from sleep(wait_s, why="the rate budget")
    except BaseException:
        # Also when whoever waits is cancelled: the next one in turn moves up.
        budget.give_back()
        raise
