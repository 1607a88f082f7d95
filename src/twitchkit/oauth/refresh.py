"""The refresh grant (RFC 6749 §6), for confidential and public clients.

Source: dev.twitch.tv/docs/authentication/refresh-tokens/; what happens to spent tokens: twitchdev/issues#903.
"""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from twitchkit.errors import NetworkError, NotRefreshable, RefreshLost, RefreshRefused, UnexpectedAnswer
from twitchkit.oauth.app import App
from twitchkit.oauth.exchange import BACKOFF, message_of, words_of
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.lost import may_have_arrived
from twitchkit.oauth.token import Token
from twitchkit.oauth.token_endpoint import ask, read_token, refusal
from twitchkit.secret import Secret
from twitchkit.wire.flow import Flow
from twitchkit.wire.retry import Backoff

_WHY_NOT = {
    Grant.CLIENT_CREDENTIALS: "App tokens come without a refresh token.",
    Grant.IMPLICIT: "The implicit grant gives no refresh token.",
}


def not_refreshable(token: Token) -> NotRefreshable:
    """Why `token`, which has no refresh token, has none."""
    known = _WHY_NOT.get(token.grant) if token.grant else None
    return NotRefreshable(reason=known or "It came without a refresh token.")


def refresh(app: App, token: Token, *, id_url: str, now: datetime, backoff: Backoff = BACKOFF) -> Flow[Token]:
    """The next token of the same user with the same scopes; a refresh can change neither.

    The caller sees to it that only one refresh of a token runs at a time, and writes the answer down before
    anyone uses it.  For a public client every refresh token works once, and using a spent one ends the whole
    connection between user and app: it is never sent again once it may have arrived.

    Args:
        app: with its secret if it is a confidential client, whichever way the token was got.
        token: the last one, with its refresh token.
        id_url: scheme and host of the identity service.
        now: the moment, for the expiry.
        backoff: how often and how long.

    Returns:
        The new token.  It keeps the old refresh token only if the answer names none.

    Raises:
        NotRefreshable: `token` has no refresh token; nothing was sent.
        RefreshRefused: definitely no; after a look whether somebody else brought a newer token, only a new
            login helps.
        RefreshLost: a public client's answer was lost; the refresh token may be spent.
        SecretRequired, ClientRefused: the app's credentials.
        RateLimited, ServerTrouble, NetworkError: on every try; the token is to be kept and tried later.
        RequestRefused, UnexpectedAnswer: an answer nobody has seen yet.
    """
    refresh_token = token.refresh_token
    if not refresh_token:
        raise not_refreshable(token)
    fields: dict[str, str | Secret] = {"client_id": app.client_id}
    if app.client_secret:
        fields["client_secret"] = app.client_secret
    fields |= {"grant_type": "refresh_token", "refresh_token": refresh_token}
    try:
        response = yield from ask(id_url, fields, backoff=backoff, one_time=app.is_public)
    except NetworkError as error:
        if app.is_public and may_have_arrived(error):
            raise RefreshLost(reason=f"{error.what} {error.why}".strip()) from error
        raise
    hide = [refresh_token, app.client_secret]
    said = message_of(response, hide=hide)
    # Twitch: 401 after the user disconnected the app or changed the password; its text varies.
    # RFC 6749 §5.2 says `invalid_grant`, which Twitch does not, for the same.
    words = words_of(response)
    about_app = any(part in words for part in ("client secret", "client id", "invalid client"))
    gone = response.status == 401 and not response.is_page and not about_app
    if gone or (response.status == 400 and ("refresh token" in words or "invalid_grant" in words)):
        raise RefreshRefused(status=response.status, twitch_says=said)
    if response.status != 200:
        raise refusal(response, hide=hide, doing="refresh this token")
    try:
        new = read_token(response, client_id=app.client_id, now=now)
    except UnexpectedAnswer as error:
        if app.is_public:
            raise RefreshLost(reason=f"Twitch answered 200, but {error.problem}.") from error
        raise
    return replace(
        new,
        refresh_token=new.refresh_token or refresh_token,
        scopes=new.scopes or token.scopes,
        user_id=token.user_id,
        login=token.login,
        grant=token.grant,
    )
