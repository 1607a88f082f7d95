"""How a Kraken call carried its token, its client id and its version."""

from __future__ import annotations

import re

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.identity.parameters import body_parameters

BODILESS = frozenset({"GET", "DELETE", "HEAD"})
CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,99}", re.ASCII)
VERSION_5 = "application/vnd.twitchtv.v5+json"


def token(asked: Asked) -> str | None:
    """The token: of the header, the query, or the body of a request that has one."""
    scheme, _, text = asked.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "oauth" and text.strip():
        return text.strip()
    found = asked.first("oauth_token")
    if not found and asked.method not in BODILESS:
        found = body_parameters(asked).get("oauth_token")
    return found or None


def callback(asked: Asked) -> str | None:
    """The name of a JSONP call, or None."""
    name = asked.first("callback")
    return name if name and CALLBACK.fullmatch(name) else None


def is_version_5(asked: Asked) -> bool:
    """Whether ids are meant in paths and written as texts; version 3 has names there and numbers."""
    return asked.headers.get("accept", "") == VERSION_5 or asked.first("api_version") == "5"
