"""Which of a clip's files is wanted."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from twitchkit.clips.rendition import Quality, Rendition, rank_renditions, read_codec, read_quality


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Which of a clip's files is wanted.

    Args:
        quality: "best", "worst", or a step that must not be exceeded (1080, "720p", "1080p60").
        portrait: the portrait version.
        codec: "avc" or "hevc"; None for the best whatever the codec.

    Raises:
        InvalidSetting: a quality or codec that means nothing.
    """

    quality: Quality = "best"
    portrait: bool = False
    codec: str | None = None

    def __post_init__(self) -> None:
        read_quality(self.quality)
        read_codec(self.codec)

    @property
    def is_open(self) -> bool:
        """True when a file of the right shape will do as the best one though its quality is not told."""
        return read_quality(self.quality) == "best" and self.codec is None

    def rank(self, renditions: Sequence[Rendition]) -> list[Rendition]:
        """The one wanted, then the order to fall back in; see `rank_renditions` for what it raises."""
        return rank_renditions(renditions, quality=self.quality, portrait=self.portrait, codec=self.codec)


BEST = Choice()
"""The best landscape file."""
