"""Which URLs in an answer may be followed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

_PRINTABLE = re.compile(r"[!-\[\]-~]+")  # ASCII without blanks, control characters and the backslash
_NAME = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_INNER_NAMES = (".local", ".localhost", ".internal", ".home.arpa", ".lan", ".localdomain")


@dataclass(frozen=True, slots=True)
class MediaUrl:
    """A URL that may be followed, in parts.

    Args:
        host: Twitch's host; on the loopback the one that a stand-in spells as the first segment, else the
            loopback's own name.
        path: below the host, without the slash in front.
        stand_in: scheme and authority on the loopback, empty elsewhere.
    """

    host: str
    path: str
    stand_in: str

    @classmethod
    def read(cls, url: str) -> MediaUrl | None:
        """`url` in parts; None unless it is https to a public name, or http(s) on the loopback.

        Answers of a foreign service decide what we ask for next, so addresses inside a private network, other
        schemes, user information and spellings that parsers disagree on are all refused.
        """
        if not _PRINTABLE.fullmatch(url):
            return None
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return None
        if parts.scheme not in ("https", "http") or "@" in parts.netloc or not host or "%" in parts.netloc:
            return None
        path = parts.path.removeprefix("/")
        if is_loopback(host):
            named, slash, below = path.partition("/")
            stand_in = f"{parts.scheme}://{parts.netloc}"
            spelled = bool(slash) and bool(_NAME.fullmatch(named.lower()))
            return cls(named.lower(), below, stand_in) if spelled else cls(host, path, stand_in)
        public = bool(_NAME.fullmatch(host)) and not host.endswith(_INNER_NAMES)
        return cls(host, path, "") if public and parts.scheme == "https" and port in (None, 443) else None

    def elsewhere(self, host: str, path: str) -> str:
        """The URL of `path` on another of Twitch's hosts, on the same stand-in if this is one."""
        return f"{self.stand_in or 'https:/'}/{host}/{path}"


def is_loopback(host: str) -> bool:
    """True for `localhost` and for addresses of the loopback, without brackets."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def may_follow(url: str) -> bool:
    """True for https to a public name, and for the loopback."""
    return MediaUrl.read(url) is not None


def twitch_host(url: str) -> str:
    """Which of Twitch's hosts `url` means, also as a stand-in spells it; empty if it may not be followed."""
    media = MediaUrl.read(url)
    return media.host if media else ""
