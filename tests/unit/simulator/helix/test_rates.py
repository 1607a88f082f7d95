"""Points: one bucket per app, one per app and person; which answers tell of it."""

from __future__ import annotations

from twitchkit.simulator.helix.bucket import Buckets
from twitchkit.simulator.helix.endpoints import Helix as Api
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import User
from unit.simulator.asking import OWN, Client, ask

CLIPS = 5


class Caller:
    """Calls with one token, over buckets of three points."""

    def __init__(self, api: Api, user: User | None, client_id: str) -> None:
        tokens = api.world.tokens
        issued = tokens.issue_app(client_id) if user is None else tokens.issue_user(client_id, user.id, ())
        self.headers = {"authorization": f"Bearer {issued[0]}", "client-id": client_id}
        self.api = api

    def __call__(self, method: str = "GET", path: str = "games/top") -> tuple[int, str | None]:
        """The status and the points left, None when nothing is said of them."""
        answer = self.api.answer(ask(method, f"/helix/{path}", headers=self.headers), Links(OWN))
        return answer.status, answer.headers.get("ratelimit-remaining")


def test_everybody_has_a_bucket(client: Client) -> None:
    world = client.world
    api = Api(world, points=Buckets(3))
    own, public = world.app.client_id, world.public_app.client_id
    first, second = world.channels[:2]
    app, ann, bo = (Caller(api, user, own) for user in (None, first, second))
    ann_elsewhere, ann_again = Caller(api, first, public), Caller(api, first, own)

    assert [app() for _ in range(4)] == [(200, "2"), (200, "1"), (200, "0"), (429, "0")]
    assert [ann(), ann_again(), ann()] == [(200, "2"), (200, "1"), (200, "0")]
    assert ann_again() == (429, "0")
    assert bo() == (200, "2")
    assert ann_elsewhere() == (200, "2")
    world.clock.advance(20)
    assert [ann(), ann()] == [(200, "0"), (429, "0")]


def test_every_answer_but_401_and_404_of_unknown_paths_tells_of_the_points(client: Client) -> None:
    world = client.world
    caller = Caller(Api(world, points=Buckets(9)), world.channels[0], world.app.client_id)

    assert caller() == (200, "8")
    assert caller(path="games") == (400, "7")
    assert caller(path="streams/key?broadcaster_id=1") == (401, None)
    assert caller(path="videos?id=1") == (404, "5")
    assert caller(path="nothing") == (404, None)
    assert caller("PUT", "users") == (401, None)
    assert caller() == (200, "3")
