"""The JOSE library, imported only when a signature is made or checked."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from twitchkit.errors import MissingExtra
from twitchkit.secret import Secret

if TYPE_CHECKING:
    from joserfc.jwk import KeySet, OctKey


class BadJwt(Exception):
    """A JWT that is not to be trusted; `reason` is a sentence without any of its text."""

    def __init__(self, reason: str, *, unknown_key: bool = False) -> None:
        self.reason, self.unknown_key = reason, unknown_key
        super().__init__(reason)


def require_jose() -> None:
    """Nothing, or `MissingExtra` when the extra `openid` is not installed."""
    try:
        import_module("joserfc.jwt")
    except ImportError:
        raise MissingExtra(
            what="Signing or checking a signed token", package="joserfc", extra="openid"
        ) from None


def key_set(data: Mapping[str, Any]) -> KeySet:
    """Public keys of a JWKS; those of a kind we do not use are left out.

    Raises:
        BadJwt: none is usable.
    """
    require_jose()
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet, RSAKey

    keys: list[RSAKey] = []
    for row in cast("list[dict[str, Any]]", data.get("keys", [])):
        try:
            if row.get("kty") == "RSA":
                keys.append(
                    RSAKey.import_key({name: row[name] for name in ("kty", "n", "e", "kid") if name in row})
                )
        except (JoseError, ValueError, TypeError, AttributeError):
            continue
    if not keys:
        raise BadJwt("Twitch's key set holds no usable RSA key.")
    return KeySet(list(keys))


def shared_key(secret: bytes) -> OctKey:
    """The key of an HMAC."""
    require_jose()
    from joserfc.jwk import OctKey

    return OctKey.import_key(secret)


def sign(claims: Mapping[str, Any], key: OctKey) -> Secret:
    """A JWT, HS256."""
    require_jose()
    from joserfc import jwt

    return Secret(jwt.encode({"alg": "HS256"}, dict(claims), key, algorithms=["HS256"]))


def verified_claims(token: Secret, key: KeySet | OctKey, *, algorithm: str) -> dict[str, Any]:
    """The claims of a JWT whose signature is good; nothing else is checked.

    Raises:
        BadJwt: it is no JWT, of another algorithm, or not signed by `key`.
    """
    require_jose()
    from joserfc import jwt
    from joserfc.errors import (
        BadSignatureError,
        InvalidKeyIdError,
        JoseError,
        UnsupportedAlgorithmError,
    )

    try:
        return jwt.decode(token.reveal(), key, algorithms=[algorithm]).claims
    except InvalidKeyIdError:
        raise BadJwt("It is signed with a key that is not in the key set.", unknown_key=True) from None
    except BadSignatureError:
        raise BadJwt("Its signature is wrong: another secret or key signed it, or it was changed.") from None
    except UnsupportedAlgorithmError:
        raise BadJwt(f"It is not signed with {algorithm}.") from None
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadJwt("It is no signed token (JWT).") from None
