"""The three ways a token travelled to Kraken (KRAKEN authentication.md)."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import quote_plus

from twitchkit.errors import InvalidRequest
from twitchkit.secret import Secret
from twitchkit.wire.request import FORM, Request

ACCEPT_V3 = "application/vnd.twitchtv.v3+json"
ACCEPT_V5 = "application/vnd.twitchtv.v5+json"


class Carriage(StrEnum):
    """Where the token is put."""

    HEADER = "header"
    QUERY = "query"
    BODY = "body"


def carry(
    request: Request,
    token: Secret,
    *,
    by: Carriage = Carriage.HEADER,
    client_id: str | None = None,
    accept: str = ACCEPT_V3,
) -> Request:
    """`request` with its token, as old code sent it.

    With `QUERY` the secret stands in the URL, and so in logs on the way: one of the reasons why it is gone.

    Args:
        request: of Kraken, with a form body or none.
        token: an access token.
        by: where to put it.
        client_id: sent as `Client-ID`.
        accept: names the version.

    Raises:
        InvalidRequest: a body on GET or DELETE, or one that is no form.
    """
    headers: dict[str, str | Secret] = {"Accept": accept, **request.headers}
    if client_id:
        headers["Client-ID"] = client_id
    field = f"oauth_token={quote_plus(token.reveal())}"
    match by:
        case Carriage.HEADER:
            headers["Authorization"] = Secret(f"OAuth {token.reveal()}")
            return Request(request.method, request.url, headers, request.body)
        case Carriage.QUERY:
            mark = "&" if "?" in request.url else "?"
            return Request(request.method, f"{request.url}{mark}{field}", headers, request.body)
        case Carriage.BODY:
            if request.method in ("GET", "HEAD", "DELETE"):
                raise InvalidRequest(
                    operation="a Kraken call", parameter="carriage", rule="GET and DELETE have no body"
                )
            if headers.setdefault("Content-Type", FORM) != FORM:
                raise InvalidRequest(
                    operation="a Kraken call", parameter="carriage", rule="only a form body takes oauth_token"
                )
            before = (request.body_bytes or b"").decode()
            return Request(
                request.method, request.url, headers, Secret(f"{before}&{field}" if before else field)
            )
