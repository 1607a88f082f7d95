"""Which "no" it is: Helix answers 401 for at least four different causes, told apart by their text.

Source: dev.twitch.tv/docs/api/guide, and messages recorded by client authors.
"""

from __future__ import annotations

import msgspec

from twitchkit.errors import (
    AuthError,
    ClientMismatch,
    MissingScope,
    NotFound,
    NotPermitted,
    RateLimited,
    RequestRefused,
    ServerTrouble,
    TokenRefused,
    TwitchError,
    WrongTokenKind,
)
from twitchkit.helix.ratelimit import RateLimit
from twitchkit.shape import ready
from twitchkit.wire.response import Response


class _Refusal(msgspec.Struct):
    message: str | None = None
    error: str | None = None
    id: str | int | None = None


def message_of(response: Response) -> str:
    """Twitch's own words; the kind of body when it is not Twitch's JSON (a proxy's page, say)."""
    try:
        said = msgspec.json.decode(response.body, type=ready(_Refusal))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return f"a body of {response.media_type or 'no stated type'}" if response.body else ""
    return said.message or said.error or ""


def _named(response: Response) -> str | None:
    try:
        named = msgspec.json.decode(response.body, type=ready(_Refusal)).id
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return str(named) if named else None


def token_is_dead(response: Response) -> bool:
    """True for the one 401 that a new token mends; never for one about scopes, ids or the kind of token."""
    return response.status == 401 and isinstance(refusal(response), TokenRefused)


def refusal(response: Response, *, tries: int = 1) -> TwitchError | AuthError:
    """The error that a status outside 2xx stands for."""
    status, said = response.status, message_of(response)
    match status:
        case 401 | 403 | 404 if response.is_page:
            # Of a gateway on the way: it says nothing of the token, of rights, or of what there is.
            return RequestRefused(status=status, twitch_says=said)
        case 401:
            return _unauthorized(said)
        case 403:
            return NotPermitted(twitch_says=said)
        case 404:
            return NotFound(twitch_says=said)
        case 429:
            limit = RateLimit.of(response)
            return RateLimited(twitch_says=said, retry_after_s=limit.wait_s(response) if limit else None)
        case 409:
            return RequestRefused(status=status, twitch_says=said, existing_id=_named(response))
        case _ if status >= 500:
            return ServerTrouble(status=status, twitch_says=said, tries=tries)
        case _:
            return RequestRefused(status=status, twitch_says=said)


def _unauthorized(said: str) -> TwitchError | AuthError:
    text = said.lower()
    # The order matters: texts about scopes, kinds and ids speak of the token too.
    if "scope" in text:
        return MissingScope(twitch_says=said)
    if any(words in text for words in _OTHER_CLIENT):
        return ClientMismatch(twitch_says=said)
    if any(words in text for words in _OTHER_TOKEN):
        return WrongTokenKind(twitch_says=said)
    if "is missing" in text or "must provide a valid client-id" in text:
        # A header got lost on the way (a proxy, say): a new token would get lost too.
        return RequestRefused(status=401, twitch_says=said)
    # "Invalid OAuth token", and whatever else Twitch may say of a token that died, or nothing.
    if not text or (any(words in text for words in _DEAD) and "must match" not in text):
        return TokenRefused(status=401, twitch_says=said)
    # About an id, say: who may do what.  A new token would not change that.
    return NotPermitted(twitch_says=said)


_OTHER_CLIENT = ("do not match", "does not match")
_DEAD = ("token", "authentication", "credential", "unauthorized")
_OTHER_TOKEN = (
    "must match the user id",
    "app token",
    "app access token",
    "user oauth token",
    "user access token",
    "jwt",
)
