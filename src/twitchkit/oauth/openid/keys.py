"""Twitch's public keys (RFC 7517)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from twitchkit.errors import RequestRefused, UnexpectedAnswer
from twitchkit.oauth.exchange import BACKOFF, ID_URL, exchange, message_of
from twitchkit.oauth.openid.discovery import KEYS_PATH
from twitchkit.shape import ready
from twitchkit.wire.flow import Flow
from twitchkit.wire.request import Request
from twitchkit.wire.retry import Backoff


class PublicKeys(msgspec.Struct, frozen=True, kw_only=True):
    """A key set, to be kept and handed in again: it changes rarely, and an unknown key fetches it anew.

    Args:
        data: the JWKS as it came.
        fetched_at: when (aware, UTC).
    """

    data: Mapping[str, Any]
    fetched_at: datetime

    def __repr__(self) -> str:
        return f"<PublicKeys fetched at {self.fetched_at}>"


class _Answer(msgspec.Struct):
    keys: list[dict[str, Any]]


def fetch_keys(*, id_url: str = ID_URL, now: datetime, backoff: Backoff = BACKOFF) -> Flow[PublicKeys]:
    """The keys that ID tokens are signed with now.

    Raises:
        RequestRefused, UnexpectedAnswer: an answer that is none.
        RateLimited, ServerTrouble, NetworkError: on every try.
    """
    request = Request("GET", id_url.rstrip("/") + KEYS_PATH, {"Accept": "application/json"})
    response = yield from exchange(request, backoff=backoff)
    if response.status != 200:
        raise RequestRefused(status=response.status, twitch_says=message_of(response))
    try:
        answer = msgspec.json.decode(response.body, type=ready(_Answer))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = str(error) if isinstance(error, msgspec.ValidationError) else "its body is no JSON"
        raise UnexpectedAnswer(where=KEYS_PATH, problem=problem) from None
    return PublicKeys(data={"keys": answer.keys}, fetched_at=now)
