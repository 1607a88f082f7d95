from __future__ import annotations

from typing import Any

import pytest

from twitchkit.simulator import Simulator
from twitchkit.simulator.world import TravelClock, User
from twitchkit.simulator.world.bans import Bans
from twitchkit.simulator.world.chat import Chat
from twitchkit.simulator.world.roles import Roles
from unit.simulator.helix.calling import Helix, refused
from unit.simulator.helix.conftest import As

CLIPS = 1
WRITE, SETTINGS = "user:write:chat", "moderator:manage:chat_settings"
MESSAGES = "moderator:manage:chat_messages"


@pytest.fixture
def who(owner: User) -> dict[str, str]:
    """The first channel, moderated by its owner."""
    return {"broadcaster_id": owner.id, "moderator_id": owner.id}


@pytest.fixture
def fan(app: Helix, owner: User) -> User:
    """Somebody without a role or a ban in the first channel."""
    roles, bans = app.world.book(Roles), app.world.book(Bans)
    return next(
        user
        for user in app.world.viewers
        if not roles.any(user.id, owner.id) and user.id not in bans.of_channel[owner.id]
    )


def say(me: Helix, channel: User, text: str, **more: Any) -> Any:
    assert me.user is not None
    body = {"broadcaster_id": channel.id, "sender_id": me.user.id, "message": text, **more}
    status, told = me("POST", "chat/messages", body)
    assert status == 200, told
    return told["data"][0]


def dropped(me: Helix, channel: User, text: str) -> str:
    told = say(me, channel, text)
    assert not told["is_sent"]
    assert told["message_id"] == ""
    return told["drop_reason"]["code"]


def test_a_message_is_sent_answered_and_deleted(
    acting: As, clock: TravelClock, owner: User, fan: User, who: dict[str, str]
) -> None:
    me, owners = acting(fan, WRITE), acting(owner, MESSAGES, "moderator:read:chatters")
    told = say(me, owner, "ahoy")
    answer = say(me, owner, "and again", reply_parent_message_id=told["message_id"])

    assert (told["is_sent"], told["drop_reason"]) == (True, None)
    assert dropped(me, owner, "and again") == "msg_duplicate"
    clock.advance(30)
    assert say(me, owner, "and again")["is_sent"]
    assert fan.id in {row["user_id"] for row in owners.all("chat/chatters", first=9, **who)}
    assert owners("DELETE", "moderation/chat", message_id=told["message_id"], **who) == (204, None)
    refused(owners("DELETE", "moderation/chat", message_id=told["message_id"], **who), 404)
    assert owners("DELETE", "moderation/chat", **who) == (204, None)
    refused(owners("DELETE", "moderation/chat", message_id=answer["message_id"], **who), 404)


@pytest.mark.parametrize(
    ("more", "status", "message"),
    [
        ({"message": "x" * 501}, 422, "too large"),
        ({"message": " "}, 400, "must not be empty"),
        ({"broadcaster_id": "1"}, 400, "broadcaster_id"),
        ({"reply_parent_message_id": "1"}, 400, "reply_parent_message_id"),
        ({"for_source_only": True}, 400, "App Access Token"),
        ({"pin": True}, 401, f"Missing scope: {MESSAGES}"),
        ({"message": None}, 400, '"message" was malformed'),
        ({"sender_id": "1"}, 401, "sender_id must match"),
    ],
)
def test_a_wrong_message_is_refused(
    acting: As, owner: User, fan: User, more: dict[str, Any], status: int, message: str
) -> None:
    body = {"broadcaster_id": owner.id, "sender_id": fan.id, "message": "hi", **more}

    refused(acting(fan, WRITE)("POST", "chat/messages", body), status, message)


