"""An access token and what is known of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from twitchkit.oauth.grant import Grant
from twitchkit.secret import Secret


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """An access token.

    Args:
        access_token: the token itself.
        client_id: whom it was issued to; Helix takes it with this `Client-Id` only.
        issued_at: when we got it (aware, UTC).
        expires_at: when it ends (aware, UTC); None when it never does.
        scopes: what its user granted; an app token has none.
        refresh_token: gets the next one; None for app tokens and the implicit grant.
        user_id: whose it is; None for an app token, and until `validate` has told.
        login: that user's name.
        grant: how it was got, None when not known.
        id_token: who logged in, signed, as it came and not yet verified; only with the scope `openid`,
            and not meant to be kept.
    """

    access_token: Secret
    client_id: str
    issued_at: datetime
    expires_at: datetime | None = None
    scopes: frozenset[str] = frozenset()
    refresh_token: Secret | None = None
    user_id: str | None = None
    login: str | None = None
    grant: Grant | None = None
    id_token: Secret | None = None

    def is_fresh(self, now: datetime, *, for_at_least: timedelta) -> bool:
        """True if it lives for `for_at_least` from `now`, as far as its expiry tells."""
        return self.expires_at is None or self.expires_at - now > for_at_least

    def is_of(self, user: str) -> bool:
        """True if it is the token of the user of that login or id."""
        return user.lower() in ((self.login or "").lower(), self.user_id)


_PREFIXES = ("oauth ", "bearer ", "oauth:")


def bare_token(text: str | Secret) -> Secret:
    """A token as a person pasted it, without the `oauth:` of chat clients or a header's scheme."""
    bare = (text.reveal() if isinstance(text, Secret) else text).strip()
    for prefix in _PREFIXES:
        if bare.lower().startswith(prefix):
            bare = bare[len(prefix) :].strip()
    return Secret(bare)


def chat_password(token: Secret) -> Secret:
    """What IRC's `PASS` takes."""
    return Secret(f"oauth:{token.reveal()}")
