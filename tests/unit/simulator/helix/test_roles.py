from __future__ import annotations

import pytest

from twitchkit.simulator.world import TravelClock, User
from twitchkit.simulator.world.roles import Roles
from unit.simulator.helix.calling import Helix, refused
from unit.simulator.helix.conftest import As

CLIPS = 1
MODERATE, VIPS = "channel:manage:moderators", "channel:manage:vips"


def test_a_moderator_is_made_and_unmade(acting: As, owner: User) -> None:
    me = acting(owner, MODERATE)
    me.world.book(Roles).moderators.clear()
    fan = me.world.viewers[0]
    who = {"broadcaster_id": owner.id, "user_id": fan.id}
    theirs = acting(fan, "user:read:moderated_channels")
    before = me.all("moderation/moderators", broadcaster_id=owner.id, first=2)

    assert theirs.get("moderation/channels", user_id=fan.id) == []
    assert me("POST", "moderation/moderators", **who) == (204, None)
    refused(me("POST", "moderation/moderators", **who), 400, "user is already a mod")
    assert [row["broadcaster_id"] for row in theirs.get("moderation/channels", user_id=fan.id)] == [owner.id]
    [row] = me.get("moderation/moderators", **who)
    assert [*before, row] == me.all("moderation/moderators", broadcaster_id=owner.id, first=2)
    assert row == {"user_id": fan.id, "user_login": fan.login, "user_name": fan.display_name}
    assert me("DELETE", "moderation/moderators", **who) == (204, None)
    refused(me("DELETE", "moderation/moderators", **who), 400, "user is not a mod")
    assert before == me.all("moderation/moderators", broadcaster_id=owner.id)


def test_a_vip_is_made_and_unmade(acting: As, owner: User) -> None:
    me = acting(owner, VIPS, MODERATE)
    roles = me.world.book(Roles)
    with_role = {**roles.moderators[owner.id], **roles.vips[owner.id]}
    fan = next(user for user in me.world.viewers if user.id not in with_role)
    who = {"broadcaster_id": owner.id, "user_id": fan.id}
    before = me.get("channels/vips", broadcaster_id=owner.id)

    assert me("POST", "channels/vips", **who) == (204, None)
    refused(me("POST", "channels/vips", **who), 422, "already a VIP")
    refused(me("POST", "moderation/moderators", **who), 422, "is a VIP")
    assert me.get("channels/vips", **who)[0]["user_login"] == fan.login
    assert acting(fan, VIPS)("DELETE", "channels/vips", **who) == (204, None)
    refused(me("DELETE", "channels/vips", **who), 422, "not a VIP")
    assert before == me.get("channels/vips", broadcaster_id=owner.id)
    assert me("POST", "moderation/moderators", **who) == (204, None)
    refused(me("POST", "channels/vips", **who), 422, "is a moderator")
    refused(me("POST", "channels/vips", broadcaster_id=owner.id, user_id="1"), 400, "user_id")


def test_vip_slots_are_counted(acting: As, clock: TravelClock, owner: User) -> None:
    me = acting(owner, VIPS)
    statuses: list[int] = []
    for fan in me.world.viewers[:20]:
        clock.advance(2)
        statuses.append(me("POST", "channels/vips", broadcaster_id=owner.id, user_id=fan.id)[0])

    assert 409 in statuses
    assert len(me.get("channels/vips", broadcaster_id=owner.id)) == 10


@pytest.mark.parametrize(("path", "scope"), [("moderation/moderators", MODERATE), ("channels/vips", VIPS)])
def test_roles_are_the_owners_to_give(
    acting: As, app: Helix, owner: User, quiet: User, path: str, scope: str
) -> None:
    who = {"broadcaster_id": owner.id, "user_id": app.world.viewers[0].id}

    for method in ("GET", "POST", "DELETE"):
        refused(acting(owner)(method, path, **who), 401, "Missing scope")
        refused(acting(quiet, scope)(method, path, **who), 401, "must match the user ID")
        refused(app(method, path, **who), 401, "Missing User OAUTH Token")


def test_ten_changes_in_ten_seconds(acting: As, clock: TravelClock, owner: User) -> None:
    me = acting(owner, MODERATE)
    fans = [{"broadcaster_id": owner.id, "user_id": user.id} for user in me.world.viewers]
    statuses = [me("POST", "moderation/moderators", **who)[0] for who in fans]

    assert statuses.count(204) == 10
    assert statuses[-1] == 429
    assert me("DELETE", "moderation/moderators", **fans[statuses.index(204)])[0] == 204
