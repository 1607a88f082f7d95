from __future__ import annotations

from typing import Any

import pytest

from twitchkit.simulator.world import TravelClock, User
from twitchkit.simulator.world.roles import Roles
from unit.simulator.helix.calling import Helix, refused
from unit.simulator.helix.conftest import As

CLIPS = 1
TERMS, SHIELD = "moderator:manage:blocked_terms", "moderator:manage:shield_mode"
AUTOMOD = "moderator:manage:automod_settings"
LEVELS = {
    "aggression", "bullying", "disability", "misogyny", "race_ethnicity_or_religion", "sex_based_terms",
    "sexuality_sex_or_gender", "swearing",
}  # fmt: skip


@pytest.fixture
def who(owner: User) -> dict[str, str]:
    """The first channel, moderated by its owner."""
    return {"broadcaster_id": owner.id, "moderator_id": owner.id}


def test_a_term_is_blocked_and_unblocked(
    acting: As, clock: TravelClock, owner: User, who: dict[str, str]
) -> None:
    me = acting(owner, TERMS, "moderation:read", "moderator:read:blocked_terms")
    made = [
        me("POST", "moderation/blocked_terms", {"text": f"crab{n}*"}, **who)[1]["data"][0] for n in range(3)
    ]
    clock.advance(60)
    [again] = me("POST", "moderation/blocked_terms", {"text": "CRAB0*"}, **who)[1]["data"]

    assert again == {**made[0], "updated_at": "2026-11-01T12:01:00Z"}
    assert [made[2], made[1], again] == me.all("moderation/blocked_terms", first=2, **who)
    messages = {
        "data": [{"msg_id": "1", "msg_text": "a CRAB1by thing"}, {"msg_id": "2", "msg_text": "scrab1"}]
    }
    checked = me("POST", "moderation/enforcements/status", messages, broadcaster_id=owner.id)[1]["data"]
    assert [row["is_permitted"] for row in checked] == [False, True]
    assert me("DELETE", "moderation/blocked_terms", id=made[1]["id"], **who) == (204, None)
    refused(me("DELETE", "moderation/blocked_terms", id=made[1]["id"], **who), 400, "not found")
    assert [made[2], again] == me.get("moderation/blocked_terms", **who)
    refused(me("POST", "moderation/blocked_terms", {"text": "x"}, **who), 400, "at least 2")
    refused(me("POST", "moderation/blocked_terms", {"text": "x" * 501}, **who), 400, "at most 500")


def test_shield_mode_remembers_who_raised_it(acting: As, owner: User, who: dict[str, str]) -> None:
    me = acting(owner, SHIELD)
    [before] = me.get("moderation/shield_mode", **who)
    [raised] = me("PUT", "moderation/shield_mode", {"is_active": True}, **who)[1]["data"]

    assert (before["is_active"], before["moderator_id"], before["last_activated_at"]) == (False, "", "")
    assert (raised["is_active"], raised["moderator_login"]) == (True, owner.login)
    assert [raised] == me.get("moderation/shield_mode", **who)
    assert me("PUT", "moderation/shield_mode", {"is_active": False}, **who)[1]["data"] == [
        {**raised, "is_active": False}
    ]
    refused(me("PUT", "moderation/shield_mode", {}, **who), 400, 'Missing required parameter "is_active"')


def test_automod_levels_are_replaced(acting: As, owner: User, who: dict[str, str]) -> None:
    me = acting(owner, AUTOMOD, "moderator:read:automod_settings", "moderation:read")
    [whole] = me("PUT", "moderation/automod/settings", {"overall_level": 3}, **who)[1]["data"]
    [single] = me("PUT", "moderation/automod/settings", {"aggression": 4}, **who)[1]["data"]

    assert (whole["overall_level"], whole["misogyny"]) == (3, 3)
    assert (single["overall_level"], single["aggression"]) == (None, 4)
    assert {single[name] for name in LEVELS - {"aggression"}} == {0}
    assert [single] == me.get("moderation/automod/settings", **who)
    messages = {
        "data": [{"msg_id": "1", "msg_text": "I smash you"}, {"msg_id": "2", "msg_text": "you idiot"}]
    }
    checked = me("POST", "moderation/enforcements/status", messages, broadcaster_id=owner.id)[1]["data"]
    assert checked == [{"msg_id": "1", "is_permitted": False}, {"msg_id": "2", "is_permitted": True}]
    for body in ({}, {"overall_level": 1, "swearing": 1}, {"overall_level": 5}, {"bullying": "2"}):
        refused(me("PUT", "moderation/automod/settings", body, **who), 400)


