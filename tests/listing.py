"""A made-up Twitch without sockets, and plans played against it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from screenplay import NOON, FakeClock
from twitchkit.clips.history import Errand, Listed, Plan, Walked, Window, walk
from twitchkit.helix import Endpoint, GetClips, Page
from twitchkit.helix.call import authorize, call
from twitchkit.secret import Secret
from twitchkit.simulator import World
from twitchkit.simulator.app import App
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.quirks import Quirks
from twitchkit.simulator.world import TravelClock
from twitchkit.simulator.world.history import History
from twitchkit.wire import Flow, Request, Response, Sleep

T = TypeVar("T")
BEGAN = datetime(2016, 5, 26, tzinfo=UTC)
API = "http://127.0.0.1:1"


class Channel:
    """One channel of a world, asked as the client asks, calls performed at once.

    Args:
        count: its clips; over ten years, or over `days` that ended two months before noon of 2026-11-01.
        quirks: of the world.
    """

    def __init__(self, count: int, *, days: float | None = None, seed: int = 1, **quirks: Any) -> None:
        world = World.seeded(
            seed, clips=0, channel_clips=[count], clock=TravelClock(FakeClock()), quirks=Quirks(**quirks)
        )
        if days is not None:
            squeeze(world, count, seed, days)
        self.world = world
        self.history = world.histories[0]
        self.slept_s: list[float] = []
        self.calls = 0
        self._app = App(world)
        self._token = Secret(world.tokens.issue_app(world.app.client_id)[0])

    @property
    def truth(self) -> set[str]:
        return {self.history.slug(index) for index in range(self.history.count)}

    def plan(
        self, *, game: bool = False, everything: bool = True, span: Window | None = None, jobs: int = 1
    ) -> Plan:
        listing = (
            GetClips(game_id=self.history.game.id)
            if game
            else GetClips(broadcaster_id=self.history.channel.id)
        )
        return Plan(listing, span or Window.around(BEGAN, NOON), everything=everything, jobs=jobs)

    def ask(self, endpoint: Endpoint[Any], /) -> Flow[Page[Any]]:
        request = authorize(endpoint.request(API), client_id=self.world.app.client_id, token=self._token)
        return endpoint.parse((yield from call(request)))

    def run(self, flow: Flow[T]) -> T:
        try:
            effect = next(flow)
            while True:
                if isinstance(effect, Sleep):
                    self.slept_s.append(effect.seconds)
                    self.world.clock.advance(effect.seconds)
                    effect = flow.send(None)
                else:
                    effect = flow.send(self._answer(effect.request))
        except StopIteration as end:
            return end.value

    def walk(self, errand: Errand) -> Walked:
        return self.run(walk(errand.request, self.ask, enough=errand.enough))

    def play(self, plan: Plan, *, jobs: int = 1, order: Random | None = None) -> list[Listed]:
        """Everything that `plan` lists; of `jobs` windows at once, any may be the first to be answered."""
        listed: list[Listed] = []
        self.play_while(plan, lambda one: listed.append(one) or True, jobs=jobs, order=order)
        return listed

    def play_while(
        self, plan: Plan, take: Callable[[Listed], bool], *, jobs: int = 1, order: Random | None = None
    ) -> None:
        """The same, until `take` says no: the window it was given then is not kept."""
        out: list[Errand] = []
        chance = order or Random(0)
        while True:
            while len(out) < jobs and (errand := plan.take()):
                out.append(errand)
            if not out:
                assert plan.finished
                return
            errand = out.pop(chance.randrange(len(out)))
            plan.settle(errand.window, self.walk(errand))
            for listed in plan.ready():
                if not take(listed):
                    return
                plan.keep(listed)

    def _answer(self, request: Request) -> Response:
        self.calls += 1
        parts = urlsplit(request.url)
        headers = {
            name.lower(): value.reveal() if isinstance(value, Secret) else value
            for name, value in request.headers.items()
        }
        answer = self._app.respond(
            Asked(
                method=request.method,
                raw_path=parts.path,
                path=unquote(parts.path),
                query_string=parts.query,
                headers=headers,
                body=b"",
                own_url=API,
            )
        )
        return Response(
            answer.status,
            dict(answer.headers),
            answer.body,
            received_at=self.world.clock.now().timestamp(),
        )


def squeeze(world: World, count: int, seed: int, days: float) -> None:
    """Let the world's channel have made all its clips in so many days."""
    end = (NOON - timedelta(days=60)).replace(hour=0)
    wide = world.histories[0]
    narrow = History(
        seed=f"{seed}/squeezed",
        channel=wide.channel,
        game=wide.game,
        count=count,
        first_number=0,
        clipper=wide.clipper,
        began_at=end - timedelta(days=days),
        ended_at=end,
    )
    world.histories = (narrow,)
    world._history_of = dict.fromkeys((narrow.channel.id, narrow.game.id), narrow)


def slugs(listed: list[Listed]) -> list[str]:
    return [clip.id for one in listed for clip in one.clips]
