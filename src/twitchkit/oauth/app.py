"""A registered Twitch application."""

from __future__ import annotations

import msgspec

from twitchkit.secret import Secret


class App(msgspec.Struct, frozen=True):
    """A client id, and a secret if the app is a confidential client (RFC 6749 §2.1).

    Args:
        client_id: public, names the app.
        client_secret: None for a public client, which gets no app tokens.
    """

    client_id: str
    client_secret: Secret | None = None

    @property
    def is_public(self) -> bool:
        """True if it has no secret; then its refresh tokens work once and live 30 days."""
        return not self.client_secret
