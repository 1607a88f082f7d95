"""Live streams, and the videos that grow out of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, Self

from twitchkit.simulator.world.channels import Channels
from twitchkit.simulator.world.video import Video

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

LIVE_AT_FIRST = slice(None, None, 2)
"""Every other channel is live when a world begins, the most clipped one among them."""


@dataclass(slots=True, kw_only=True)
class Stream:
    """One live stream.

    Args:
        video_id: of the archive that it becomes, and that can be seen and clipped meanwhile.
    """

    id: str
    user_id: str
    started_at: datetime
    viewers: int
    video_id: str


@dataclass(slots=True, kw_only=True)
class Broadcasts:
    """Who is live, by user id."""

    chance: Random
    live: dict[str, Stream]

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Some channels are live, for minutes to hours."""
        broadcasts = cls(chance=chance, live={})
        for channel in world.channels[LIVE_AT_FIRST]:
            started_at = world.clock.now() - timedelta(seconds=chance.randint(600, 20_000))
            broadcasts.begin(channel.id, started_at)
        return broadcasts

    def begin(self, user_id: str, at: datetime, viewers: int | None = None) -> Stream:
        """Go live.

        Raises:
            ValueError: that channel is live.
        """
        if user_id in self.live:
            raise ValueError(f"{user_id} is live already")
        stream = Stream(
            id=str(self.chance.randint(310_000_000_000, 329_999_999_999)),
            user_id=user_id,
            started_at=at.replace(microsecond=0),
            viewers=int(self.chance.lognormvariate(6, 1.5)) if viewers is None else viewers,
            video_id=str(self.chance.randint(2_700_000_000, 2_899_999_999)),
        )
        self.live[user_id] = stream
        return stream

    def end(self, world: World, user_id: str) -> Video:
        """Go off line; the archive stays.

        Raises:
            ValueError: that channel is not live.
        """
        video = self.recording(world, user_id)
        if video is None:
            raise ValueError(f"{user_id} is not live")
        del self.live[user_id]
        world.add_video(video)
        return video

    def recording(self, world: World, user_id: str) -> Video | None:
        """The archive of that channel's live stream as it is by now; None when it is off line."""
        stream, owner = self.live.get(user_id), world.user_with(user_id)
        if stream is None or owner is None:
            return None
        channel = world.book(Channels).of(owner)
        return Video(
            id=stream.video_id,
            stream_id=stream.id,
            owner=owner,
            title=channel.title,
            kind="archive",
            language=channel.language,
            views=0,
            duration_s=max(1, int((world.clock.now() - stream.started_at).total_seconds())),
            created_at=stream.started_at,
        )

    def videos(self, world: World) -> list[Video]:
        """Every video, those of live streams included."""
        running = [video for user_id in self.live if (video := self.recording(world, user_id))]
        return [*world.videos.values(), *running]

    def video(self, world: World, video_id: str) -> Video | None:
        """The video of that id, be it of a live stream."""
        owner = next((stream.user_id for stream in self.live.values() if stream.video_id == video_id), None)
        return world.videos.get(video_id) if owner is None else self.recording(world, owner)


def stream_key(world: World, user_id: str) -> str:
    """What that person streams with; it opens nothing."""
    return f"live_{user_id}_{sha256(f'{world.seed}/{user_id}/stream key'.encode()).hexdigest()[:30]}"
