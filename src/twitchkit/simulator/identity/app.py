"""Registered applications."""

from __future__ import annotations

from dataclasses import dataclass

from twitchkit.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """An app of the developer console.

    Args:
        secret: None makes it a public client, which has no app tokens.
    """

    client_id: str
    secret: Secret | None
