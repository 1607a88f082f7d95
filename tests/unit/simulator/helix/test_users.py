from __future__ import annotations

from twitchkit.simulator.world import User
from unit.simulator.helix.calling import Helix, refused
from unit.simulator.helix.conftest import As

CLIPS = 1


def test_a_description_is_changed_read_and_cleared(acting: As, app: Helix, owner: User) -> None:
    me = acting(owner, "user:edit")
    status, told = me("PUT", "users", description="Ships & harbours")

    assert status == 200
    assert told["data"][0]["description"] == "Ships & harbours"
    assert "email" not in told["data"][0]
    assert app.get("users", id=owner.id)[0]["description"] == "Ships & harbours"
    assert app.get("search/channels", query=owner.login)[0]["id"] == owner.id
    assert me("PUT", "users")[1]["data"][0]["description"] == "Ships & harbours"
    assert me("PUT", "users", description="")[1]["data"][0]["description"] == ""
    refused(me("PUT", "users", description="x" * 301), 400, "at most 300")


def test_a_description_is_its_owners_with_the_scope(acting: As, app: Helix, owner: User) -> None:
    refused(acting(owner)("PUT", "users", description="x"), 401, "Missing scope: user:edit")
    refused(app("PUT", "users", description="x"), 401, "Missing User OAUTH Token")
    told = acting(owner, "user:edit", "user:read:email")("PUT", "users", description="x")[1]
    assert told["data"][0]["email"] == owner.email
