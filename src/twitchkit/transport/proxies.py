"""Which proxy a request goes through, as the environment says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Self
from urllib.parse import SplitResult, urlsplit

import msgspec

from twitchkit.errors import InvalidSetting
from twitchkit.secret import Secret
from twitchkit.wire.loopback import is_loopback


class Proxies(msgspec.Struct, frozen=True, kw_only=True):
    """The proxies in use.

    Args:
        http: for http:// URLs, None for none; may hold a password.
        https: for https:// URLs.
        direct: hosts (with all that lie below) that are reached directly; "*" for all.
    """

    http: Secret | None = None
    https: Secret | None = None
    direct: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`; the lower-case spelling wins.

        Raises:
            InvalidSetting: a proxy that is neither http nor https.
        """
        direct = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
        # In a CGI script HTTP_PROXY is a request header: https://httpoxy.org
        in_cgi = "REQUEST_METHOD" in environ
        return cls(
            http=_proxy(
                environ, "http_proxy", *(() if in_cgi else ("HTTP_PROXY",)), "all_proxy", "ALL_PROXY"
            ),
            https=_proxy(environ, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
            direct=tuple(entry.strip().lower() for entry in direct.split(",") if entry.strip()),
        )

    def choose(self, url: str) -> Secret | None:
        """The proxy for `url`, None for a direct connection; the loopback is always direct."""
        if self.http is None and self.https is None:
            return None
        parts = urlsplit(url)
        if is_loopback(url) or any(_covers(entry, parts) for entry in self.direct):
            return None
        return self.https if parts.scheme == "https" else self.http


def _covers(entry: str, parts: SplitResult) -> bool:
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    name, colon, wanted = entry.rpartition(":")
    if colon and wanted.isdigit() and "]" not in wanted:
        if int(wanted) != port:
            return False
        entry = name
    entry = entry.strip("[]").removeprefix("*.").removeprefix(".")
    return entry == "*" or host == entry or host.endswith("." + entry)


def _proxy(environ: Mapping[str, str], *names: str) -> Secret | None:
    for name in names:
        if value := environ.get(name):
            url = value if "://" in value else f"http://{value}"
            if urlsplit(url).scheme not in ("http", "https"):
                scheme = url.partition("://")[0]
                raise InvalidSetting(
                    setting=name, value=f"{scheme}://…", rule="A proxy is http:// or https://."
                )
            return Secret(url)
    return None