def test_modes_drop_messages_and_moderators_are_above_them(
    acting: As, handle: Simulator, clock: TravelClock, owner: User, fan: User, who: dict[str, str]
) -> None:
    me, owners = acting(fan, WRITE), acting(owner, WRITE, SETTINGS)
    handle.unfollow(fan.login, owner.login)
    handle.unsubscribe(fan.login, owner.login)

    def mode(**changes: Any) -> Any:
        status, told = owners("PATCH", "chat/settings", changes, **who)
        assert status == 200, told
        return told["data"][0]

    mode(follower_mode=True, follower_mode_duration=5)
    assert dropped(me, owner, "one") == "msg_followersonly"
    handle.follow(fan.login, owner.login)
    clock.advance(300)
    assert say(me, owner, "one")["is_sent"]
    mode(follower_mode=False, subscriber_mode=True)
    assert dropped(me, owner, "two") == "msg_subsonly"
    handle.subscribe(fan.login, owner.login)
    assert say(me, owner, "two")["is_sent"]
    mode(subscriber_mode=False, emote_mode=True)
    assert dropped(me, owner, "three") == "msg_emoteonly"
    assert say(me, owner, "Kappa LUL")["is_sent"]
    mode(emote_mode=False, slow_mode=True)
    assert dropped(me, owner, "four") == "msg_slowmode"
    clock.advance(30)
    assert say(me, owner, "four")["is_sent"]
    assert mode(slow_mode=False, unique_chat_mode=True)["unique_chat_mode"]
    clock.advance(31)
    assert dropped(me, owner, "one") == "msg_r9k"
    assert say(owners, owner, "one")["is_sent"]


def test_settings_are_changed_and_read(acting: As, app: Helix, owner: User, who: dict[str, str]) -> None:
    me = acting(owner, SETTINGS)
    [before] = app.get("chat/settings", broadcaster_id=owner.id)
    change = {"slow_mode": True, "slow_mode_wait_time": 7, "non_moderator_chat_delay": True}
    [after] = me("PATCH", "chat/settings", {**change, "non_moderator_chat_delay_duration": 4}, **who)[1][
        "data"
    ]

    assert after == {
        **before, "slow_mode": True, "slow_mode_wait_time": 7, "moderator_id": owner.id,
        "non_moderator_chat_delay": True, "non_moderator_chat_delay_duration": 4,
    }  # fmt: skip
    assert me.get("chat/settings", **who) == [after]
    assert "non_moderator_chat_delay" not in app.get("chat/settings", broadcaster_id=owner.id)[0]
    assert (
        me("PATCH", "chat/settings", {"follower_mode": True}, **who)[1]["data"][0]["follower_mode_duration"]
        == 0
    )
    for wrong in (
        {"slow_mode_wait_time": 7}, {"slow_mode": False, "slow_mode_wait_time": 7}, {"slow_mode": 1},
        {"slow_mode": True, "slow_mode_wait_time": 2},
        {"follower_mode": True, "follower_mode_duration": 129_601},
        {"non_moderator_chat_delay": True, "non_moderator_chat_delay_duration": 3},
    ):  # fmt: skip
        refused(me("PATCH", "chat/settings", wrong, **who), 400)


def test_a_held_message_is_released_or_dropped(
    acting: As, handle: Simulator, clock: TravelClock, owner: User, fan: User
) -> None:
    me, owners = acting(fan, WRITE), acting(owner, "moderator:manage:automod")
    assert dropped(me, owner, "you idiot") == "msg_rejected"
    assert dropped(me, owner, "you loser") == "msg_rejected"
    released, denied = [row.id for row in handle.held_messages(owner.login)]

    def decide(message_id: str, action: str, me: Helix = owners) -> tuple[int, Any]:
        body = {"user_id": getattr(me.user, "id", ""), "msg_id": message_id, "action": action}
        return me("POST", "moderation/automod/message", body)

    refused(decide(released, "ALLOW", acting(fan, "moderator:manage:automod")), 403, "moderators")
    refused(decide(released, "MAYBE"), 400, "one of ALLOW, DENY")
    assert decide(released, "ALLOW") == (204, None)
    assert decide(denied, "DENY") == (204, None)
    refused(decide(denied, "ALLOW"), 404)
    assert [row.text for row in handle.messages(owner.login)] == ["you idiot"]
    assert dropped(me, owner, "idiot me") == "msg_rejected"
    [late] = handle.held_messages(owner.login)
    clock.advance(300)
    refused(decide(late.id, "ALLOW"), 404)
    assert handle.held_messages(owner.login) == []


def test_a_room_forgets_what_is_long_past(acting: As, handle: Simulator, owner: User) -> None:
    chat = handle.world.book(Chat)
    for number in range(1_200):
        chat.publish(chat.message(owner.id, owner.id, str(number), handle.world.clock.now()))

    assert [int(row.text) for row in handle.messages(owner.login)] == list(range(200, 1_200))


