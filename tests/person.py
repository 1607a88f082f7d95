"""Does what a person does on Twitch's pages, without a browser and without scripts."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from html import unescape
from http.client import HTTPResponse


def decide(url: str, login: str, decision: str = "allow") -> str:
    """Opens Twitch's page, fills the form, and returns the address that Twitch sends the browser to."""
    with _open(url) as shown:
        page = shown.read().decode()
    action = re.search(r'<form[^>]*action="([^"]*)"', page)
    assert action, page
    body = urllib.parse.urlencode({"login": login, "decision": decision}).encode()
    with _open(urllib.parse.urljoin(url, unescape(action[1])), body) as answer:
        return answer.headers["Location"]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


def _open(url: str, body: bytes | None = None) -> HTTPResponse | urllib.error.HTTPError:
    try:
        return urllib.request.build_opener(_Stay()).open(urllib.request.Request(url, body), timeout=10)
    except urllib.error.HTTPError as answer:
        return answer
