"""A world for documented requests: whom and what they name exists, and granted the app everything."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from joserfc.jwk import OctKey
from joserfc.jwt import encode

from twitchkit.simulator import World
from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.bucket import Buckets
from twitchkit.simulator.helix.cursor import cursor_at
from twitchkit.simulator.helix.endpoints import Helix
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import TravelClock
from twitchkit.simulator.world.broadcasts import Broadcasts
from twitchkit.simulator.world.extensions import Extensions
from twitchkit.simulator.world.roles import Roles
from twitchkit.wire import Request
from unit.simulator.asking import NOON, OWN, Noon, ask
from vectors.helix.reading import OPERATIONS, example

CLIENT_ID = "uo6dggojyb8d6soh92zknwmi5ej1q2"
CURSOR = "eyJiIjpudWxsfQ=="
GAMES = ("game_id", "category_id")


class Played:
    """Helix of one world, without limits of rate, as the people of the vectors call it."""

    def __init__(self, clips: int = 5) -> None:
        self.world = World.seeded(7, clips=clips, clock=TravelClock(Noon()))
        self.world.app = replace(self.world.app, client_id=CLIENT_ID)
        self.world.tokens.eternal = True
        self.helix = Helix(self.world, points=Buckets(10**9), limits=False)
        self._scopes = tuple({scope for fact in OPERATIONS.values() for scope in fact["scopes"]})
        for operation in OPERATIONS:
            for name, value in named(example(operation)):
                if name in GAMES:
                    self.add_game(value)
                elif name.endswith(
                    ("user_id", "broadcaster_id", "moderator_id", "editor_id", "sender_id", "guest_id")
                ):
                    self.add_person(value)
        roles = self.world.book(Roles)
        for channel in ("26610234", "12826"):
            roles.moderators[channel] = {"713936733": NOON}
            roles.editors[channel] = {"7f2b9-editor": NOON}

    def add_person(self, user_id: str) -> None:
        """A partner of that id, who is live."""
        if user_id not in self.world.users:
            self.world.users[user_id] = replace(
                self.world.channels[0],
                id=user_id,
                login=f"login_{user_id}",
                kind="partner",
                grants=frozenset(),
                edits=frozenset(),
            )
            self.world.ledger.consent(CLIENT_ID, user_id, (*self._scopes, "user:bot", "channel:bot"))
            self.world.book(Broadcasts).begin(user_id, NOON, viewers=3)

    def add_game(self, game_id: str) -> None:
        """A game of that id."""
        first = next(iter(self.world.games.values()))
        self.world.games.setdefault(game_id, replace(first, id=game_id))

    def caller(self, operation: str, call: dict[str, Any]) -> dict[str, str]:
        """Headers of one who may: the owner where there is one, else the app, else somebody, or a JWT."""
        fact = OPERATIONS[operation]
        owner = call.get(fact["token_owner"] or "")
        if "extension-jwt" in fact["tokens"]:
            token = self.jwt()
        elif "app" in fact["tokens"] and (owner is None or "for_source_only" in call):
            token = self.world.tokens.issue_app(CLIENT_ID)[0]
        else:
            token = self.user_token(owner or call.get("broadcaster_id") or "26610234")
        return {"authorization": f"Bearer {token}", "client-id": CLIENT_ID}

    def user_token(self, user_id: str) -> str:
        """That person's token, with every scope."""
        return self.world.tokens.issue_user(CLIENT_ID, user_id, self._scopes)[0]

    def jwt(self, **claims: Any) -> str:
        """A JWT of the extension's owner that allows everything."""
        extensions = self.world.book(Extensions)
        told = {
            "exp": (NOON + timedelta(days=1)).timestamp(),
            "user_id": extensions.own.owner_id,
            "role": "external",
            "channel_id": "all",
            "pubsub_perms": {"send": ["*"]},
            **claims,
        }
        key = OctKey.import_key(base64.b64decode(extensions.secrets[0].content))
        return encode({"alg": "HS256"}, told, key)

    def send(self, request: Request, credentials: dict[str, str]) -> Answer:
        """The answer to a request of the client's."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = ask(
            request.method,
            request.url.removeprefix(OWN),
            headers={**headers, **credentials},
            body=request.body_bytes or b"",
        )
        return self.helix.answer(asked, Links(OWN))


def with_cursor(call: dict[str, Any]) -> dict[str, Any]:
    """`call` with a cursor of the simulator's in place of the documented one."""
    return {name: cursor_at(0) if value == CURSOR else value for name, value in call.items()}


def named(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a call, with the name of the parameter it belongs to."""
    if isinstance(value, dict):
        for inner, one in value.items():
            yield from named(one, inner)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from named(one, name)
    elif isinstance(value, str):
        yield name, value
