"""Where the media links in answers lead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Links:
    """Makes media links below `base`; Twitch's host becomes the first segment of the path.

    With `https://` as base the links are Twitch's own.
    """

    base: str

    def to(self, host: str, path: str) -> str:
        """The link to `path`, which begins with a slash, at Twitch's `host`."""
        joint = "" if self.base.endswith("/") else "/"
        return f"{self.base}{joint}{host}{path}"
