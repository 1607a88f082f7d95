"""Where events can be sent."""

from __future__ import annotations

from urllib.parse import urlsplit

HTTPS_PORT = 443


def callback_trouble(callback: str | None, secret: str | None) -> str | None:
    """What is wrong with a webhook's address and secret, None when nothing is."""
    if not callback:
        return "The callback is required for a webhook transport"
    if not secret:
        return "The secret is required for a webhook transport"
    try:
        parts = urlsplit(callback)
        port = parts.port
    except ValueError:
        return "The callback is not a valid URL"
    if parts.scheme != "https" or not parts.hostname or port not in {None, HTTPS_PORT}:
        return "The callback must be an HTTPS URL on port 443"
    return None
