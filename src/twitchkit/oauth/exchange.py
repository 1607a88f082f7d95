"""One request to id.twitch.tv and its second tries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from twitchkit.errors import NetworkError, RateLimited, ServerTrouble, TwitchkitError
from twitchkit.oauth.lost import may_have_arrived
from twitchkit.secret import REDACTED, Secret
from twitchkit.shape import ready
from twitchkit.wire.flow import Flow, send, sleep
from twitchkit.wire.request import FORM, Request, encode_form
from twitchkit.wire.response import Response
from twitchkit.wire.retry import Backoff

BACKOFF = Backoff(tries=4, first_s=0.5, longest_s=8.0)
ID_URL = "https://id.twitch.tv"
_LONGEST_MESSAGE = 300


class _Refusal(msgspec.Struct):
    message: str | None = None
    error: str | None = None


def exchange(
    request: Request,
    *,
    backoff: Backoff = BACKOFF,
    one_time: bool = False,
    hide: Iterable[Secret | None] = (),
) -> Flow[Response]:
    """The answer below 500 to `request`, asked again while the service is out of order.

    Args:
        request: to id.twitch.tv.
        backoff: how often and how long.
        one_time: it carries something that works once.  Then it is sent again only after failures which say
            that nothing was done: no connection, 429 and 503.
        hide: secrets in it, which no error quotes.

    Raises:
        RateLimited, ServerTrouble, NetworkError: on every try, or on the first one that may not be repeated.
    """
    failed = 0
    while True:
        trouble: TwitchkitError
        try:
            response = yield from send(request)
        except NetworkError as error:
            trouble = error
            repeatable = error.retryable and not (one_time and may_have_arrived(error))
        else:
            if response.status < 500 and response.status != 429:
                return response
            trouble = _outage(response, tries=failed + 1, hide=hide)
            repeatable = not one_time or response.status in (429, 503)
        failed += 1
        wait_s = backoff.wait_s(failed) if repeatable else None
        if wait_s is None:
            raise trouble
        yield from sleep(wait_s, jitter=backoff.jitter, why=f"another try after: {trouble.what}")


def form_request(id_url: str, path: str, fields: Mapping[str, str | Secret]) -> Request:
    """A POST of `fields`, secrets and all in its body; the only encoding that every grant documents."""
    return Request(
        "POST",
        id_url.rstrip("/") + path,
        {"Content-Type": FORM, "Accept": "application/json"},
        encode_form(fields),
    )


def message_of(response: Response, *, hide: Iterable[Secret | None] = ()) -> str:
    """Twitch's own words on one line, empty when there are none, without the secrets in `hide`.

    id.twitch.tv gives no RFC 6749 `error` code: what it means is told by status and words.
    """
    try:
        said = msgspec.json.decode(response.body, type=ready(_Refusal))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    return plain(said.message or said.error or "", hide=hide)


def words_of(response: Response) -> str:
    """Everything a refusal says, in lower case, to be searched for what it means; not to be shown."""
    try:
        said = msgspec.json.decode(response.body, type=ready(_Refusal))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    return f"{said.message or ''} {said.error or ''}".lower()


def plain(text: str, *, hide: Iterable[Secret | None] = ()) -> str:
    """A foreign text made fit for a message: one line, bounded, printable, without the secrets in `hide`."""
    for secret in hide:
        if secret:
            text = text.replace(secret.reveal(), REDACTED)
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return text if len(text) <= _LONGEST_MESSAGE else text[: _LONGEST_MESSAGE - 3] + "..."


def _outage(response: Response, *, tries: int, hide: Iterable[Secret | None]) -> TwitchkitError:
    said = message_of(response, hide=hide)
    if response.status == 429:
        return RateLimited(twitch_says=said)
    return ServerTrouble(status=response.status, twitch_says=said, tries=tries)
