"""`POST /oauth2/token`: how it is asked, and what its answers mean.

Source: RFC 6749 §4-5, dev.twitch.tv/docs/authentication; Twitch's answers differ from the RFC where noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import inf, isnan
from typing import cast

import msgspec
from msgspec import convert

from twitchkit.errors import ClientRefused, RequestRefused, SecretRequired, TwitchkitError, UnexpectedAnswer
from twitchkit.oauth.exchange import BACKOFF, exchange, form_request, message_of, words_of
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.scope_set import read_scopes
from twitchkit.oauth.token import Token
from twitchkit.secret import Secret
from twitchkit.shape import ready
from twitchkit.wire.flow import Flow
from twitchkit.wire.response import Response
from twitchkit.wire.retry import Backoff

PATH = "/oauth2/token"

UNSTATED_LIFE = timedelta(hours=3)
"""Taken when an answer names no lifetime, as the documented refresh does; the shortest one observed of a user
token is 3 hours 25 minutes.  Validation learns the true one."""
_LONGEST_LIFE_S = 100 * 365 * 24 * 3600


class _Answer(msgspec.Struct):
    access_token: str
    # Whatever else is odd, the pair is good: a one-time refresh token was spent for it.
    expires_in: object = None
    refresh_token: str | None = None
    scope: object = None
    id_token: str | None = None


def ask(
    id_url: str,
    fields: Mapping[str, str | Secret],
    *,
    backoff: Backoff = BACKOFF,
    one_time: bool = False,
) -> Flow[Response]:
    """The token endpoint's answer to `fields`; see `exchange`."""
    secrets = [value for value in fields.values() if isinstance(value, Secret)]
    return exchange(form_request(id_url, PATH, fields), backoff=backoff, one_time=one_time, hide=secrets)


def read_token(
    response: Response,
    *,
    client_id: str,
    now: datetime,
    grant: Grant | None = None,
    hide: Iterable[Secret | None] = (),
    unstated_life: timedelta | None = UNSTATED_LIFE,
) -> Token:
    """The token of a 200, or the error that any other answer stands for.

    Args:
        response: of the token endpoint.
        client_id: whom it was issued to.
        now: when it was asked for.
        grant: how.
        hide: secrets that were sent; an answer that repeats them is not quoted with them.
        unstated_life: taken when the answer names none; None for a token that never ends.

    Raises:
        ClientRefused, SecretRequired, RequestRefused: Twitch said no.
        UnexpectedAnswer: a 200 that is no token.
    """
    if response.status != 200:
        raise refusal(response, hide=hide)
    try:
        answer = msgspec.json.decode(response.body, type=ready(_Answer))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = str(error) if isinstance(error, msgspec.ValidationError) else "its body is no JSON"
        raise UnexpectedAnswer(where="the token endpoint", problem=problem) from None
    if not answer.access_token:
        raise UnexpectedAnswer(where="the token endpoint", problem="`access_token` is empty")
    return Token(
        access_token=Secret(answer.access_token),
        client_id=client_id,
        issued_at=now,
        expires_at=expiry(now, answer.expires_in, unstated_life=unstated_life),
        scopes=told_scopes(answer.scope),
        # Twitch: app tokens came with an empty one in 2019.
        refresh_token=Secret(answer.refresh_token) if answer.refresh_token else None,
        grant=grant,
        id_token=Secret(answer.id_token) if answer.id_token else None,
    )


def told_scopes(told: object) -> frozenset[str]:
    """The scopes of an answer, in whatever shape it has them."""
    texts = cast("list[object]", told) if isinstance(told, list) else [told]
    return read_scopes(text for text in texts if isinstance(text, str))


def expiry(
    now: datetime, expires_in: object, *, unstated_life: timedelta | None = UNSTATED_LIFE
) -> datetime | None:
    """When a token ends; None for never.

    Args:
        now: when it was asked for.
        expires_in: seconds from then, as the answer has them; anything but a number counts as not told.
        unstated_life: taken when they are not told; None for a token that never ends.
    """
    try:
        expires_in_s = None if isinstance(expires_in, bool) else convert(expires_in, float, strict=False)
    except msgspec.ValidationError:
        expires_in_s = None
    if expires_in_s is None or isnan(expires_in_s) or expires_in_s == -inf:
        return None if unstated_life is None else now + unstated_life
    # Twitch: 0 stands for "never expires", with very old client ids.
    if expires_in_s == 0 or expires_in_s > _LONGEST_LIFE_S:
        return None
    return now + timedelta(seconds=max(int(expires_in_s), 0))


def refusal(
    response: Response, *, hide: Iterable[Secret | None] = (), doing: str = "get a token"
) -> TwitchkitError:
    """The error that a status other than 200 stands for, with any grant.

    Args:
        response: of id.twitch.tv.
        hide: secrets that were sent.
        doing: what was tried, for the text: "refresh a token".
    """
    said, status = message_of(response, hide=hide), response.status
    words = words_of(response)
    if response.is_page:
        # Something between Twitch and us: it knows neither client nor token.
        return RequestRefused(status=status, twitch_says="a page, not Twitch's JSON")
    if "missing client secret" in words:
        return SecretRequired(operation=doing, twitch_says=said)
    # Twitch: 400 "invalid client" for the id, 403 "invalid client secret" for the secret, no RFC 6749 code.
    if "client" in words or status in (401, 403):
        return ClientRefused(status=status, twitch_says=said)
    return RequestRefused(status=status, twitch_says=said)
