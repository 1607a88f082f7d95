"""A way to the bytes of one clip."""

from __future__ import annotations

from datetime import datetime

import msgspec

from twitchkit.clips.rendition import Rendition
from twitchkit.secret import SignedUrl
from twitchkit.wire.origin import origin_of, split_origin


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One URL that should give one MP4.

    Args:
        url: the URL, signed where its host wants that.
        source: "downloads", "gql" or "thumbnail".
        rendition: what it gives, None when the source does not say.
        expires_at: when the signature ends (aware, UTC), None when not told.
        portrait: the file is taller than wide.
    """

    url: SignedUrl
    source: str
    rendition: Rendition | None = None
    expires_at: datetime | None = None
    portrait: bool = False

    @property
    def host(self) -> str:
        """The host it points to, for messages."""
        return split_origin(origin_of(self.url.reveal())).hostname or ""

    @property
    def label(self) -> str:
        """A short name for people: "1080p60", or the source's name when the rendition is not told."""
        return self.rendition.label if self.rendition else f"the file of {self.source}"
