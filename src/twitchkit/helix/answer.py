"""From a Helix answer to a typed page, or to the error it stands for."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec.structs import force_setattr

from twitchkit.errors import UnexpectedAnswer
from twitchkit.helix.page import Page
from twitchkit.helix.refusal import refusal
from twitchkit.wire.response import Response

P = TypeVar("P", bound=Page[Any])


def read_page(response: Response, row: type[Any], page: type[P], *, where: str) -> P:
    """What a good answer says.

    Args:
        row: the class of a row.
        page: the class around the rows; it knows the shape of the answer.
        where: the operation, for the error.

    Raises:
        TwitchError, AuthError: any status but 2xx.
        UnexpectedAnswer: the path and the shape that did not fit, never the body.
    """
    if not 200 <= response.status < 300:
        raise refusal(response)
    if response.body.lstrip()[:1] == b"<":
        # Of a gateway on the way, also where Twitch would say nothing: who knows what was done.
        raise UnexpectedAnswer(where=where, problem=_no_json(response), status=response.status)
    try:
        read = page.read(response.body, row)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = str(error) if isinstance(error, msgspec.ValidationError) else _no_json(response)
        raise UnexpectedAnswer(where=where, problem=problem, status=response.status) from None
    force_setattr(read, "response", response)
    return read


def _no_json(response: Response) -> str:
    return f"no JSON but {response.media_type or 'unnamed data'}"