def test_those_warned_or_banned_cannot_speak(
    acting: As, handle: Simulator, owner: User, fan: User, who: dict[str, str]
) -> None:
    me, owners = (
        acting(fan, WRITE),
        acting(owner, "moderator:manage:warnings", "moderator:manage:banned_users"),
    )
    given = {"data": {"user_id": fan.id, "reason": "mind your words"}}
    status, told = owners("POST", "moderation/warnings", given, **who)

    assert (status, told["data"][0]["reason"]) == (200, "mind your words")
    assert dropped(me, owner, "hm") == "user_warned"
    handle.acknowledge_warning(fan.login, owner.login)
    assert say(me, owner, "hm")["is_sent"]
    refused(owners("POST", "moderation/warnings", {"data": {"user_id": owner.id, "reason": "x"}}, **who), 400)
    # As twitchAPI sends it.
    assert owners("POST", "moderation/warnings", {"data": [given["data"]]}, **who) == (status, told)
    refused(owners("POST", "moderation/warnings", {"data": []}, **who), 400)
    owners("POST", "moderation/bans", {"data": {"user_id": fan.id, "duration": 5}}, **who)
    body = {"broadcaster_id": owner.id, "sender_id": fan.id, "message": "let me"}
    refused(me("POST", "chat/messages", body), 403, "not permitted")


def test_an_app_speaks_as_a_bot(acting: As, app: Helix, owner: User, fan: User) -> None:
    consent, client_id = app.world.ledger.consent, app.world.app.client_id
    body = {"broadcaster_id": owner.id, "sender_id": fan.id, "message": "beep", "for_source_only": True}

    refused(app("POST", "chat/messages", body), 401, "Missing scope: user:write:chat, user:bot")
    consent(client_id, fan.id, (WRITE, "user:bot"))
    refused(app("POST", "chat/messages", body), 401, "Missing scope: channel:bot")
    consent(client_id, owner.id, ("channel:bot",))
    assert app("POST", "chat/messages", body)[1]["data"][0]["is_sent"]


def test_a_moderating_bot_needs_nothing_of_the_channel(app: Helix, owner: User) -> None:
    moderator = next(iter(app.world.book(Roles).moderators[owner.id]))
    app.world.ledger.consent(app.world.app.client_id, moderator, (WRITE, "user:bot"))
    body = {"broadcaster_id": owner.id, "sender_id": moderator, "message": "beep"}

    assert app("POST", "chat/messages", body)[1]["data"][0]["is_sent"]


def test_a_message_is_pinned_for_a_time(
    acting: As, clock: TravelClock, owner: User, who: dict[str, str]
) -> None:
    me = acting(owner, WRITE, MESSAGES)
    one, other = say(me, owner, "first")["message_id"], say(me, owner, "second", pin=True)["message_id"]
    [pin] = me.get("chat/pins", **who)

    assert (pin["message_id"], pin["ends_at"]) == (other, "2026-11-01T12:20:00Z")
    assert pin["message"]["text"] == "second"
    refused(me("PUT", "chat/pins", message_id=other, **who), 409)
    assert me("PUT", "chat/pins", message_id=one, duration_seconds=30, **who) == (204, None)
    refused(me("PATCH", "chat/pins", message_id=other, **who), 404, "not pinned")
    assert me("PATCH", "chat/pins", message_id=one, duration_seconds=60, **who) == (204, None)
    assert me.get("chat/pins", **who)[0]["ends_at"] == "2026-11-01T12:01:00Z"
    clock.advance(60)
    assert me.get("chat/pins", **who) == []
    assert me("PUT", "chat/pins", message_id=one, **who) == (204, None)
    assert me.get("chat/pins", **who)[0]["ends_at"] is None
    assert me("DELETE", "chat/pins", message_id=one, **who) == (204, None)
    refused(me("DELETE", "chat/pins", message_id=one, **who), 404)
    refused(me("PUT", "chat/pins", message_id="x", **who), 404)
    refused(me("PUT", "chat/pins", message_id=one, duration_seconds=29, **who), 400)


def test_a_pin_without_end_goes_with_the_stream(
    acting: As, handle: Simulator, owner: User, who: dict[str, str]
) -> None:
    me = acting(owner, WRITE, MESSAGES)
    me("PUT", "chat/pins", message_id=say(me, owner, "rules")["message_id"], **who)
    handle.end_stream(owner.login)

    assert me.get("chat/pins", **who) == []


