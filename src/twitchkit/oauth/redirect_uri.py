"""What Twitch's console takes as a redirect URL, told before a login fails on it.

Source: dev.twitch.tv/docs/authentication/register-app/, twitchdev/issues#342, #630
"""

from __future__ import annotations

from urllib.parse import urlsplit

MOST = 10
"""Redirect URLs per app (documentation of the official command line)."""


def remarks_on_redirect_uri(redirect_uri: str) -> tuple[str, ...]:
    """What may be wrong with a redirect URI, one sentence each; empty when nothing is."""
    try:
        parts = urlsplit(redirect_uri)
        host = parts.hostname or ""
    except ValueError:
        return ("It is no URL.",)
    remarks: list[str] = []
    if parts.scheme not in ("http", "https") or not host:
        return ("It has to be a whole URL, with http:// or https:// and a host.",)
    if host in ("127.0.0.1", "::1"):
        remarks.append(
            "Twitch's documentation allows plain http for the name localhost only: write localhost."
        )
    elif host.endswith(".localhost"):
        remarks.append("The console refuses names below localhost: write localhost.")
    elif parts.scheme == "http" and host != "localhost":
        remarks.append("It has to be https, except for localhost.")
    if parts.fragment or "#" in redirect_uri:
        remarks.append("It may hold no fragment (#).")
    if redirect_uri != redirect_uri.strip():
        remarks.append("It begins or ends with a blank; Twitch compares character by character.")
    return tuple(remarks)
