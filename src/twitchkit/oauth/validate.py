"""`GET /oauth2/validate`: whether an access token lives, and whose it is.

Apps that keep a session must ask at start and every hour.
Source: dev.twitch.tv/docs/authentication/validate-tokens/
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from twitchkit.errors import ClientMismatch, RequestRefused, TokenRefused, UnexpectedAnswer
from twitchkit.oauth.exchange import BACKOFF, exchange, message_of, words_of
from twitchkit.oauth.token import Token
from twitchkit.oauth.token_endpoint import expiry, told_scopes
from twitchkit.secret import Secret
from twitchkit.shape import ready
from twitchkit.wire.flow import Flow
from twitchkit.wire.request import Request
from twitchkit.wire.response import Response
from twitchkit.wire.retry import Backoff

PATH = "/oauth2/validate"


class Validation(msgspec.Struct, frozen=True, kw_only=True):
    """What Twitch says of a living token.

    Args:
        client_id: whom it was issued to.
        checked_at: when we asked (aware, UTC).
        expires_in_s: seconds from then; None when it never ends.
        expires_at: the same as a moment.
        scopes: what its user granted.
        user_id: whose it is, None for an app token.
        login: that user's name, None for an app token.
    """

    client_id: str
    checked_at: datetime
    expires_in_s: int | None
    expires_at: datetime | None
    scopes: frozenset[str] = frozenset()
    user_id: str | None = None
    login: str | None = None

    @property
    def is_app(self) -> bool:
        """True for an app's own token, which stands for no user."""
        return self.user_id is None

    def adopt(self, token: Token) -> Token:
        """`token` with the expiry, scopes and user that Twitch named.

        Raises:
            ClientMismatch: it belongs to another client id.
        """
        self.expect_client(token.client_id)
        return replace(
            token, expires_at=self.expires_at, scopes=self.scopes, user_id=self.user_id, login=self.login
        )

    def expect_client(self, client_id: str) -> None:
        """Nothing, or `ClientMismatch` when the token belongs to another client id."""
        if self.client_id != client_id:
            raise ClientMismatch(twitch_says=f"it was issued to client id {self.client_id}")


class _Answer(msgspec.Struct):
    client_id: str
    expires_in: object = None
    scopes: object = None
    login: str | None = None
    user_id: str | None = None


def validate(
    access_token: Secret, *, id_url: str, now: datetime, backoff: Backoff = BACKOFF
) -> Flow[Validation]:
    """What Twitch says of a token.

    Args:
        access_token: of a user or an app.
        id_url: scheme and host of the identity service.
        now: the moment, for the expiry.
        backoff: how often and how long.

    Raises:
        TokenRefused: it is definitely dead.  No other error says anything about the token.
        RateLimited, ServerTrouble, NetworkError: on every try.
        RequestRefused, UnexpectedAnswer: an answer that is none.
    """
    # Twitch takes `Bearer` too; `OAuth` is what has always worked.
    request = Request(
        "GET",
        id_url.rstrip("/") + PATH,
        {"Authorization": Secret(f"OAuth {access_token.reveal()}"), "Accept": "application/json"},
    )
    response = yield from exchange(request, backoff=backoff, hide=[access_token])
    return _read(response, now=now, access_token=access_token)


def _read(response: Response, *, now: datetime, access_token: Secret) -> Validation:
    said = "a page, not Twitch's JSON" if response.is_page else message_of(response, hide=[access_token])
    no_header = "missing authorization token" in words_of(response)
    if response.status == 401 and not response.is_page and not no_header:
        raise TokenRefused(status=401, twitch_says=said)
    if response.status != 200:
        # A 401 for a missing header means that something on the way took it, and a page is something else's:
        # neither says anything of the token.
        raise RequestRefused(status=response.status, twitch_says=said)
    try:
        answer = msgspec.json.decode(response.body, type=ready(_Answer))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = str(error) if isinstance(error, msgspec.ValidationError) else "its body is no JSON"
        raise UnexpectedAnswer(where="/oauth2/validate", problem=problem) from None
    expires_at = expiry(now, answer.expires_in)
    return Validation(
        client_id=answer.client_id,
        checked_at=now,
        expires_in_s=None if expires_at is None else int((expires_at - now).total_seconds()),
        expires_at=expires_at,
        scopes=told_scopes(answer.scopes),
        # Twitch: for app tokens null in the documentation, absent in recordings.
        user_id=answer.user_id or None,
        login=answer.login or None,
    )
