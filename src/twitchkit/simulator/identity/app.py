"""Registered applications."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hmac import compare_digest

from twitchkit.secret import Secret

LOCALHOST = re.compile(r"http://localhost(:\d{1,5})?(/[!\"$-~]*)?", re.ASCII)
"""Without `#`: a registered URL has no fragment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """An app of the developer console.

    Args:
        secret: None makes it a public client, which has no app tokens.
        redirects: the registered URLs; the first one is told of mismatches.
        any_localhost: takes every `http://localhost:PORT/…` too, so that tests can choose their port.
    """

    client_id: str
    secret: Secret | None
    name: str = "An app"
    redirects: tuple[str, ...] = ("http://localhost:3000",)
    any_localhost: bool = True

    @property
    def is_public(self) -> bool:
        """Whether it has no secret."""
        return self.secret is None

    def knows(self, secret: str) -> bool:
        """Whether `secret` is the app's."""
        return self.secret is not None and compare_digest(
            self.secret.reveal().encode(), secret.encode("utf-8", "replace")
        )

    def may_redirect_to(self, uri: str) -> bool:
        """Whether `uri` is registered, byte for byte."""
        return uri in self.redirects or (self.any_localhost and bool(LOCALHOST.fullmatch(uri)))
