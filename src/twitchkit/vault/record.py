"""A login as it is written: JSON, independent of the classes in memory."""

from __future__ import annotations

from datetime import datetime

import msgspec

from twitchkit.oauth.grant import Grant
from twitchkit.oauth.login import Login
from twitchkit.oauth.token import Token
from twitchkit.secret import Secret


class LoginRecord(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One login.  Fields may be added; a reader that does not know them leaves them out."""

    access_token: str
    issued_at: datetime
    expires_at: datetime | None = None
    scopes: list[str] = []
    refresh_token: str | None = None
    user_id: str | None = None
    login: str | None = None
    grant: Grant | None = None
    validated_at: datetime | None = None
    refreshing_since: datetime | None = None
    refresh_failed_at: datetime | None = None
    refresh_failed_because: str = ""
    over_because: str = ""

    @classmethod
    def of(cls, login: Login) -> LoginRecord:
        """`login`, to be written."""
        token = login.token
        return cls(
            access_token=token.access_token.reveal(),
            issued_at=token.issued_at,
            expires_at=token.expires_at,
            scopes=sorted(token.scopes),
            refresh_token=token.refresh_token.reveal() if token.refresh_token else None,
            user_id=token.user_id,
            login=token.login,
            grant=token.grant,
            validated_at=login.validated_at,
            refreshing_since=login.refreshing_since,
            refresh_failed_at=login.refresh_failed_at,
            refresh_failed_because=login.refresh_failed_because,
            over_because=login.over_because,
        )

    def read(self, client_id: str) -> Login:
        """The login that was written."""
        token = Token(
            access_token=Secret(self.access_token),
            client_id=client_id,
            issued_at=self.issued_at,
            expires_at=self.expires_at,
            scopes=frozenset(self.scopes),
            refresh_token=Secret(self.refresh_token) if self.refresh_token else None,
            user_id=self.user_id,
            login=self.login,
            grant=self.grant,
        )
        return Login(
            token=token,
            validated_at=self.validated_at,
            refreshing_since=self.refreshing_since,
            refresh_failed_at=self.refresh_failed_at,
            refresh_failed_because=self.refresh_failed_because,
            over_because=self.over_because,
        )
