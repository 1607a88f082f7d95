"""`POST /oauth2/token`: how it is asked, and what its answers mean.

Source: RFC 6749 §4-5, dev.twitch.tv/docs/authentication; Twitch's answers differ from the RFC where noted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from twitchkit.errors import (
    ClientRefused,
    NetworkError,
    RateLimited,
    RequestRefused,
    ServerTrouble,
    TwitchkitError,
    UnexpectedAnswer,
)
from twitchkit.oauth.token import Token
from twitchkit.secret import Secret
from twitchkit.wire.flow import Flow, send, sleep
from twitchkit.wire.request import FORM, Request, encode_form
from twitchkit.wire.response import Response
from twitchkit.wire.retry import Backoff

PATH = "/oauth2/token"
BACKOFF = Backoff(tries=4, first_s=0.5, longest_s=8.0)


class _Answer(msgspec.Struct):
    access_token: str
    expires_in: int | None = None
    token_type: str = "bearer"  # noqa: S105 - a word of the protocol
    # Twitch: an array, where RFC 6749 wants a text; absent, null, [] and [""] have all been seen.
    scope: list[str] | str | None = None


class _Refusal(msgspec.Struct):
    message: str | None = None
    error: str | None = None


def ask(id_url: str, fields: Mapping[str, str | Secret], *, backoff: Backoff = BACKOFF) -> Flow[Response]:
    """The token endpoint's answer to `fields`, asked again while the service is out of order.

    Only for grants that may be asked twice; a one-time code or refresh token is not among them.
    """
    request = Request(
        "POST",
        id_url.rstrip("/") + PATH,
        {"Content-Type": FORM, "Accept": "application/json"},
        encode_form(fields),
    )
    failed = 0
    while True:
        trouble: TwitchkitError
        try:
            response = yield from send(request)
        except NetworkError as error:
            trouble = error
        else:
            if response.status < 500 and response.status != 429:
                return response
            said = message_of(response)
            trouble = (
                RateLimited(twitch_says=said)
                if response.status == 429
                else ServerTrouble(status=response.status, twitch_says=said, tries=failed + 1)
            )
        failed += 1
        wait_s = backoff.wait_s(failed) if trouble.retryable else None
        if wait_s is None:
            raise trouble
        yield from sleep(wait_s, jitter=backoff.jitter, why=f"another try for a token after: {trouble.what}")


def read_token(response: Response, *, client_id: str, now: datetime) -> Token:
    """The token of a 200, or the error that any other answer stands for."""
    if response.status != 200:
        raise _refusal(response)
    try:
        answer = msgspec.json.decode(response.body, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = str(error) if isinstance(error, msgspec.ValidationError) else "its body is no JSON"
        raise UnexpectedAnswer(where="the token endpoint", problem=problem) from None
    if not answer.access_token:
        raise UnexpectedAnswer(where="the token endpoint", problem="`access_token` is empty")
    scope = answer.scope.split() if isinstance(answer.scope, str) else answer.scope or []
    return Token(
        access_token=Secret(answer.access_token),
        client_id=client_id,
        issued_at=now,
        # Twitch: 0 stands for "never expires", with very old client ids.
        expires_at=now + timedelta(seconds=answer.expires_in) if answer.expires_in else None,
        scopes=frozenset(filter(None, scope)),
    )


def message_of(response: Response) -> str:
    """Twitch's own words, empty when there are none; id.twitch.tv gives no RFC 6749 `error` code."""
    try:
        said = msgspec.json.decode(response.body, type=_Refusal)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    return said.message or said.error or ""


def _refusal(response: Response) -> TwitchkitError:
    said, status = message_of(response), response.status
    # Twitch: 400 "invalid client" for the id, 403 "invalid client secret" for the secret, no RFC 6749 code.
    if "client" in said.lower() or status in (401, 403):
        return ClientRefused(status=status, twitch_says=said)
    return RequestRefused(status=status, twitch_says=said)
