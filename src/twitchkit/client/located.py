"""A clip's link that was tried."""

from __future__ import annotations

from datetime import datetime

import msgspec

from twitchkit.clips.rendition import Rendition
from twitchkit.secret import SignedUrl


class Located(msgspec.Struct, frozen=True, kw_only=True):
    """Where a clip's MP4 lies; the link was tried and gave one.

    Args:
        slug: the clip.
        url: the link, signed; good for whoever has it, until `expires_at`.
        source: the way it was found.
        rendition: what it gives, None when the source does not say.
        expires_at: aware, UTC; None when not told.
        notes: what went otherwise than asked, for people.
    """

    slug: str
    url: SignedUrl
    source: str
    rendition: Rendition | None
    expires_at: datetime | None
    notes: tuple[str, ...]
