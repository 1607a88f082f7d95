"""`/_simulator/worlds`: the doors that make worlds beside the first one, and forget them."""

from __future__ import annotations

from typing import Annotated, final

import msgspec

from twitchkit.shape import ready
from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.app import App
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.control import introduction
from twitchkit.simulator.world import World
from twitchkit.simulator.worlds import Worlds, address

PATH = "/_simulator/worlds"
MOST_WORLDS = 100
MOST_CLIPS = 200_000


class _Wanted(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    name: str
    seed: int = 1
    clips: Annotated[int, msgspec.Meta(ge=1, le=MOST_CLIPS)] = 600
    clip_bytes: tuple[int, int] | None = None


@final
class WorldsControl:
    """Makes and forgets worlds by request.

    Args:
        media_url: for the apps of new worlds, see `App`.
    """

    def __init__(self, worlds: Worlds, *, media_url: str | None = None) -> None:
        self._worlds = worlds
        self._media_url = media_url

    def wants(self, asked: Asked) -> bool:
        """Whether `asked` is for these doors."""
        return asked.path == PATH or asked.path.startswith(f"{PATH}/")

    def answer(self, asked: Asked) -> Answer:
        """The answer to a request at or below `PATH`."""
        name = asked.path.removeprefix(PATH).removeprefix("/")
        try:
            match asked.method, name:
                case "GET", "":
                    return json_answer(self._told(asked))
                case "POST", "":
                    return self._make(asked)
                case "DELETE", name if name:
                    self._worlds.remove(name)
                    return Answer(status=204)
                case _:
                    return json_answer({"error": "the control API has no such door"}, status=404)
        except (ValueError, UnicodeDecodeError, RecursionError) as error:
            return json_answer({"error": str(error)}, status=400)

    def _told(self, asked: Asked) -> list[dict[str, object]]:
        return [
            {"name": name, "base_url": address(asked.own_url, name), "seed": app.world.seed}
            for name, app in self._worlds.named.items()
        ]

    def _make(self, asked: Asked) -> Answer:
        wanted = msgspec.json.decode(asked.body, type=ready(_Wanted))
        if len(self._worlds.named) >= MOST_WORLDS:
            raise ValueError(f"there are {MOST_WORLDS} worlds already")
        sizes = wanted.clip_bytes
        if sizes and not 1 <= sizes[0] <= sizes[1] < 1 << 32:
            raise ValueError("clip_bytes must be two sizes, the smaller one first, below 4 GB")
        world = World.seeded(wanted.seed, clips=wanted.clips, clip_bytes=sizes)
        self._worlds.add(wanted.name, App(world, media_url=self._media_url))
        return json_answer(introduction(world, address(asked.own_url, wanted.name)), status=201)
