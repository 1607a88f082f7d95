"""Errors that stay on id.twitch.tv: the browser shows JSON, and no redirect ever comes.

A person reads the text out of the browser; this says what it means.
Source: twitchdev/issues#685, #893, documentation of the official command line.
"""

from __future__ import annotations

import msgspec

from twitchkit.errors import AuthorizationRefused, ClientRefused, RedirectMismatch, TwitchkitError
from twitchkit.oauth.exchange import plain
from twitchkit.shape import ready


class _Page(msgspec.Struct):
    message: str | None = None
    error: str | None = None
    status: int | None = None


def explain_page(text: str, *, redirect_uri: str) -> TwitchkitError:
    """The error that a text on id.twitch.tv stands for, to be shown or raised.

    Args:
        text: what the browser shows: JSON or bare words.
        redirect_uri: of the login.
    """
    try:
        page = msgspec.json.decode(text.encode(errors="replace"), type=ready(_Page))
    except (msgspec.DecodeError, UnicodeDecodeError):
        page = _Page(message=text)
    said, status = plain(page.message or page.error or ""), page.status or 400
    words = said.lower()
    if "redirect" in words:
        return RedirectMismatch(redirect_uri=redirect_uri, twitch_says=said)
    if "client" in words:
        return ClientRefused(status=status, twitch_says=said)
    if "device_code" in words:
        return AuthorizationRefused(
            reason="a fault of its own page",
            twitch_says=f"{said}; it has shown that for a working code before, so reload and enter it again",
        )
    return AuthorizationRefused(reason=str(status), twitch_says=said)