def test_automod_checks_are_counted_by_kind_of_channel(acting: As, clock: TravelClock) -> None:
    body = {"data": [{"msg_id": "1", "msg_text": "hello"}]}
    channels = acting(None).world.channels
    for kind, often in (("partner", 30), ("affiliate", 10)):
        user = next(user for user in channels if user.kind == kind)
        me = acting(user, "moderation:read")
        told = [
            me("POST", "moderation/enforcements/status", body, broadcaster_id=user.id)[0] for _ in range(31)
        ]
        assert told == [200] * often + [429] * (31 - often)
    refused(me("POST", "moderation/enforcements/status", {"data": []}, broadcaster_id=user.id), 429)
    clock.advance(60)
    refused(
        me("POST", "moderation/enforcements/status", {"data": []}, broadcaster_id=user.id), 400, "at least 1"
    )


def test_suspicion_comes_and_goes(acting: As, owner: User, who: dict[str, str]) -> None:
    me = acting(owner, "moderator:manage:suspicious_users")
    fan = me.world.viewers[-1]
    me.world.book(Roles).moderators[owner.id].pop(fan.id, None)
    body = {"user_id": fan.id, "status": "RESTRICTED"}
    [added] = me("POST", "moderation/suspicious_users", body, **who)[1]["data"]
    [removed] = me("DELETE", "moderation/suspicious_users", user_id=fan.id, **who)[1]["data"]

    assert (added["status"], added["types"]) == ("RESTRICTED", ["MANUALLY_ADDED"])
    assert (removed["status"], removed["types"]) == ("NO_TREATMENT", [])
    refused(
        me("POST", "moderation/suspicious_users", {**body, "status": "NO_TREATMENT"}, **who), 400, "one of"
    )
    refused(
        me("POST", "moderation/suspicious_users", {**body, "user_id": owner.id}, **who), 400, "suspicious"
    )


CALLS: list[tuple[str, str, dict[str, Any] | None]] = [
    ("GET", "chat/chatters", None),
    ("PATCH", "chat/settings", {"slow_mode": True}),
    ("POST", "chat/announcements", {"message": "hear"}),
    ("GET", "chat/pins", None),
    ("POST", "moderation/bans", {"data": {"user_id": "1"}}),
    ("GET", "moderation/blocked_terms", None),
    ("POST", "moderation/blocked_terms", {"text": "word"}),
    ("DELETE", "moderation/chat", None),
    ("GET", "moderation/shield_mode", None),
    ("PUT", "moderation/shield_mode", {"is_active": True}),
    ("GET", "moderation/automod/settings", None),
    ("PUT", "moderation/automod/settings", {"overall_level": 1}),
    ("POST", "moderation/warnings", {"data": {"user_id": "1", "reason": "x"}}),
    ("POST", "moderation/suspicious_users", {"user_id": "1", "status": "RESTRICTED"}),
]


@pytest.mark.parametrize(("method", "path", "body"), CALLS, ids=[f"{call[0]} {call[1]}" for call in CALLS])
def test_moderating_takes_a_moderator_who_is_oneself(
    acting: As, app: Helix, owner: User, method: str, path: str, body: dict[str, Any] | None
) -> None:
    from twitchkit.simulator.helix.endpoints import ROUTES

    stranger = app.world.channels[3]
    mine = {"broadcaster_id": owner.id, "moderator_id": stranger.id}
    scoped = acting(stranger, *ROUTES[method, f"/helix/{path}"].scopes)

    refused(scoped(method, path, body, **mine), 403, "not one of the broadcaster's moderators")
    refused(
        scoped(method, path, body, broadcaster_id=owner.id, moderator_id=owner.id),
        401,
        "moderator_id must match",
    )
    refused(acting(stranger)(method, path, body, **mine), 401, "Missing scope")
    refused(app(method, path, body, **mine), 401, "Missing scope")
    refused(scoped(method, path, body, broadcaster_id="1", moderator_id=stranger.id), 400, "broadcaster_id")
    refused(
        scoped(method, path, body, moderator_id=stranger.id),
        400,
        'Missing required parameter "broadcaster_id"',
    )
