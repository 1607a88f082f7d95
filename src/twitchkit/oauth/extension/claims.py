"""What an extension's token says."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class Role(StrEnum):
    """Who the token stands for.  Twitch's set is open: an unknown one is kept as a text."""

    BROADCASTER = "broadcaster"
    MODERATOR = "moderator"
    VIEWER = "viewer"
    EXTERNAL = "external"
    """The extension's own backend."""


class ExtensionClaims(msgspec.Struct, frozen=True, kw_only=True):
    """A token whose signature and times are good.

    Args:
        role: of `Role`, or a newer one.
        channel_id: where the extension runs; None when not told, `all` for every channel.
        user_id: None unless the viewer shared who they are.
        opaque_user_id: `U…` for logged-in viewers, `A…` for others; empty in tokens of a backend.
        is_unlinked: the viewer has withdrawn the sharing.
        listen: PubSub targets it may hear.
        send: PubSub targets it may send to.
        issued_at: (aware, UTC), None when not told.
        expires_at: (aware, UTC).
    """

    role: str
    expires_at: datetime
    channel_id: str | None = None
    user_id: str | None = None
    opaque_user_id: str = ""
    is_unlinked: bool = False
    listen: tuple[str, ...] = ()
    send: tuple[str, ...] = ()
    issued_at: datetime | None = None

    @property
    def is_logged_in(self) -> bool:
        """True for a viewer with a Twitch account."""
        return self.user_id is not None or self.opaque_user_id.startswith("U")
