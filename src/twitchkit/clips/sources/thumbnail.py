"""The guess from the thumbnail's address, proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from twitchkit.clips.link import Link
from twitchkit.clips.sources.proof import prove
from twitchkit.clips.sources.source import Finding, NotOffered, Outcome
from twitchkit.clips.thumbnail import derive_mp4
from twitchkit.errors import ClipUnavailable
from twitchkit.helix.endpoints.clips import Clip
from twitchkit.secret import SignedUrl
from twitchkit.wire.flow import Flow


def guess(clip: Clip) -> Link | None:
    """The link that the thumbnail's address leads to, not proven; None when it leads nowhere."""
    url = derive_mp4(clip.thumbnail_url)
    return Link(url=SignedUrl(url), source=ThumbnailSource.name) if url else None


class ThumbnailSource(msgspec.Struct, frozen=True):
    """Files of clips from before August 2024, without a signature, landscape and of unknown quality."""

    name = "thumbnail"
    needs_metadata = True
    only_if_needed = True

    def find(self, slugs: Sequence[str], known: Mapping[str, Clip]) -> Flow[dict[str, Outcome]]:
        """A link for each clip whose derived address gives an MP4; one request for each derived address."""
        found: dict[str, Outcome] = {}
        for slug in slugs:
            found[slug] = yield from self._find_one(slug, known.get(slug))
        return found

    def _find_one(self, slug: str, clip: Clip | None) -> Flow[Outcome]:
        link = guess(clip) if clip else None
        if link is None:
            return NotOffered(
                "its thumbnail's address does not lead to a file" if clip else "its thumbnail is not known"
            )
        proof = yield from prove(link)
        if proof.is_mp4:
            return Finding(links=(link,))
        return ClipUnavailable(slug=slug, attempts=[f"{self.name}: {proof.problem}"])
