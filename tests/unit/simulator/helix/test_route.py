"""The table of routes against the table of facts, and what the gate says."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from random import Random
from typing import Any, Self

import msgspec
import pytest

from twitchkit.simulator import World
from twitchkit.simulator.helix.endpoints import ROUTES, merged
from twitchkit.simulator.helix.reading import Paged, read_body, read_query
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import Route
from unit.simulator.asking import Client, ask
from unit.simulator.helix.calling import BY_ROUTE, Helix, refused
from vectors.helix.reading import OPERATIONS

CLIPS = 40

KINDS = {"user": "user", "app": "app", "extension-jwt": "extension"}
OWNER_INSIDE = {"get_channel_followers", "create_stream_marker", "get_stream_markers", "remove_channel_vip"}
"""Where others than the owner are let in too, so that the endpoint itself looks."""


SCOPE_INSIDE = {"get_channel_followers"}
"""Where a token without the scope gets less, though not nothing."""


@pytest.mark.parametrize("at", sorted(ROUTES), ids=" ".join)
def test_a_route_asks_for_what_the_facts_say(at: tuple[str, str]) -> None:
    operation = BY_ROUTE[at]
    fact: dict[str, Any] = OPERATIONS[operation]
    route = ROUTES[at]

    assert {KINDS[kind] for kind in fact["tokens"]} == route.tokens
    assert set(fact["scopes"]) == set(route.scopes) or operation in SCOPE_INSIDE
    if operation not in OWNER_INSIDE:
        assert fact["token_owner"] == route.owner
    assert [
        (needed["user"], set(needed.get("any_of", ())), set(needed.get("all_of", ())), "unless" in needed)
        for needed in fact["app_grants"]
    ] == [
        (needed.user, set(needed.any_of), set(needed.all_of), needed.unless is not None)
        for needed in route.app_grants
    ]


INSIDE = {("send_whisper", 40)}
"""Counted by the endpoint itself: people, not calls."""


@pytest.mark.parametrize("at", sorted(ROUTES), ids=" ".join)
def test_a_route_has_the_limits_that_the_facts_name(at: tuple[str, str]) -> None:
    operation = BY_ROUTE[at]
    told = {(limit.points, limit.per_s) for limit in ROUTES[at].limits}

    for limit in OPERATIONS[operation].get("rate_limits") or ():
        if (operation, limit["max"]) not in INSIDE:
            assert (limit["max"], limit["seconds"]) in told


def test_a_route_of_two_tables_is_a_mistake() -> None:
    table = {("GET", "/helix/x"): Route(answer=lambda _: {})}

    with pytest.raises(ValueError, match="/helix/x"):
        merged([table, table])


def test_an_app_token_acts_for_those_who_granted_the_app(client: Client) -> None:
    first, _, third = client.world.channels[:3]
    app = Helix(client)
    clip = client.world.clips_of_channel(first.id)[0]
    query = {"broadcaster_id": first.id, "clip_id": clip.slug}

    assert app("GET", "clips/downloads", editor_id=first.id, **query)[0] == 200
    refused(app("GET", "clips/downloads", editor_id=third.id, **query), 401, "Missing scope: editor:manage")
    refused(app("GET", "clips/downloads", **query), 400, 'Missing required parameter "editor_id"')


class _Query(Paged):
    id: tuple[str, ...]
    count: int = 1
    really: bool = False


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", 'Missing required parameter "id"'),
        ("id=&id=", 'Missing required parameter "id"'),
        ("id=1,2", "Malformed query params."),
        ("id=1&count=x", 'The parameter "count" was malformed: the value must be an integer'),
        ("id=1&count=null", 'The parameter "count" was malformed: the value must not be null'),
        ("id=1&really=2", 'The parameter "really" was malformed: the value must be a boolean'),
        ("id=1&first=0", 'The parameter "first" was malformed: the value must be greater than or equal to 1'),
        (
            "id=1&first=101",
            'The parameter "first" was malformed: the value must be less than or equal to 100',
        ),
        (
            f"id=1&first={'9' * 400}",
            'The parameter "first" was malformed: the value must be less than or equal to 100',
        ),
    ],
)
def test_a_query_is_refused_in_twitchs_words(query: str, message: str) -> None:
    with pytest.raises(Refused) as caught:
        read_query(ask("GET", f"/helix/x?{query}"), _Query)

    assert (400, message) == (caught.value.status, caught.value.message)


def test_a_query_is_read_once_each_and_unknown_names_do_not_count() -> None:
    told = read_query(ask("GET", "/helix/x?id=1&id=2&id=1&other=3&really=True&first="), _Query)

    assert told == _Query(id=("1", "2"), really=True)


class _Body(msgspec.Struct):
    data: _Query


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        (b'{"data":{}}', "application/json", 'Missing required parameter "id"'),
        (b'{"data":{"id":[]}}', "text/plain", 'Missing required parameter "data"'),
        (
            b'{"data":{"id":["a",3]}}',
            "application/json",
            'The parameter "id" was malformed: the value must be a string',
        ),
        (b"{", "application/json", "The request body is not valid JSON"),
        (b"[]", "application/json; charset=utf-8", "The request body is not valid JSON"),
        (b'"\xff"', "application/json", "The request body is not valid JSON"),
    ],
)
def test_a_body_is_refused_in_twitchs_words(body: bytes, kind: str, message: str) -> None:
    with pytest.raises(Refused) as caught:
        read_body(ask("POST", "/helix/x", headers={"content-type": kind}, body=body), _Body)

    assert (400, message) == (caught.value.status, caught.value.message)


@dataclass
class _Dice:
    chance: Random
    rolls: list[int]

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        return cls(chance, [len(world.channels)])

    def roll(self) -> None:
        self.rolls.append(self.chance.randrange(10**9))


def test_a_book_is_one_per_world_and_repeats_itself_and_can_be_copied(client: Client) -> None:
    twin = World.seeded(7, clips=CLIPS)
    kept = copy.deepcopy(client.world.book(_Dice))
    for dice in (client.world.book(_Dice), twin.book(_Dice), kept):
        dice.roll()

    assert client.world.book(_Dice).rolls == twin.book(_Dice).rolls == kept.rolls
    assert client.world.book(_Dice) is client.world.book(_Dice)
    assert client.world.book(_Dice) is not kept
    assert World.seeded(8, clips=1).book(_Dice).chance.random() != kept.chance.random()
