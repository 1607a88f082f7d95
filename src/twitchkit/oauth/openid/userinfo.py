"""`GET /oauth2/userinfo`: the claims that were asked for, for an access token with `openid`."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from twitchkit.errors import IdTokenRefused, RequestRefused, TokenRefused, UnexpectedAnswer
from twitchkit.oauth.exchange import BACKOFF, ID_URL, exchange, message_of
from twitchkit.oauth.openid.discovery import USERINFO_PATH
from twitchkit.oauth.openid.identity import Identity
from twitchkit.secret import Secret
from twitchkit.shape import ready
from twitchkit.wire.flow import Flow
from twitchkit.wire.request import Request
from twitchkit.wire.retry import Backoff


class _Answer(msgspec.Struct):
    sub: str
    aud: str | list[str] = ""


def userinfo(
    access_token: Secret,
    *,
    client_id: str,
    user_id: str | None = None,
    id_url: str = ID_URL,
    backoff: Backoff = BACKOFF,
) -> Flow[Identity]:
    """Who the token's user is, with the claims that the login asked for under `userinfo`.

    Args:
        access_token: with the scope `openid`; never an ID token.
        client_id: whom the token was issued to.
        user_id: of the verified ID token, if there was one; another user's answer is refused then
            (OpenID Connect Core §5.3.2).
        id_url: scheme and host of the identity service.
        backoff: how often and how long.

    Raises:
        TokenRefused: it is dead.
        IdTokenRefused: the answer is about somebody else.
        RequestRefused, UnexpectedAnswer: an answer that is none.
        RateLimited, ServerTrouble, NetworkError: on every try.
    """
    request = Request(
        "GET",
        id_url.rstrip("/") + USERINFO_PATH,
        {"Authorization": Secret(f"Bearer {access_token.reveal()}"), "Accept": "application/json"},
    )
    response = yield from exchange(request, backoff=backoff, hide=[access_token])
    said = "a page, not Twitch's JSON" if response.is_page else message_of(response, hide=[access_token])
    if response.status == 401 and not response.is_page:
        raise TokenRefused(status=401, twitch_says=said)
    if response.status != 200:
        raise RequestRefused(status=response.status, twitch_says=said)
    try:
        answer = msgspec.json.decode(response.body, type=ready(_Answer))
        claims = msgspec.json.decode(response.body, type=Mapping[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = str(error) if isinstance(error, msgspec.ValidationError) else "its body is no JSON"
        raise UnexpectedAnswer(where=USERINFO_PATH, problem=problem) from None
    if user_id is not None and answer.sub != user_id:
        raise IdTokenRefused(reason="Userinfo speaks of another user than the ID token.")
    if answer.aud not in ("", client_id, [client_id]):
        raise IdTokenRefused(reason="Userinfo was told to another client id (aud).")
    return Identity.of(claims, user_id=answer.sub, client_id=client_id)
