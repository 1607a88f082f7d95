"""Which requests a page of another origin may send (Fetch standard, §3.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.asked import Asked

HEADERS: Final = {
    "/helix": "Accept, Accept-Language, Authorization, Client-Id, Content-Type, X-Requested-With",
    "/kraken": "Accept, Authorization, Client-Id, Content-Type, Twitch-Api-Token, X-Csrf-Token,"
    " X-Requested-With",
    "/gql": "Accept, Accept-Language, Authorization, Client-Id, Client-Integrity, Client-Session-Id,"
    " Client-Version, Content-Type, X-Device-Id",
    # Twitch: Client-Id is not taken there (mitchwadair/tesjs#95, 2025-03).
    "/oauth2": "Accept, Authorization, Content-Type",
}
"""The headers of their own that pages may send, by the first part of the path."""
PAGES: Final = frozenset({"/oauth2/authorize"})
"""For people, not for scripts."""


def preflight(asked: Asked) -> Answer | None:
    """The answer to a browser that asks before it sends; None for other requests."""
    told = _headers(asked)
    if asked.method != "OPTIONS" or told is None or "access-control-request-method" not in asked.headers:
        return None
    return Answer(
        headers={
            "access-control-allow-origin": "*",
            "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
            "access-control-allow-headers": told,
            "access-control-max-age": "600",
        }
    )


def shared(asked: Asked, answer: Answer) -> Answer:
    """`answer`, which a page of any origin may read when it is an API's."""
    if _headers(asked) is None:
        return answer
    return replace(answer, headers={**answer.headers, "access-control-allow-origin": "*"})


def _headers(asked: Asked) -> str | None:
    first = asked.path.removeprefix("/").partition("/")[0]
    return None if asked.path in PAGES else HEADERS.get(f"/{first}")
