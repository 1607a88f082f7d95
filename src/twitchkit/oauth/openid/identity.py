"""Who somebody is, as Twitch's claims say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Self

import msgspec


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """A Twitch user; what was not asked for in `claims` is None.

    Args:
        user_id: Twitch's id (`sub`).
        client_id: whom it was told to (`aud`).
        name: display name (`preferred_username`).
        email: None also when it is not verified, or `user:read:email` was not granted.
        email_verified: as Twitch says.
        picture: address of the profile image.
        updated_at: of the profile (aware, UTC).
        issued_at: of this statement (aware, UTC).
        expires_at: of this statement (aware, UTC).
        claims: everything that was told, as it came.
    """

    user_id: str
    client_id: str
    name: str | None = None
    email: str | None = None
    email_verified: bool | None = None
    picture: str | None = None
    updated_at: datetime | None = None
    issued_at: datetime | None = None
    expires_at: datetime | None = None
    claims: Mapping[str, object] = msgspec.field(default_factory=dict[str, object])

    def __repr__(self) -> str:
        return f"<Identity {self.user_id} {self.name or ''}>"

    @classmethod
    def of(cls, claims: Mapping[str, object], *, user_id: str, client_id: str) -> Self:
        """From claims that were checked; a claim of an unexpected kind is read as not told."""
        verified = claims.get("email_verified")
        return cls(
            user_id=user_id,
            client_id=client_id,
            name=_text(claims.get("preferred_username")),
            email=_text(claims.get("email")),
            email_verified=verified if isinstance(verified, bool) else None,
            picture=_text(claims.get("picture")),
            updated_at=_day(claims.get("updated_at")),
            issued_at=moment(claims.get("iat")),
            expires_at=moment(claims.get("exp")),
            claims=MappingProxyType(dict(claims)),
        )


def moment(value: object) -> datetime | None:
    """Unix seconds as a moment, None for anything that is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _day(value: object) -> datetime | None:
    """RFC 3339, as documented; Unix seconds, as OpenID Connect wants it."""
    if not isinstance(value, str):
        return moment(value)
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
