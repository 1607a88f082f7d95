"""`GET /oauth2/authorize`: the page where a person consents (RFC 6749 §4.1.1 and §4.2.1).

Source: dev.twitch.tv/docs/authentication/getting-tokens-oauth/ and …/getting-tokens-oidc/
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from twitchkit.errors import InvalidRequest
from twitchkit.oauth.app import App
from twitchkit.oauth.exchange import ID_URL
from twitchkit.oauth.pending import Pending
from twitchkit.oauth.scope_set import join_scopes
from twitchkit.secret import Secret, SignedUrl
from twitchkit.wire.request import encode_query

PATH = "/oauth2/authorize"
RESPONSE_TYPES = ("code", "token", "id_token", "token id_token", "code id_token")
LIFETIME = timedelta(minutes=15)
"""How long a login may take.  Twitch publishes no bound of its own; people look for passwords and phones."""
_SHORTEST_STATE = 16
_EMAIL = frozenset({"email", "email_verified"})


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """What more than the user id is wanted of OpenID Connect: `email`, `email_verified`, `picture`,
    `preferred_username`, `updated_at`.

    Args:
        id_token: to stand in the ID token.
        userinfo: to be answered by userinfo.
    """

    id_token: tuple[str, ...] = ()
    userinfo: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.id_token or self.userinfo)

    def encoded(self) -> str:
        """The `claims` parameter: each name with null (OpenID Connect Core §5.5)."""
        halves = {"id_token": self.id_token, "userinfo": self.userinfo}
        return msgspec.json.encode(
            {half: dict.fromkeys(names) for half, names in halves.items() if names}
        ).decode()


def authorize(
    app: App,
    *,
    redirect_uri: str,
    scopes: str | Iterable[str] = (),
    state: str,
    now: datetime,
    response_type: str = "code",
    force_verify: bool = False,
    nonce: str | None = None,
    claims: Claims | None = None,
    lifetime: timedelta = LIFETIME,
    id_url: str = ID_URL,
) -> Pending:
    """A started login: its URL, and what is needed to believe the answer.

    `openid` joins the scopes when an ID token or claims are asked for, `user:read:email` when one of the
    claims is the address.

    Args:
        app: its client id is sent, its secret never.
        redirect_uri: as registered, character by character.
        scopes: asked for, in any spelling.
        state: fresh from a cryptographic generator, 16 characters at least.
        now: the moment, for the expiry.
        response_type: one of `RESPONSE_TYPES`, in any order.
        force_verify: show the page even to those who consented before, and let them switch accounts.
        nonce: like `state`; needed for every ID token that comes in a redirect.
        claims: what the ID token and userinfo shall tell.
        lifetime: how long the answer may take.
        id_url: scheme and host of the identity service.

    Raises:
        InvalidRequest: a parameter breaks a rule.
    """
    kinds = frozenset(response_type.split())
    known = next((kind for kind in RESPONSE_TYPES if frozenset(kind.split()) == kinds), None)
    if known is None:
        raise _refused("response_type", f"one of {', '.join(RESPONSE_TYPES)}")
    if len(state) < _SHORTEST_STATE:
        raise _refused("state", f"at least {_SHORTEST_STATE} characters from a cryptographic generator")
    if "id_token" in kinds and not nonce:
        raise _refused("nonce", "an ID token in a redirect needs one, so that it cannot be replayed")
    if not redirect_uri:
        raise _refused("redirect_uri", "needed, exactly as registered")
    wanted = join_scopes(scopes).split()
    if "id_token" in kinds or claims or nonce:
        wanted.append("openid")
    if claims and _EMAIL & {*claims.id_token, *claims.userinfo}:
        wanted.append("user:read:email")
    wanted = list(dict.fromkeys(wanted))
    pairs = [
        ("response_type", known),
        ("client_id", app.client_id),
        ("redirect_uri", redirect_uri),
        *([("scope", " ".join(wanted))] if wanted else []),
        ("state", state),
        *([("force_verify", "true")] if force_verify else []),
        *([("nonce", nonce)] if nonce else []),
        *([("claims", claims.encoded())] if claims else []),
    ]
    return Pending(
        url=SignedUrl(f"{id_url.rstrip('/')}{PATH}?{encode_query(pairs)}"),
        state=Secret(state),
        nonce=Secret(nonce) if nonce else None,
        client_id=app.client_id,
        redirect_uri=redirect_uri,
        response_type=known,
        scopes=frozenset(wanted),
        issued_at=now,
        expires_at=now + lifetime,
    )


def _refused(parameter: str, rule: str) -> InvalidRequest:
    return InvalidRequest(operation="authorize", parameter=parameter, rule=rule)
