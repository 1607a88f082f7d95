from __future__ import annotations

from twitchkit.simulator import Simulator
from twitchkit.simulator.world import User
from unit.simulator.helix.calling import Helix, refused
from unit.simulator.helix.conftest import As

CLIPS = 1
FOLLOWERS = "moderator:read:followers"


def test_followers_come_and_go(acting: As, handle: Simulator, owner: User) -> None:
    me, fan = acting(owner, FOLLOWERS), handle.world.viewers[0]
    handle.unfollow(fan.login, owner.login)
    before = me.all("channels/followers", broadcaster_id=owner.id, first=7)
    handle.follow(fan.login, owner.login)
    handle.follow(fan.login, owner.login)
    after = me.all("channels/followers", broadcaster_id=owner.id, first=7)

    assert len(before) > 14
    assert after[1:] == before
    assert after[0]["user_login"] == fan.login
    assert me("GET", "channels/followers", broadcaster_id=owner.id, first=1)[1]["total"] == len(after)
    assert me.get("channels/followers", broadcaster_id=owner.id, user_id=fan.id) == after[:1]
    mine = acting(fan, "user:read:follows")
    assert mine.all("channels/followed", user_id=fan.id)[0]["broadcaster_id"] == owner.id
    handle.unfollow(fan.login, owner.login)
    assert mine.get("channels/followed", user_id=fan.id, broadcaster_id=owner.id) == []


def test_without_scope_or_role_only_the_number_is_told(acting: As, owner: User, quiet: User) -> None:
    total = acting(owner, FOLLOWERS)("GET", "channels/followers", broadcaster_id=owner.id)[1]["total"]

    for other in (acting(owner), acting(quiet, FOLLOWERS)):
        told = other("GET", "channels/followers", broadcaster_id=owner.id)[1]
        assert (told["total"], told["data"], told["pagination"]) == (total, [], {})


def test_a_moderator_sees_followers(acting: As, app: Helix, owner: User) -> None:
    owners = acting(owner, "channel:manage:moderators")
    fan = app.world.viewers[0]
    owners("POST", "moderation/moderators", broadcaster_id=owner.id, user_id=fan.id)

    assert acting(fan, FOLLOWERS).get("channels/followers", broadcaster_id=owner.id)
    refused(app("GET", "channels/followers", broadcaster_id=owner.id), 401, "Missing User OAUTH Token")
    refused(
        acting(fan, "user:read:follows")("GET", "channels/followed", user_id=owner.id),
        401,
        "user_id must match",
    )
