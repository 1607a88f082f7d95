"""Checking an ID token (OpenID Connect Core §3.1.3.7 and §3.2.2.11)."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

import msgspec

from twitchkit.errors import IdTokenRefused
from twitchkit.oauth.exchange import ID_URL
from twitchkit.oauth.jose import BadJwt, key_set, require_jose, verified_claims
from twitchkit.oauth.openid.discovery import ALGORITHM, ISSUER
from twitchkit.oauth.openid.identity import Identity, moment
from twitchkit.oauth.openid.keys import PublicKeys, fetch_keys
from twitchkit.secret import Secret
from twitchkit.wire.flow import Flow

LEEWAY = timedelta(seconds=60)
"""For clocks that differ."""


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """An ID token that is good.

    Args:
        identity: who logged in.
        keys: that it was checked with; keep them for the next one.
    """

    identity: Identity
    keys: PublicKeys


def verify_id_token(
    id_token: Secret,
    *,
    client_id: str,
    nonce: Secret | None,
    now: datetime,
    keys: PublicKeys | None = None,
    access_token: Secret | None = None,
    id_url: str = ID_URL,
    issuer: str = ISSUER,
    leeway: timedelta = LEEWAY,
) -> Flow[Verified]:
    """Who logged in: signature, algorithm, issuer, audience, times, nonce and `at_hash` are checked.

    Args:
        id_token: from the redirect or the token endpoint.
        client_id: ours; a token made for another app proves nothing.
        nonce: as sent with the authorize URL; None only when none was sent.
        now: the moment.
        keys: from before; fetched when None, and once more when the token names a key not among them.
        access_token: that came with it, for `at_hash`.
        id_url: scheme and host of the identity service.
        issuer: as the token must name it.
        leeway: for clocks that differ.

    Raises:
        IdTokenRefused: nobody has logged in.
        MissingExtra: the extra `openid` is not installed.
        TwitchError, NetworkError: the keys could not be had.
    """
    require_jose()
    held = keys or (yield from fetch_keys(id_url=id_url, now=now))
    try:
        claims = _claims(id_token, held)
    except BadJwt as error:
        if not error.unknown_key or keys is None:
            raise IdTokenRefused(reason=error.reason) from None
        # Twitch may have changed its keys since ours were fetched.
        held = yield from fetch_keys(id_url=id_url, now=now)
        try:
            claims = _claims(id_token, held)
        except BadJwt as again:
            raise IdTokenRefused(reason=again.reason) from None
    _check_audience(claims, client_id=client_id, issuer=issuer)
    _check_times(claims, now=now, leeway=leeway)
    if nonce is not None and not _same(claims.get("nonce"), nonce.reveal()):
        raise IdTokenRefused(reason="Its nonce is not the one of this login: it may be replayed.")
    if access_token is not None and "at_hash" in claims and not _same(claims["at_hash"], _hash(access_token)):
        raise IdTokenRefused(reason="It belongs to another access token (at_hash).")
    user_id = claims.get("sub")
    if not isinstance(user_id, str) or not user_id:
        raise IdTokenRefused(reason="It names no user (sub).")
    return Verified(identity=Identity.of(claims, user_id=user_id, client_id=client_id), keys=held)


def _claims(id_token: Secret, keys: PublicKeys) -> Mapping[str, object]:
    return verified_claims(id_token, key_set(keys.data), algorithm=ALGORITHM)


def _check_audience(claims: Mapping[str, object], *, client_id: str, issuer: str) -> None:
    if claims.get("iss") != issuer:
        raise IdTokenRefused(reason=f"It was not issued by {issuer} (iss).")
    audience = claims.get("aud")
    if audience not in (client_id, [client_id]) or claims.get("azp", client_id) != client_id:
        raise IdTokenRefused(reason="It was made for another client id (aud).")


def _check_times(claims: Mapping[str, object], *, now: datetime, leeway: timedelta) -> None:
    expires_at, issued_at = moment(claims.get("exp")), moment(claims.get("iat"))
    if expires_at is None:
        raise IdTokenRefused(reason="It has no usable end (exp).")
    if now >= expires_at + leeway:
        raise IdTokenRefused(reason=f"It ended at {expires_at:%Y-%m-%d %H:%M:%S} UTC (exp).")
    if issued_at is not None and issued_at > now + leeway:
        raise IdTokenRefused(
            reason=f"It was issued in the future, at {issued_at:%Y-%m-%d %H:%M:%S} UTC (iat)."
        )


def _same(told: object, known: str) -> bool:
    return isinstance(told, str) and hmac.compare_digest(
        told.encode(errors="replace"), known.encode(errors="replace")
    )


def _hash(access_token: Secret) -> str:
    """The left half of its SHA-256 (§3.2.2.9)."""
    digest = sha256(access_token.reveal().encode()).digest()
    return urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()
