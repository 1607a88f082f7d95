"""A login: the token of one account, and where it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Self

import msgspec
from msgspec.structs import replace

from twitchkit.oauth.token import Token


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """What a vault keeps for one account.

    Args:
        token: the newest pair.
        validated_at: when Twitch last said that it is valid (aware, UTC), None when never asked.
        refreshing_since: when its refresh token was sent and no answer kept since, None normally.  It is
            written before the request leaves, so that a crash cannot hide that the token may be spent.
        refresh_failed_at: when a refresh failed for a passing reason (aware, UTC), None after a success.
        refresh_failed_because: why, for the others who wait for it.
        over_because: why only a new consent helps, empty while the login lives.
    """

    token: Token
    validated_at: datetime | None = None
    refreshing_since: datetime | None = None
    refresh_failed_at: datetime | None = None
    refresh_failed_because: str = ""
    over_because: str = ""

    @property
    def is_over(self) -> bool:
        """True if only a new consent helps."""
        return bool(self.over_because)

    def refreshing(self, now: datetime) -> Self:
        """The same, its refresh token about to be sent; what became of an earlier try is past."""
        return replace(self, refreshing_since=now, refresh_failed_at=None, refresh_failed_because="")

    def refresh_failed(self, now: datetime, because: str, *, undone: bool) -> Self:
        """The same after a refresh that failed; `undone` if Twitch certainly did nothing."""
        since = None if undone else self.refreshing_since
        return replace(self, refreshing_since=since, refresh_failed_at=now, refresh_failed_because=because)

    @property
    def was_answered(self) -> bool:
        """True if the refresh that is marked got an answer, which told nothing of the refresh token."""
        return self.refreshing_since is not None and self.refresh_failed_at is not None

    def over(self, because: str) -> Self:
        """The same, ended; the record is kept, so that it can be told who has to log in again."""
        return replace(self, over_because=because, refreshing_since=None)
