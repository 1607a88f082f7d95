"""A clip, as the world knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from twitchkit.simulator.movie import Shape
from twitchkit.simulator.world.game import Game
from twitchkit.simulator.world.user import User
from twitchkit.simulator.world.video import Video


class Era(Enum):
    """Which of Twitch's thumbnail address shapes a clip has (clips.md §2)."""

    A = "clips-media-assets"
    B = "clips-media-assets2"
    C = "static-cdn twitch-clips"
    D = "twitch-clips-thumbnails-prod"
    E = "twitch-video-assets"


class Trouble(Enum):
    """What is the matter with a clip's media."""

    DEAD = "its file is lost on the old host, though metadata and token look healthy"
    NO_QUALITIES = "videoQualities is null"
    EMPTY_SOURCE = "every sourceURL is empty"
    TOP_MISSING = "the best listed file answers 404"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A clip.

    Args:
        number: GraphQL's `id`; the slug is Helix's.
        duration_s: to the hundredth.
        key: file name of its legacy media, without suffix, percent-encoded; unique.
        media_id: UUID in its media's path today.
        thumb_id: UUID in its thumbnail's path.
        video: None when the VOD is gone; who asks early is not told of it (`video_known_at`).
        landscape: its shapes, best first.
        portrait: its portrait shape, or None.
        sizes: bytes of each shape's file, by shape name.
    """

    slug: str
    number: int
    broadcaster: User
    curator: User | None
    game: Game | None
    video: Video | None
    vod_offset_s: int | None
    language: str
    title: str
    views: int
    duration_s: float
    created_at: datetime
    featured: bool
    labels: tuple[str, ...]
    era: Era
    key: str
    media_id: str
    thumb_id: str
    landscape: tuple[Shape, ...]
    portrait: Shape | None
    sizes: Mapping[str, int]
    trouble: Trouble | None = None

    @property
    def video_known_at(self) -> datetime:
        """From when on Twitch tells the VOD: some minutes after the clip was made (twitchdev/issues#362)."""
        return self.created_at + timedelta(seconds=60 + self.number * 7_919 % 540)

    @property
    def dead(self) -> bool:
        """Whether its media are gone for good."""
        return self.trouble is Trouble.DEAD

    @property
    def listed(self) -> tuple[Shape, ...]:
        """The shapes that `videoQualities` lists, best first: HEVC is only among the assets."""
        return tuple(shape for shape in self.landscape if shape.codec == "avc")

    def missing(self, shape: Shape) -> bool:
        """Whether the file of `shape` is not there though it is listed."""
        return self.trouble is Trouble.TOP_MISSING and shape is self.listed[0]
