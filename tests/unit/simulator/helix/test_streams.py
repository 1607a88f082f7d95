from __future__ import annotations

import json

import pytest

from twitchkit.simulator import Simulator
from twitchkit.simulator.world import TravelClock, User
from unit.simulator.asking import Client
from unit.simulator.helix.calling import Helix, refused
from unit.simulator.helix.conftest import As

CLIPS = 1


def test_going_live_and_ending_is_seen_everywhere(
    handle: Simulator, app: Helix, acting: As, clock: TravelClock, quiet: User
) -> None:
    assert app.get("streams", user_id=quiet.id) == []
    stream_id = handle.go_live(quiet.login, title="Night shift", game="Rogue/Lite", viewers=10**7)

    assert app.get("streams")[0]["id"] == stream_id
    assert app.get("games/top", first=1)[0]["name"] == "Rogue/Lite"
    [found] = app.get("search/channels", query=quiet.display_name.upper(), live_only="true")
    assert (found["is_live"], found["title"]) == (True, "Night shift")
    with pytest.raises(ValueError, match="live already"):
        handle.go_live(quiet.login)
    clock.advance(3_725)
    [running] = app.get("videos", user_id=quiet.id, first=1)
    assert (running["stream_id"], running["duration"]) == (stream_id, "1h2m5s")
    assert handle.end_stream(quiet.login) == running["id"]
    clock.advance(60)
    assert app.get("videos", id=running["id"]) == [running]
    assert app.get("streams", user_login=quiet.login.upper()) == []
    assert app.get("search/channels", query=quiet.login, live_only="true") == []
    with pytest.raises(ValueError, match="not live"):
        handle.end_stream(quiet.login)


def test_streams_are_filtered_and_paged_both_ways(handle: Simulator, app: Helix) -> None:
    for user in app.world.viewers[:5]:
        handle.go_live(user.login, game="Rogue/Lite")
    everyone = app.all("streams", first=3)
    rogue = app.world.game_called("Rogue/Lite")
    assert rogue is not None

    assert len(everyone) == 8
    assert [row["viewer_count"] for row in everyone] == sorted(
        (row["viewer_count"] for row in everyone), reverse=True
    )
    assert {user.id for user in app.world.viewers[:5]} <= {
        row["user_id"] for row in app.get("streams", game_id=rogue.id)
    }
    assert app.get("streams", language="tlh") == []
    assert (
        app.get("streams", game_id=rogue.id, user_id=app.world.viewers[0].id)[0]["user_id"]
        == app.world.viewers[0].id
    )
    first = app("GET", "streams", first=3)[1]
    second = app("GET", "streams", first=3, after=first["pagination"]["cursor"])[1]
    assert first["data"] == app.get("streams", first=3, before=second["pagination"]["cursor"])


def test_followed_streams_and_the_key_are_ones_own(
    handle: Simulator, acting: As, app: Helix, owner: User
) -> None:
    fan = app.world.viewers[0]
    handle.unfollow(fan.login, owner.login)
    me = acting(fan, "user:read:follows")
    before = {row["user_id"] for row in me.get("streams/followed", user_id=fan.id)}
    handle.follow(fan.login, owner.login)

    assert before ^ {row["user_id"] for row in me.get("streams/followed", user_id=fan.id)} == {owner.id}
    [key] = acting(owner, "channel:read:stream_key").get("streams/key", broadcaster_id=owner.id)
    assert key["stream_key"].startswith(f"live_{owner.id}_")
    refused(
        acting(fan, "channel:read:stream_key")("GET", "streams/key", broadcaster_id=owner.id),
        401,
        "must match",
    )
    refused(acting(owner)("GET", "streams/key", broadcaster_id=owner.id), 401, "channel:read:stream_key")


def test_markers_are_set_on_the_live_stream_and_stay_with_its_video(
    handle: Simulator, acting: As, clock: TravelClock, owner: User, quiet: User
) -> None:
    me = acting(owner, "channel:manage:broadcast")
    refused(me("POST", "streams/markers", {"user_id": quiet.id}), 404, "not streaming live")
    handle.go_live(quiet.login)
    clock.advance(90)
    status, told = me("POST", "streams/markers", {"user_id": quiet.id, "description": "here"})
    [marker] = told["data"]

    assert (status, marker["position_seconds"], marker["description"]) == (200, 90, "here")
    [found] = me.get("streams/markers", user_id=quiet.id)
    video_id = handle.end_stream(quiet.login)
    assert found["videos"] == [
        {
            "video_id": video_id,
            "markers": [{**marker, "URL": f"https://www.twitch.tv/videos/{video_id}?t=90s"}],
        }
    ]
    assert me.get("streams/markers", video_id=video_id) == [found]
    refused(me("POST", "streams/markers", {"user_id": quiet.id, "description": "x" * 141}), 400, "140")
    refused(me("GET", "streams/markers", user_id=quiet.id, video_id=video_id), 400, "Exactly one")
    refused(me("GET", "streams/markers", video_id="1"), 404)
    stranger = acting(handle.world.channels[3], "user:read:broadcast")
    refused(stranger("GET", "streams/markers", user_id=quiet.id), 403, "editors")


