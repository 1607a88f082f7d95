"""How a token was got (RFC 6749 §1.3), by our names."""

from __future__ import annotations

from enum import StrEnum


class Grant(StrEnum):
    """The OAuth way a token was got; it tells how the next one is got."""

    CLIENT_CREDENTIALS = "client_credentials"
    AUTHORIZATION_CODE = "authorization_code"
    IMPLICIT = "implicit"
    DEVICE_CODE = "device_code"
    GIVEN = "given"
    """Brought along from elsewhere; how it was made is not known."""
