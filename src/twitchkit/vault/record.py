"""The vault's format: versioned JSON, independent of the classes in memory."""

from __future__ import annotations

from datetime import datetime

import msgspec

from twitchkit.oauth.token import Token
from twitchkit.secret import Secret

FORMAT = 1
"""Raised when an older twitchkit could misread the file; fields may be added without that."""


class TokenRecord(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One token as it is written."""

    access_token: str
    issued_at: datetime
    expires_at: datetime | None = None
    scopes: list[str] = []

    @classmethod
    def of(cls, token: Token) -> TokenRecord:
        """`token`, to be written."""
        return cls(
            access_token=token.access_token.reveal(),
            issued_at=token.issued_at,
            expires_at=token.expires_at,
            scopes=sorted(token.scopes),
        )

    def token(self, client_id: str) -> Token:
        """The token that was written."""
        return Token(
            access_token=Secret(self.access_token),
            client_id=client_id,
            issued_at=self.issued_at,
            expires_at=self.expires_at,
            scopes=frozenset(self.scopes),
        )


class AppRecord(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One app's accounts, by name."""

    accounts: dict[str, TokenRecord] = {}


class VaultRecord(msgspec.Struct, kw_only=True):
    """The whole file."""

    format: int = FORMAT
    apps: dict[str, AppRecord] = {}


class FormatOnly(msgspec.Struct):
    """Just enough to know whether the rest can be read."""

    format: int
