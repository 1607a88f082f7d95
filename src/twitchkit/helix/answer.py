"""From a Helix answer to typed rows, or to the error it stands for."""

from __future__ import annotations

from functools import cache
from typing import Any, Generic, TypeVar

import msgspec

from twitchkit.errors import UnexpectedAnswer
from twitchkit.helix.page import Page
from twitchkit.helix.refusal import refusal
from twitchkit.wire.response import Response

T = TypeVar("T")


class _Pagination(msgspec.Struct):
    cursor: str | None = None


class _Envelope(msgspec.Struct, Generic[T]):
    # Twitch: `data` has been null for an empty list (twitchdev/issues#238, #215, #495).
    data: tuple[T, ...] | None
    # Twitch: `{}` or nothing at the end; a plain string on extension live channels (twitchdev/issues#541).
    pagination: _Pagination | str | None = None
    total: int | None = None


@cache
def _decoder(row: type[Any]) -> msgspec.json.Decoder[_Envelope[Any]]:
    return msgspec.json.Decoder(_Envelope[row])


def read_page(response: Response, row: type[T], *, where: str) -> Page[T]:
    """The rows of a list answer.

    Raises:
        TwitchError, AuthError: any status but 2xx.
        UnexpectedAnswer: the path and the shape that did not fit, never the body.
    """
    if not 200 <= response.status < 300:
        raise refusal(response)
    try:
        envelope: _Envelope[T] = _decoder(row).decode(response.body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = (
            str(error)
            if isinstance(error, msgspec.ValidationError)
            else f"no JSON but {response.media_type or 'unnamed data'}"
        )
        raise UnexpectedAnswer(where=where, problem=problem, status=response.status) from None
    pagination = envelope.pagination
    cursor = pagination.cursor if isinstance(pagination, _Pagination) else pagination
    return Page(data=envelope.data or (), cursor=cursor or None, total=envelope.total)
