"""The control API under `/_simulator/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import msgspec

from twitchkit.shape import ready
from twitchkit.simulator.acting import act
from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.control_page import hear, show
from twitchkit.simulator.faults import FaultBook, read_fault
from twitchkit.simulator.making import made
from twitchkit.simulator.recorder import Recorder
from twitchkit.simulator.stage import staged
from twitchkit.simulator.world import World
from twitchkit.simulator.world.snapshot import Snapshot

PREFIX = "/_simulator/"
MOST_AT_ONCE = 10_000
MOST_SNAPSHOTS = 20
SECONDS = msgspec.json.Decoder(dict[str, float])


def introduction(world: World, base_url: str) -> Mapping[str, object]:
    """What a client needs to know of a world: the same for the same seed, but for `base_url`."""
    secret = world.app.secret
    assert secret is not None, "the first app of a world is confidential"
    return {
        "base_url": base_url,
        "client_id": world.app.client_id,
        "client_secret": secret.reveal(),
        "public_client_id": world.public_app.client_id,
        "users": [{"id": user.id, "login": user.login} for user in world.channels],
        "clips": list(world.clips),
        "games": [{"id": game.id, "name": game.name} for game in world.games.values()],
    }


class _Named(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    name: str


def _name(asked: Asked) -> str:
    """The name sent; empty when it is not spelled right."""
    try:
        return msgspec.json.decode(asked.body, type=ready(_Named)).name
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""


class Control:
    """The doors of the control API."""

    def __init__(
        self, world: World, faults: FaultBook, recorder: Recorder, *, restore: Callable[[Snapshot], None]
    ) -> None:
        self._world = world
        self._faults = faults
        self._recorder = recorder
        self._restore = restore
        self._snapshots: dict[str, Snapshot] = {}

    def answer(self, asked: Asked) -> Answer:
        """The answer to a request below `/_simulator/`."""
        name = asked.path.removeprefix(PREFIX)
        match asked.method, name:
            case "GET", "":
                return show(self._world, self._faults, self._recorder)
            case "POST", "":
                said, status = hear(asked, lambda method, door, body: self._open(asked, method, door, body))
                return show(self._world, self._faults, self._recorder, said=said, status=status)
            case "GET", "world":
                return json_answer(introduction(self._world, asked.own_url))
            case "GET", "clips":
                return json_answer(self._truth())
            case "GET", "history":
                return self._history(asked)
            case "GET", "requests":
                return json_answer(self._recorder.entries())
            case "DELETE", "requests":
                self._recorder.clear()
            case "POST", "faults":
                try:
                    self._faults.add(read_fault(asked.body))
                except ValueError as error:
                    return json_answer({"error": str(error)}, status=400)
            case "GET", "faults":
                return json_answer(self._faults.armed())
            case "DELETE", "faults":
                self._faults.clear()
            case "POST", "clock":
                return self._advance(asked)
            case (("GET" | "POST" | "DELETE"), "snapshots"):
                return self._snapshot(asked)
            case "POST", "restore":
                return self._back(asked)
            case "DELETE", "tokens":
                self._world.tokens.revoke_all()
            case _:
                nothing = json_answer({"error": "the control API has no such door"}, status=404)
                doors = (door(self._world, asked, name) for door in (act, staged, made))
                return next((answer for answer in doors if answer), nothing)
        return Answer(status=204)

    def _open(self, asked: Asked, method: str, door: str, body: bytes) -> Answer:
        return self.answer(replace(asked, method=method, path=PREFIX + door, body=body))

    def _snapshot(self, asked: Asked) -> Answer:
        match asked.method:
            case "GET":
                return json_answer(list(self._snapshots))
            case "DELETE":
                self._snapshots.clear()
            case _:
                if not (name := _name(asked)):
                    return json_answer({"error": 'send {"name": NAME}'}, status=400)
                if name not in self._snapshots and len(self._snapshots) >= MOST_SNAPSHOTS:
                    told = f"there are {MOST_SNAPSHOTS} snapshots already"
                    return json_answer({"error": told}, status=400)
                self._snapshots[name] = Snapshot.of(self._world)
        return Answer(status=204)

    def _back(self, asked: Asked) -> Answer:
        snapshot = self._snapshots.get(_name(asked))
        if snapshot is None:
            return json_answer({"error": "send the name of a snapshot"}, status=400)
        self._restore(snapshot)
        return Answer(status=204)

    def _advance(self, asked: Asked) -> Answer:
        try:
            self._world.clock.advance(SECONDS.decode(asked.body)["advance_s"])
        except (msgspec.DecodeError, UnicodeDecodeError, KeyError, OverflowError, ValueError):
            return json_answer({"error": 'send {"advance_s": SECONDS}'}, status=400)
        return Answer(status=204)

    def _history(self, asked: Asked) -> Answer:
        """The large channels; of one of them, the clips that are asked for by number, oldest first."""
        name = asked.first("broadcaster_id")
        if name is None:
            return json_answer(
                [
                    {
                        "broadcaster_id": one.channel.id,
                        "login": one.channel.login,
                        "game_id": one.game.id,
                        "clips": one.count,
                    }
                    for one in self._world.histories
                ]
            )
        history = self._world.history_of(name)
        first, count = asked.first("first") or "0", asked.first("count") or "1000"
        if history is None or not (first.isdecimal() and count.isdecimal()):
            return json_answer(
                {"error": "send broadcaster_id of a large channel, first and count"}, status=400
            )
        numbers = range(history.count)[int(first) : int(first) + min(int(count), MOST_AT_ONCE)]
        return json_answer(
            [{"slug": history.slug(number), "created_at": history.created_at(number)} for number in numbers]
        )

    def _truth(self) -> list[Mapping[str, object]]:
        """Every clip as it really is, for checks of completeness."""
        return [
            {
                "slug": clip.slug,
                "broadcaster_id": clip.broadcaster.id,
                "created_at": clip.created_at,
                "duration_s": clip.duration_s,
                "views": clip.views,
                "era": clip.era.name,
                "trouble": clip.trouble.name if clip.trouble else None,
                "portrait": clip.portrait.name if clip.portrait else None,
                "sizes": clip.sizes,
            }
            for clip in self._world.clips.values()
        ]