def test_announcements_and_shoutouts_have_pauses(
    acting: As, handle: Simulator, clock: TravelClock, owner: User, quiet: User, who: dict[str, str]
) -> None:
    me = acting(owner, "moderator:manage:announcements", "moderator:manage:shoutouts")
    shout = {"from_broadcaster_id": owner.id, "to_broadcaster_id": quiet.id, "moderator_id": owner.id}
    third = {**shout, "to_broadcaster_id": handle.world.channels[2].id}

    assert me("POST", "chat/announcements", {"message": "hear", "color": "blue"}, **who) == (204, None)
    assert me("POST", "chat/announcements", {"message": "hear"}, **who)[0] == 429
    clock.advance(2)
    refused(me("POST", "chat/announcements", {"message": "hear", "color": "pink"}, **who), 400, "one of blue")
    refused(
        me("POST", "chat/announcements", {"message": "hear", "for_source_only": False}, **who), 400, "App"
    )
    assert me("POST", "chat/announcements", {"message": "now"}, **who) == (204, None)
    assert me("POST", "chat/shoutouts", **shout) == (204, None)
    assert me("POST", "chat/shoutouts", **third)[0] == 429
    clock.advance(120)
    assert me("POST", "chat/shoutouts", **shout)[0] == 429
    assert me("POST", "chat/shoutouts", **third) == (204, None)
    clock.advance(3600)
    refused(me("POST", "chat/shoutouts", **{**shout, "to_broadcaster_id": owner.id}), 400, "themselves")
    handle.end_stream(owner.login)
    refused(me("POST", "chat/shoutouts", **shout), 400, "not streaming live")


def test_a_colour_is_ones_own(acting: As, app: Helix, owner: User, quiet: User) -> None:
    me = acting(owner, "user:manage:chat_color")

    assert me("PUT", "chat/color", user_id=owner.id, color="hot_pink") == (204, None)
    assert app.get("chat/color", user_id=[owner.id, "1"])[0]["color"] == "#FF69B4"
    assert me("PUT", "chat/color", user_id=owner.id, color="#9146ff") == (204, None)
    assert app.get("chat/color", user_id=owner.id)[0]["color"] == "#9146FF"
    refused(me("PUT", "chat/color", user_id=owner.id, color="pinkish"), 400, "invalid color")
    refused(me("PUT", "chat/color", user_id=quiet.id, color="red"), 401, "user_id must match")


def test_emotes_and_badges_are_listed(
    acting: As, app: Helix, handle: Simulator, owner: User, fan: User
) -> None:
    own = app.get("chat/emotes", broadcaster_id=owner.id)
    sets = {row["emote_set_id"] for row in own}
    me = acting(fan, "user:read:emotes")
    handle.unfollow(fan.login, owner.login)
    handle.unsubscribe(fan.login, owner.login)
    before = {row["id"] for row in me.all("chat/emotes/user", user_id=fan.id)}
    handle.subscribe(fan.login, owner.login, tier="2000")
    bought = {row["id"] for row in own if row["tier"] in {"1000", "2000"}}

    assert bought == {row["id"] for row in me.all("chat/emotes/user", user_id=fan.id)} - before
    assert {row["id"] for row in own} == {
        row["id"] for row in app.get("chat/emotes/set", emote_set_id=sorted(sets))
    }
    assert "Kappa" in {row["name"] for row in app.get("chat/emotes/global")}
    followers = {row["id"] for row in own if row["emote_type"] == "follower"}
    assert followers <= {
        row["id"] for row in me.all("chat/emotes/user", user_id=fan.id, broadcaster_id=owner.id)
    }
    assert {"subscriber", "bits"} == {
        row["set_id"] for row in app.get("chat/badges", broadcaster_id=owner.id)
    }
    assert app.get("chat/badges", broadcaster_id=fan.id) == []
    assert "moderator" in {row["set_id"] for row in app.get("chat/badges/global")}
    refused(app("GET", "chat/emotes/set", emote_set_id=[str(n) for n in range(26)]), 400, "at most 25")


def test_two_live_channels_share_a_chat(app: Helix, owner: User) -> None:
    first, other = app.world.channels[2], app.world.channels[4]
    [session] = app.get("shared_chat/session", broadcaster_id=other.id)

    assert session["participants"] == [{"broadcaster_id": first.id}, {"broadcaster_id": other.id}]
    assert app.get("shared_chat/session", broadcaster_id=first.id) == [session]
    assert app.get("shared_chat/session", broadcaster_id=owner.id) == []


def test_a_message_may_stand_in_the_query(acting: As, owner: User) -> None:
    """As twitchAPI sends it."""
    me = acting(owner, "user:write:chat")
    sent = me("POST", "chat/messages", broadcaster_id=owner.id, sender_id=owner.id, message="60")

    assert sent[1]["data"][0]["is_sent"] is True
