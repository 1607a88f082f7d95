"""Which part of the simulator answers what: by path, whatever the host."""

from __future__ import annotations

from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.cdn.addresses import HOSTS
from twitchkit.simulator.cdn.hosts import media
from twitchkit.simulator.control import PREFIX, Control
from twitchkit.simulator.faults import FaultBook
from twitchkit.simulator.gql.endpoint import Gql
from twitchkit.simulator.helix.bucket import Buckets
from twitchkit.simulator.helix.endpoints import Helix
from twitchkit.simulator.identity.doors import identity
from twitchkit.simulator.kraken.endpoint import kraken
from twitchkit.simulator.links import Links
from twitchkit.simulator.names import NAMES, TWITCH
from twitchkit.simulator.recorder import Recorder
from twitchkit.simulator.world import World
from twitchkit.simulator.world.snapshot import Snapshot


class App:
    """A world's answers; `respond` is a plain function of the request and the world's state.

    Args:
        media_url: base of the media links in answers; when None the client's own way here, which is Twitch's
            own names for a client that came by one of them over TLS.
    """

    def __init__(self, world: World, *, media_url: str | None = None) -> None:
        self.world = world
        self.faults = FaultBook()
        self.recorder = Recorder()
        self._media_url = media_url
        self._helix = _helix(world)
        self._gql = Gql(world)
        self._control = Control(world, self.faults, self.recorder, restore=self.restore)

    def restore(self, snapshot: Snapshot) -> None:
        """Let the world be as it was; rate limits begin anew.

        Raises:
            ValueError: it is another world's.
        """
        if snapshot.world is not self.world:
            raise ValueError("that is another world's state")
        snapshot.restore()
        self._helix = _helix(self.world)

    def controls(self, asked: Asked) -> bool:
        """Whether `asked` is for the control API: neither recorded nor struck by faults."""
        return asked.path.startswith(PREFIX)

    def respond(self, asked: Asked) -> Answer:
        """The answer, faults apart."""
        self.world.settle()
        came_by_name = asked.own_url.startswith(TWITCH) and asked.host in NAMES
        links = Links(self._media_url or (TWITCH if came_by_name else asked.own_url))
        if asked.path.startswith("/helix"):
            return self._helix.answer(asked, links)
        if asked.path.startswith("/oauth2/") or asked.path == "/activate":
            return identity(self.world, asked, links)
        if asked.path == "/kraken" or asked.path.startswith("/kraken/"):
            return kraken(self.world, asked, links)
        if asked.path == "/gql":
            return self._gql.answer(asked, links)
        if self.controls(asked):
            return self._control.answer(asked)
        if asked.path == PREFIX.rstrip("/"):
            return Answer(status=308, headers={"location": f"{asked.own_url}{PREFIX}"})
        if asked.host in HOSTS:
            return media(self.world, asked, asked.host, asked.path, links)
        host, slash, path = asked.path.removeprefix("/").partition("/")
        if slash and host in HOSTS:
            return media(self.world, asked, host, f"/{path}", links)
        return json_answer(
            {"error": "Not Found", "status": 404, "message": "nothing of Twitch is here"}, status=404
        )


def _helix(world: World) -> Helix:
    return Helix(world, points=Buckets(world.quirks.points_a_minute))
