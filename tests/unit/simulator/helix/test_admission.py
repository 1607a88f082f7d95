"""Every endpoint refuses the wrong kind of token, a token without scope, and somebody else's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from twitchkit.helix import ENDPOINTS
from unit.simulator.asking import OWN
from unit.simulator.helix.playing import CLIENT_ID, Played
from unit.simulator.helix.test_route import OWNER_INSIDE, SCOPE_INSIDE
from vectors.helix.reading import OPERATIONS, example

USER = [name for name, fact in OPERATIONS.items() if fact["tokens"] == ["user"]]
APP = [name for name, fact in OPERATIONS.items() if fact["tokens"] == ["app"]]
SCOPED = [name for name, fact in OPERATIONS.items() if fact["scopes"] and name not in SCOPE_INSIDE]
OWNED = [
    name
    for name, fact in OPERATIONS.items()
    if fact["token_owner"] in example(name) and name not in OWNER_INSIDE
]
GRANTED = [name for name, fact in OPERATIONS.items() if fact["app_grants"]]
STRANGER = "55555555"


@pytest.fixture(scope="module")
def played() -> Played:
    """A world that stays as it is: every call here is refused."""
    played = Played()
    played.add_person(STRANGER)
    return played


def message(played: Played, operation: str, token: str) -> Any:
    """What the answer of 401 says."""
    request = ENDPOINTS[operation](**example(operation)).request(OWN)
    answer = played.send(request, {"authorization": f"Bearer {token}", "client-id": CLIENT_ID})
    assert answer.status == 401, answer.body
    assert "ratelimit-limit" not in answer.headers
    return json.loads(answer.body)["message"]


@pytest.mark.parametrize("operation", USER)
def test_an_app_is_no_user(played: Played, operation: str) -> None:
    token, _ = played.world.tokens.issue_app(CLIENT_ID)

    assert message(played, operation, token) == "Missing User OAUTH Token"


@pytest.mark.parametrize("operation", APP)
def test_a_user_is_no_app(played: Played, operation: str) -> None:
    assert message(played, operation, played.user_token(STRANGER)) == "Must provide valid app token."


@pytest.mark.parametrize("operation", SCOPED)
def test_a_scope_is_missing(played: Played, operation: str) -> None:
    owner = example(operation).get(OPERATIONS[operation]["token_owner"] or "", STRANGER)
    token, _ = played.world.tokens.issue_user(CLIENT_ID, owner, ("chat:read",))
    told = message(played, operation, token)

    assert told.startswith("Missing scope: ")
    assert set(told.removeprefix("Missing scope: ").split(" or ")) == set(OPERATIONS[operation]["scopes"])


@pytest.mark.parametrize("operation", OWNED)
def test_somebody_else_is_not_the_owner(played: Played, operation: str) -> None:
    owner = OPERATIONS[operation]["token_owner"]

    assert message(played, operation, played.user_token(STRANGER)) == (
        f"The ID in {owner} must match the user ID found in the request's OAuth token."
    )


@pytest.mark.parametrize("operation", GRANTED)
def test_an_app_acts_for_nobody_who_did_not_let_it(operation: str, played: Played) -> None:
    token, _ = played.world.tokens.issue_app(played.world.public_app.client_id)
    request = ENDPOINTS[operation](**example(operation)).request(OWN)
    client = {"client-id": played.world.public_app.client_id}
    answer = played.send(request, {"authorization": f"Bearer {token}", **client})

    assert (answer.status, json.loads(answer.body)["message"][:15]) == (401, "Missing scope: ")
