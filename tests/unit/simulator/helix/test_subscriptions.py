from __future__ import annotations

from twitchkit.simulator import Simulator
from twitchkit.simulator.world import User
from unit.simulator.helix.calling import Helix, refused
from unit.simulator.helix.conftest import As

CLIPS = 1
LISTED, CHECKED = "channel:read:subscriptions", "user:read:subscriptions"


def test_subscriptions_begin_and_end(acting: As, handle: Simulator, owner: User) -> None:
    fan, giver = handle.world.viewers[:2]
    me, mine = acting(owner, LISTED), acting(fan, CHECKED)
    handle.unsubscribe(fan.login, owner.login)
    before = me("GET", "subscriptions", broadcaster_id=owner.id)[1]
    refused(
        mine("GET", "subscriptions/user", broadcaster_id=owner.id, user_id=fan.id), 404, "has no subscription"
    )
    handle.subscribe(fan.login, owner.login, tier="3000", gifter=giver.login)
    after = me("GET", "subscriptions", broadcaster_id=owner.id)[1]
    [row] = me.get("subscriptions", broadcaster_id=owner.id, user_id=fan.id)

    assert (after["total"], after["points"]) == (before["total"] + 1, before["points"] + 6)
    assert (row["tier"], row["is_gift"], row["gifter_login"]) == ("3000", True, giver.login)
    assert row in me.all("subscriptions", broadcaster_id=owner.id, first=3)
    [checked] = mine.get("subscriptions/user", broadcaster_id=owner.id, user_id=fan.id)
    assert (checked["tier"], checked["gifter_id"]) == ("3000", giver.id)
    handle.subscribe(fan.login, owner.login)
    [checked] = mine.get("subscriptions/user", broadcaster_id=owner.id, user_id=fan.id)
    assert (checked["tier"], checked["is_gift"], "gifter_id" in checked) == ("1000", False, False)


def test_subscriptions_are_private(acting: As, app: Helix, owner: User, quiet: User) -> None:
    query = {"broadcaster_id": owner.id}

    refused(acting(owner)("GET", "subscriptions", **query), 401, f"Missing scope: {LISTED}")
    refused(acting(quiet, LISTED)("GET", "subscriptions", **query), 401, "broadcaster_id must match")
    refused(app("GET", "subscriptions", **query), 401, "Missing scope")
    refused(
        acting(quiet, CHECKED)("GET", "subscriptions/user", **query, user_id=owner.id),
        401,
        "user_id must match",
    )
    app.world.ledger.consent(app.world.app.client_id, owner.id, (LISTED,))
    assert app("GET", "subscriptions", **query)[0] == 200


def test_goals_count_what_is_there(acting: As, handle: Simulator, owner: User) -> None:
    me, fan = acting(owner, "channel:read:goals"), handle.world.viewers[0]
    handle.follow(fan.login, owner.login)
    handle.subscribe(fan.login, owner.login)
    before = me.get("goals", broadcaster_id=owner.id)
    handle.unfollow(fan.login, owner.login)
    handle.unsubscribe(fan.login, owner.login)
    after = me.get("goals", broadcaster_id=owner.id)

    assert [row["type"] for row in before] == ["follower", "subscription"]
    assert [row["current_amount"] - 1 for row in before] == [row["current_amount"] for row in after]
