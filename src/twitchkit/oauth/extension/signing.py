"""Signing and checking an extension's tokens."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

from twitchkit.errors import ExtensionTokenRefused, InvalidRequest, InvalidSetting
from twitchkit.oauth.extension.claims import ExtensionClaims, Role
from twitchkit.oauth.jose import BadJwt, shared_key, sign, verified_claims
from twitchkit.oauth.openid.identity import moment
from twitchkit.secret import REDACTED, Secret

LIFETIME = timedelta(seconds=60)
"""Usual are 30 to 180 seconds: the token is made for one call."""
LONGEST_LIFETIME = timedelta(days=1)
LEEWAY = timedelta(seconds=30)
"""For clocks that differ."""
_SHORTEST_SECRET = 16
_MILLISECONDS = 100_000_000_000
"""As seconds it is the year 5138."""


def sign_extension_token(
    secret: Secret,
    *,
    user_id: str,
    now: datetime,
    role: str = Role.EXTERNAL,
    channel_id: str | None = None,
    send: Sequence[str] = (),
    listen: Sequence[str] = (),
    lifetime: timedelta = LIFETIME,
) -> Secret:
    """A token of the extension's backend, for one call of an extension endpoint.

    Args:
        secret: of the extension, base64 as the console shows it.
        user_id: of the extension's owner.
        now: the moment.
        role: `external` for a backend.
        channel_id: of PubSub and chat messages; `all` for a message to every channel.
        send: PubSub targets: `broadcast`, `global`, `whisper-<opaque id>` or `*`.
        listen: PubSub targets to hear; the front end's matter, as a rule.
        lifetime: up to a day.

    Raises:
        InvalidRequest: a claim breaks a rule.
        InvalidSetting: the secret is no base64.
        MissingExtra: the extra `openid` is not installed.
    """
    if role not in set(Role):
        raise _broken("role", f"one of {', '.join(Role)}")
    if not user_id or not user_id.isdigit():
        raise _broken("user_id", "the numeric id of the extension's owner, as a text")
    if not timedelta(seconds=1) <= lifetime <= LONGEST_LIFETIME:
        raise _broken("lifetime", "between a second and a day")
    claims: dict[str, object] = {
        # Seconds: in milliseconds, as one well-known client has it, the token would live for 50,000 years.
        "exp": int((now + lifetime).timestamp()),
        "iat": int(now.timestamp()),
        "user_id": user_id,
        "role": str(role),
    }
    if channel_id:
        claims["channel_id"] = channel_id
    if send or listen:
        claims["pubsub_perms"] = {
            name: list(targets) for name, targets in (("listen", listen), ("send", send)) if targets
        }
    return sign(claims, shared_key(_decoded(secret)))


def verify_extension_token(
    token: Secret, secrets: Sequence[Secret], *, now: datetime, leeway: timedelta = LEEWAY
) -> ExtensionClaims:
    """What the helper's token says, once its signature and times are found good.

    Args:
        token: from `onAuthorized`, as the front end sent it; a scheme in front is not taken off.
        secrets: every active one, the newest first; during a change of secrets there are several.
        now: the moment.
        leeway: for clocks that differ.

    Raises:
        ExtensionTokenRefused: it proves nothing.
        InvalidSetting: a secret is no base64, or there is none.
        MissingExtra: the extra `openid` is not installed.
    """
    if not secrets:
        raise InvalidSetting(setting="The extension secret", value="", rule="At least one is needed.")
    claims: Mapping[str, object] | None = None
    refused = ""
    for secret in secrets:
        try:
            claims = verified_claims(token, shared_key(_decoded(secret)), algorithm="HS256")
        except BadJwt as error:
            refused = error.reason
        else:
            break
    if claims is None:
        raise ExtensionTokenRefused(reason=refused)
    return _read(claims, now=now, leeway=leeway)


def _read(claims: Mapping[str, object], *, now: datetime, leeway: timedelta) -> ExtensionClaims:
    ends, expires_at = claims.get("exp"), moment(claims.get("exp"))
    if isinstance(ends, int | float) and ends > _MILLISECONDS:
        raise ExtensionTokenRefused(
            reason="Its end (exp) is in milliseconds.",
            fix="Sign it with exp in seconds since 1970: twitchkit extension sign does.",
        )
    if expires_at is None:
        raise ExtensionTokenRefused(reason="It has no usable end (exp).")
    if now >= expires_at + leeway:
        raise ExtensionTokenRefused(
            reason=f"It ended at {expires_at:%Y-%m-%d %H:%M:%S} UTC.",
            fix="Take the newest token of the extension helper: it renews them about every hour.",
        )
    issued_at = moment(claims.get("iat"))
    if issued_at is not None and issued_at > now + leeway:
        raise ExtensionTokenRefused(
            reason=f"It was issued in the future, at {issued_at:%Y-%m-%d %H:%M:%S} UTC.",
            fix="Set this machine's clock.",
        )
    role = claims.get("role")
    if not isinstance(role, str) or not role:
        raise ExtensionTokenRefused(reason="It names no role.")
    perms = claims.get("pubsub_perms")
    allowed = cast("Mapping[str, object]", perms if isinstance(perms, dict) else {})
    return ExtensionClaims(
        role=role,
        expires_at=expires_at,
        channel_id=_text(claims.get("channel_id")),
        user_id=_text(claims.get("user_id")),
        opaque_user_id=_text(claims.get("opaque_user_id")) or "",
        is_unlinked=claims.get("is_unlinked") is True,
        listen=_targets(allowed.get("listen")),
        send=_targets(allowed.get("send")),
        issued_at=issued_at,
    )


def _decoded(secret: Secret) -> bytes:
    """The key itself; base64 of either alphabet, with or without padding."""
    text = "".join(secret.reveal().split()).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        key = b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < _SHORTEST_SECRET:
        raise InvalidSetting(
            setting="The extension secret",
            value=REDACTED,
            rule="It is the base64 text of the console's Extension Client Configuration, not the API secret.",
        )
    return key


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _targets(value: object) -> tuple[str, ...]:
    several = cast("list[object]", value) if isinstance(value, list) else []
    return tuple(one for one in several if isinstance(one, str))


def _broken(parameter: str, rule: str) -> InvalidRequest:
    return InvalidRequest(operation="sign_extension_token", parameter=parameter, rule=rule)
