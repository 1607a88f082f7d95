from __future__ import annotations

from typing import Any

import pytest

from twitchkit.simulator import Simulator
from twitchkit.simulator.world import TravelClock, User
from twitchkit.simulator.world.bans import Bans
from twitchkit.simulator.world.roles import Roles
from unit.simulator.helix.calling import Helix, refused
from unit.simulator.helix.conftest import As

CLIPS = 1
BAN = "moderator:manage:banned_users"
UNBAN = "moderator:manage:unban_requests"


@pytest.fixture
def fan(app: Helix, owner: User) -> User:
    """Somebody without a role or a ban in the first channel."""
    roles, bans = app.world.book(Roles), app.world.book(Bans)
    return next(
        user
        for user in app.world.viewers
        if not roles.any(user.id, owner.id) and user.id not in bans.of_channel[owner.id]
    )


@pytest.fixture
def moderator(app: Helix, owner: User) -> User:
    """A moderator of the first channel."""
    return app.world.users[next(iter(app.world.book(Roles).moderators[owner.id]))]


def ban(me: Helix, owner: User, user: User, **more: Any) -> tuple[int, Any]:
    body = {"data": {"user_id": user.id, **more}}
    return me(
        "POST", "moderation/bans", body, broadcaster_id=owner.id, moderator_id=getattr(me.user, "id", "1")
    )


def test_a_timeout_becomes_a_ban_and_is_lifted(
    acting: As, clock: TravelClock, owner: User, moderator: User, fan: User
) -> None:
    me, owners = acting(moderator, BAN), acting(owner, "moderation:read")
    before = owners.get("moderation/banned", broadcaster_id=owner.id)
    status, told = ban(me, owner, fan, duration=600, reason="calm down")

    assert status == 200
    assert (told["data"][0]["created_at"], told["data"][0]["end_time"]) == (
        "2026-11-01T12:00:00Z",
        "2026-11-01T12:10:00Z",
    )
    [row] = owners.get("moderation/banned", broadcaster_id=owner.id, user_id=fan.id)
    assert (row["expires_at"], row["reason"]) == ("2026-11-01T12:10:00Z", "calm down")
    assert (row["moderator_login"], row["user_name"]) == (moderator.login, fan.display_name)
    assert [row, *before] == owners.all("moderation/banned", broadcaster_id=owner.id, first=2)
    clock.advance(600)
    assert before == owners.get("moderation/banned", broadcaster_id=owner.id)
    assert ban(me, owner, fan, duration=60)[0] == 200
    assert ban(me, owner, fan)[1]["data"][0]["end_time"] is None
    refused(ban(me, owner, fan), 400, "already banned")
    who = {"broadcaster_id": owner.id, "moderator_id": moderator.id, "user_id": fan.id}
    assert me("DELETE", "moderation/bans", **who) == (204, None)
    refused(me("DELETE", "moderation/bans", **who), 400, "is not banned")


def test_some_may_not_be_banned(acting: As, owner: User, moderator: User) -> None:
    me = acting(moderator, BAN)
    other = me.world.users[list(me.world.book(Roles).moderators[owner.id])[1]]

    refused(ban(me, owner, owner), 400, "may not be banned")
    refused(ban(me, owner, other), 400, "may not be banned")
    refused(
        ban(me, owner, User(**{**{n: getattr(owner, n) for n in owner.__slots__}, "id": "1"})), 400, "user_id"
    )
    assert ban(acting(owner, BAN), owner, other)[0] == 200
    refused(
        acting(other, BAN)(
            "POST",
            "moderation/bans",
            {"data": {"user_id": "1"}},
            broadcaster_id=owner.id,
            moderator_id=other.id,
        ),
        403,
        "moderators",
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, 'Missing required parameter "user_id"'),
        ({"user_id": "1", "duration": 0}, '"duration" was malformed'),
        ({"user_id": "1", "duration": 1_209_601}, '"duration" was malformed'),
        ({"user_id": "1", "reason": "x" * 501}, '"reason" was malformed'),
        ({"user_id": 1}, '"user_id" was malformed: the value must be a string'),
    ],
)
def test_a_wrong_ban_is_refused(acting: As, owner: User, data: dict[str, Any], message: str) -> None:
    me = acting(owner, BAN)

    refused(
        me("POST", "moderation/bans", {"data": data}, broadcaster_id=owner.id, moderator_id=owner.id),
        400,
        message,
    )


def test_an_app_bans_as_a_bot_that_let_it(
    acting: As, app: Helix, owner: User, moderator: User, fan: User
) -> None:
    query = {"broadcaster_id": owner.id, "moderator_id": moderator.id}
    body = {"data": {"user_id": fan.id}}
    consent = app.world.ledger.consent

    refused(acting(moderator)("POST", "moderation/bans", body, **query), 401, f"Missing scope: {BAN}")
    refused(app("POST", "moderation/bans", body, **query), 401, "Missing scope")
    consent(app.world.app.client_id, moderator.id, (BAN,))
    refused(app("POST", "moderation/bans", body, **query), 401, "Missing scope: user:bot")
    consent(app.world.app.client_id, moderator.id, ("user:bot",))
    assert app("POST", "moderation/bans", body, **query)[1]["data"][0]["moderator_id"] == moderator.id


def test_a_request_to_be_let_in_is_approved(
    acting: As, handle: Simulator, owner: User, moderator: User, fan: User
) -> None:
    me = acting(moderator, UNBAN, BAN)
    who = {"broadcaster_id": owner.id, "moderator_id": moderator.id}
    with pytest.raises(ValueError, match="not banned"):
        handle.request_unban(fan.login, owner.login, "please")
    ban(me, owner, fan)
    request_id = handle.request_unban(fan.login, owner.login, "please")

    assert len(me.get("moderation/unban_requests", status="pending", **who)) == 2
    [row] = me.get("moderation/unban_requests", status="pending", user_id=fan.id, **who)
    assert (row["id"], row["text"], row["resolved_at"]) == (request_id, "please", None)
    given = {"unban_request_id": request_id, "status": "approved", "resolution_text": "welcome"}
    refused(
        me("PATCH", "moderation/unban_requests", **who, **{**given, "status": "pending"}), 400, '"status"'
    )
    status, told = me("PATCH", "moderation/unban_requests", **who, **given)
    assert (status, told["data"][0]["moderator_id"], told["data"][0]["resolution_text"]) == (
        200,
        moderator.id,
        "welcome",
    )
    assert told["data"] == me.get("moderation/unban_requests", status="approved", **who)
    assert acting(owner, BAN).get("moderation/banned", broadcaster_id=owner.id, user_id=fan.id) == []
    refused(me("PATCH", "moderation/unban_requests", **who, **given), 400, "resolved already")
    refused(me("PATCH", "moderation/unban_requests", **who, **{**given, "unban_request_id": "1"}), 404)


def test_a_request_to_be_let_in_is_denied(acting: As, owner: User) -> None:
    me = acting(owner, UNBAN, "moderation:read")
    who = {"broadcaster_id": owner.id, "moderator_id": owner.id}
    [row] = me.get("moderation/unban_requests", status="pending", **who)

    assert (
        me("PATCH", "moderation/unban_requests", unban_request_id=row["id"], status="denied", **who)[0] == 200
    )
    assert me.get("moderation/banned", broadcaster_id=owner.id, user_id=row["user_id"])
    stranger = acting(me.world.channels[3], UNBAN)
    theirs = {"broadcaster_id": owner.id, "moderator_id": me.world.channels[3].id}
    refused(stranger("GET", "moderation/unban_requests", status="pending", **theirs), 401, "moderators")