def test_the_control_api_goes_live_too(client: Client, app: Helix, quiet: User) -> None:
    def deed(name: str, **fields: object) -> tuple[int, object]:
        answer = client("POST", f"/_simulator/{name}", body=json.dumps(fields).encode())
        return answer.status, json.loads(answer.body)

    assert deed("live", login=quiet.login, viewers=3)[0] == 200
    assert app.get("streams", user_id=quiet.id)[0]["viewer_count"] == 3
    assert deed("live", login=quiet.login)[0] == 400
    assert deed("offline", login=quiet.login)[0] == 200
    assert deed("follow", login=quiet.login, channel=quiet.login) == (
        400,
        {"error": "nobody follows their own channel"},
    )
    assert deed("follow", login="nobody", channel=quiet.login)[0] == 400
    assert deed("live", login=quiet.login, game="Nothing")[0] == 400
    assert app.get("streams", user_id=quiet.id) == []


def test_viewers_act_by_the_control_api(client: Client, acting: As, owner: User) -> None:
    def deed(name: str, **fields: object) -> tuple[int, object]:
        answer = client("POST", f"/_simulator/{name}", body=json.dumps(fields).encode())
        return answer.status, json.loads(answer.body)

    me = acting(
        owner,
        "channel:read:subscriptions",
        "moderator:manage:unban_requests",
        "moderator:manage:banned_users",
    )
    fan, giver = client.world.viewers[:2]
    who = {"login": fan.login, "channel": owner.login}
    moderating = {"broadcaster_id": owner.id, "moderator_id": owner.id}

    assert deed("subscribe", **who, tier="2000", gifter=giver.login) == (200, {})
    [row] = me.get("subscriptions", broadcaster_id=owner.id, user_id=fan.id)
    assert (row["tier"], row["gifter_id"]) == ("2000", giver.id)
    assert deed("subscribe", **who, tier=None) == (200, {})
    assert me.get("subscriptions", broadcaster_id=owner.id, user_id=fan.id) == []
    assert deed("subscribe", **who, tier="4000")[0] == 400
    assert deed("acknowledge", **who) == (200, {})
    me("POST", "moderation/bans", {"data": {"user_id": fan.id}}, **moderating)
    assert deed("unban-request", **who, text="please")[0] == 200
    assert deed("unban-request", **who, text="please!")[0] == 400
    [row] = me.get("moderation/unban_requests", status="pending", user_id=fan.id, **moderating)
    assert row["text"] == "please"
    answer = client("GET", "/_simulator/subscribe")
    assert answer.status == 404


def test_the_same_seed_has_the_same_streams(client: Client, app: Helix) -> None:
    twin = Helix(Client(type(client.app)(type(client.world).seeded(7, clips=5, clock=client.world.clock))))

    assert app.get("streams") == twin.get("streams")
    assert len(app.get("streams")) == 3


def test_a_snapshot_holds_streams_roles_and_rooms(
    handle: Simulator, acting: As, app: Helix, owner: User
) -> None:
    me, fan = acting(owner, "channel:manage:moderators", "user:write:chat"), handle.world.viewers[0]
    who = {"broadcaster_id": owner.id, "user_id": fan.id}
    me("DELETE", "moderation/moderators", **who)
    moderators, streams = me.all("moderation/moderators", broadcaster_id=owner.id), app.get("streams")
    before = handle.snapshot()
    handle.end_stream(owner.login)
    me("POST", "moderation/moderators", **who)
    me("POST", "chat/messages", {"broadcaster_id": owner.id, "sender_id": owner.id, "message": "hi"})
    assert len(handle.messages(owner.login)) == 1
    handle.restore(before)

    assert streams == app.get("streams")
    assert moderators == me.all("moderation/moderators", broadcaster_id=owner.id)
    assert handle.messages(owner.login) == []
