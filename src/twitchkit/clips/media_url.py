"""Which URLs in an answer may be followed."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

import msgspec

from twitchkit.wire.origin import origin_of

_PRINTABLE = re.compile(r"[!-\[\]-~]+")  # ASCII without blanks, control characters and the backslash
_NAME = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_INNER_NAMES = (".local", ".localhost", ".internal", ".home.arpa", ".lan", ".localdomain")


class MediaUrl(msgspec.Struct, frozen=True):
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
        except ValueError:
            return None
        door = _door(parts.scheme, parts.netloc)
        if door is None:
            return None
        path = parts.path.removeprefix("/")
        if door.stand_in:
            named, slash, below = path.partition("/")
            if slash and _NAME.fullmatch(named.lower()):
                return cls(named.lower(), below, door.stand_in)
        return cls(door.host, path, door.stand_in)

    def elsewhere(self, host: str, path: str) -> str:
        """The URL of `path` on another of Twitch's hosts, on the same stand-in if this is one."""
        return f"{self.stand_in or 'https:/'}/{host}/{path}"


class _Door(msgspec.Struct, frozen=True):
    host: str
    stand_in: str


# Thousands of clips lie on a handful of hosts.
@lru_cache(maxsize=256)
def _door(scheme: str, netloc: str) -> _Door | None:
    """Where a URL's scheme and authority lead; None where we do not follow."""
    parts = SplitResult(scheme, netloc, "", "", "")
    try:
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    if scheme not in ("https", "http") or "@" in netloc or not host or "%" in netloc:
        return None
    if is_loopback(host):
        return _Door(host, f"{scheme}://{netloc}")
    public = bool(_NAME.fullmatch(host)) and not host.endswith(_INNER_NAMES)
    return _Door(host, "") if public and scheme == "https" and port in (None, 443) else None


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
    return bool(_PRINTABLE.fullmatch(url)) and _leads_out(origin_of(url))


@lru_cache(maxsize=256)
def _leads_out(origin: str) -> bool:
    return MediaUrl.read(origin) is not None


def twitch_host(url: str) -> str:
    """Which of Twitch's hosts `url` means, also as a stand-in spells it; empty if it may not be followed."""
    media = MediaUrl.read(url)
    return media.host if media else ""
