"""People and channels, which on Twitch are the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account.

    Args:
        kind: `partner`, `affiliate` or empty, as Helix says it.
        email: as the person gave it; apps see it when it is verified.
        deleted: the account is gone; its clips may live on.
        grants: scopes this person has granted the app when the world begins; the ledger knows those of now.
        edits: ids of the channels this person edits when the world begins; `Roles` knows those of now.
    """

    id: str
    login: str
    display_name: str
    kind: str
    description: str
    language: str
    followers: int
    created_at: datetime
    email: str = ""
    email_verified: bool = True
    deleted: bool = False
    grants: frozenset[str] = frozenset()
    edits: frozenset[str] = frozenset()
