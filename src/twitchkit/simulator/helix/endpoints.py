"""Helix's endpoints, and the way a request takes to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.helix.authorizations import get_authorizations
from twitchkit.simulator.helix.bucket import Buckets
from twitchkit.simulator.helix.clips import get_clips
from twitchkit.simulator.helix.downloads import get_clips_download
from twitchkit.simulator.helix.games import get_games
from twitchkit.simulator.helix.gate import admit, bucket_key
from twitchkit.simulator.helix.refusal import Refused, refusal
from twitchkit.simulator.helix.users import get_users
from twitchkit.simulator.helix.videos import get_videos
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import World

Endpoint = Callable[[World, Asked, Grant, Links], Mapping[str, object]]
POINTS_A_MINUTE = 800
DOWNLOADS_A_MINUTE = 100

ENDPOINTS: Mapping[tuple[str, str], Endpoint] = {
    ("GET", "/helix/authorization/users"): get_authorizations,
    ("GET", "/helix/clips"): get_clips,
    ("GET", "/helix/clips/downloads"): get_clips_download,
    ("GET", "/helix/games"): get_games,
    ("GET", "/helix/users"): get_users,
    ("GET", "/helix/videos"): get_videos,
}


def _points() -> Buckets:
    return Buckets(POINTS_A_MINUTE)


def _downloads() -> Buckets:
    return Buckets(DOWNLOADS_A_MINUTE)


@dataclass(slots=True)
class Helix:
    """api.twitch.tv/helix over one world.

    Args:
        points: the common buckets; `downloads` are those of Get Clips Download alone.
    """

    world: World
    points: Buckets = field(default_factory=_points)
    downloads: Buckets = field(default_factory=_downloads)

    def answer(self, asked: Asked, links: Links) -> Answer:
        """The answer to a request below `/helix`."""
        endpoint = ENDPOINTS.get((asked.method, asked.path))
        if endpoint is None:
            return refusal(404, "")
        try:
            grant = admit(self.world, asked)
        except Refused as refused:
            return refusal(refused.status, refused.message)  # 401 answers carry no rate headers
        buckets = self.downloads if endpoint is get_clips_download else self.points
        allowed, headers = buckets.take(bucket_key(grant), self.world.clock.now())
        if not allowed:
            return refusal(429, "Request limit exceeded", headers)
        try:
            return json_answer(endpoint(self.world, asked, grant, links), headers=headers)
        except Refused as refused:
            return refusal(refused.status, refused.message, None if refused.status == 401 else headers)
