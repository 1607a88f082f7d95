"""Raids, ads, whispers, blocks, teams and what is only shown."""

from __future__ import annotations

from twitchkit.simulator import Simulator
from twitchkit.simulator.world import TravelClock, User
from unit.simulator.helix.calling import Helix, refused
from unit.simulator.helix.conftest import As

CLIPS = 1


def viewers(app: Helix, user: User) -> int:
    return app.get("streams", user_id=user.id)[0]["viewer_count"]


def test_a_raid_brings_the_viewers_over_after_ninety_seconds(
    acting: As, app: Helix, clock: TravelClock, owner: User
) -> None:
    me, target = acting(owner, "channel:manage:raids"), app.world.channels[2]
    query = {"from_broadcaster_id": owner.id, "to_broadcaster_id": target.id}
    together = viewers(app, owner) + viewers(app, target)

    assert me("POST", "raids", **query)[0] == 200
    refused(me("POST", "raids", **query), 409, "already in the process")
    clock.advance(89)
    assert viewers(app, target) < together
    clock.advance(1)
    assert (viewers(app, owner), viewers(app, target)) == (0, together)
    refused(me("DELETE", "raids", broadcaster_id=owner.id), 404, "doesn't have a pending raid")


def test_a_raid_is_cancelled_or_cannot_be(acting: As, handle: Simulator, owner: User, quiet: User) -> None:
    me, query = acting(owner, "channel:manage:raids"), {"from_broadcaster_id": owner.id}

    assert me("POST", "raids", to_broadcaster_id=quiet.id, **query)[0] == 200
    assert me("DELETE", "raids", broadcaster_id=owner.id) == (204, None)
    refused(me("POST", "raids", to_broadcaster_id=owner.id, **query), 400, "cannot be the same")
    refused(me("POST", "raids", to_broadcaster_id="1", **query), 404)
    handle.end_stream(owner.login)
    refused(me("POST", "raids", to_broadcaster_id=quiet.id, **query), 400, "streaming live")


def test_ads_run_are_snoozed_and_have_a_pause(
    acting: As, handle: Simulator, clock: TravelClock, quiet: User
) -> None:
    me = acting(quiet, "channel:edit:commercial", "channel:read:ads", "channel:manage:ads")
    query, body = {"broadcaster_id": quiet.id}, {"broadcaster_id": quiet.id, "length": 45}
    assert me.get("channels/ads", **query) == [
        {
            "snooze_count": 0,
            "snooze_refresh_at": 0,
            "next_ad_at": 0,
            "duration": 0,
            "last_ad_at": 0,
            "preroll_free_time": 0,
        }
    ]
    refused(me("POST", "channels/commercial", body), 400, "streaming live")
    refused(me("POST", "channels/ads/schedule/snooze", **query), 400, "not currently live")
    handle.go_live(quiet.login)
    [before] = me.get("channels/ads", **query)
    snoozed = [me("POST", "channels/ads/schedule/snooze", **query) for _ in range(4)]

    assert [status for status, _ in snoozed] == [200, 200, 200, 429]
    [after] = me.get("channels/ads", **query)
    assert (before["snooze_count"], after["snooze_count"]) == (3, 0)
    assert after["next_ad_at"] == before["next_ad_at"] + 900
    assert me("POST", "channels/commercial", body)[1]["data"] == [
        {"length": 60, "message": "", "retry_after": 480}
    ]
    refused(me("POST", "channels/commercial", body), 429, "cooldown")
    [ran] = me.get("channels/ads", **query)
    assert ran["last_ad_at"] == int(clock.now().timestamp())
    assert ran["preroll_free_time"] == 1800
    clock.advance(3600)
    assert me.get("channels/ads", **query)[0]["snooze_count"] == 1
    refused(me("POST", "channels/commercial", {**body, "length": 181}), 400, "180")


def test_whispers_arrive_unless_blocked(
    acting: As, handle: Simulator, clock: TravelClock, owner: User
) -> None:
    fan = handle.world.viewers[0]
    me, theirs = (
        acting(owner, "user:manage:whispers"),
        acting(fan, "user:manage:blocked_users", "user:read:blocked_users"),
    )
    query = {"from_user_id": owner.id, "to_user_id": fan.id}

    assert me("POST", "whispers", {"message": "x" * 600}, **query) == (204, None)
    assert me("POST", "whispers", {"message": "y" * 600}, **query) == (204, None)
    assert [len(row.text) for row in handle.whispers(fan.login)] == [500, 600]
    assert theirs("PUT", "users/blocks", target_user_id=owner.id, reason="spam") == (204, None)
    refused(me("POST", "whispers", {"message": "hello?"}, **query), 403, "settings prevent this sender")
    assert len(handle.whispers(fan.login)) == 2
    theirs("DELETE", "users/blocks", target_user_id=owner.id)
    assert me("POST", "whispers", {"message": "friends?"}, **query) == (204, None)
    assert me("POST", "whispers", {"message": "friends?"}, **query)[0] == 429
    clock.advance(1)
    refused(
        me("POST", "whispers", {"message": "me"}, from_user_id=owner.id, to_user_id=owner.id),
        400,
        "cannot whisper themself",
    )
    refused(me("POST", "whispers", {"message": "who"}, from_user_id=owner.id, to_user_id="1"), 404)


def test_forty_strangers_a_day(acting: As, handle: Simulator, clock: TravelClock, owner: User) -> None:
    me = acting(owner, "user:manage:whispers")
    statuses: list[int] = []
    for user in (*handle.world.viewers, *handle.world.channels[1:]):
        clock.advance(1)
        statuses.append(
            me("POST", "whispers", {"message": "psst"}, from_user_id=owner.id, to_user_id=user.id)[0]
        )

    assert statuses.count(204) >= 40
    assert statuses[-1] == 429


def test_blocks_are_made_and_taken_back(acting: As, handle: Simulator, owner: User) -> None:
    me, fan = acting(owner, "user:manage:blocked_users", "user:read:blocked_users"), handle.world.viewers[0]
    me("DELETE", "users/blocks", target_user_id=fan.id)
    before = me.all("users/blocks", broadcaster_id=owner.id, first=1)
    handle.follow(fan.login, owner.login)

    assert me("PUT", "users/blocks", target_user_id=fan.id, source_context="chat") == (204, None)
    assert [
        {"user_id": fan.id, "user_login": fan.login, "display_name": fan.display_name},
        *before,
    ] == me.all("users/blocks", broadcaster_id=owner.id, first=1)
    followed = acting(fan, "user:read:follows").get(
        "channels/followed", user_id=fan.id, broadcaster_id=owner.id
    )
    assert followed == []
    assert me("DELETE", "users/blocks", target_user_id=fan.id) == (204, None)
    assert before == me.get("users/blocks", broadcaster_id=owner.id)
    refused(me("PUT", "users/blocks", target_user_id=owner.id), 400, "cannot be the same")
    refused(me("PUT", "users/blocks", target_user_id=fan.id, reason="dull"), 400, "one of harassment")
    refused(acting(owner)("PUT", "users/blocks", target_user_id=fan.id), 401, "Missing scope")


def test_teams_know_their_members(app: Helix, owner: User) -> None:
    [team] = app.get("teams/channel", broadcaster_id=owner.id)
    [found] = app.get("teams", name=team["team_name"].upper())

    assert found == app.get("teams", id=team["id"])[0]
    assert owner.id in {row["user_id"] for row in found["users"]}
    assert app.get("teams/channel", broadcaster_id=app.world.channels[-1].id) == []
    refused(app("GET", "teams", name="nobodys"), 404)
    refused(app("GET", "teams"), 400)
    refused(app("GET", "teams", name="a", id="1"), 400)


def test_what_is_only_shown_has_its_shape(acting: As, app: Helix, owner: User, quiet: User) -> None:
    me = acting(owner, "bits:read", "channel:read:hype_train", "channel:read:charity")
    board = me("GET", "bits/leaderboard", count=3, period="week", started_at="2026-10-28T12:00:00Z")[1]

    assert [row["rank"] for row in board["data"]] == [1, 2, 3]
    assert board["date_range"] == {"started_at": "2026-10-26T07:00:00Z", "ended_at": "2026-11-02T08:00:00Z"}
    assert me("GET", "bits/leaderboard")[1]["date_range"] == {"started_at": "", "ended_at": ""}
    fourth = me.get("bits/leaderboard", count=10)[3]
    assert fourth in me.get("bits/leaderboard", count=3, user_id=fourth["user_id"])
    assert len(app.get("bits/cheermotes", broadcaster_id=owner.id)) == len(app.get("bits/cheermotes")) + 1
    assert me.get("hypetrain/status", broadcaster_id=owner.id)[0]["current"]["level"] == 2
    [campaign] = me.get("charity/campaigns", broadcaster_id=owner.id)
    donations = me.all("charity/donations", broadcaster_id=owner.id, first=10)
    assert campaign["current_amount"]["value"] == sum(row["amount"]["value"] for row in donations)
    other = acting(quiet, "bits:read", "channel:read:hype_train", "channel:read:charity")
    assert other.get("hypetrain/status", broadcaster_id=quiet.id)[0]["current"] is None
    assert other.get("charity/campaigns", broadcaster_id=quiet.id) == []
    power_ups = other.get("bits/custom_power_ups", broadcaster_id=quiet.id)
    assert other.get("bits/custom_power_ups", broadcaster_id=quiet.id, id=power_ups[1]["id"]) == power_ups[1:]
    refused(other("GET", "bits/custom_power_ups", broadcaster_id=quiet.id, id="1"), 404)
    assert "Gambling" in {row["id"] for row in app.get("content_classification_labels", locale="de-DE")}
    refused(app("GET", "content_classification_labels", locale="tlh"), 400)
    assert len(app.all("tags/streams", first=2)) == 3
    assert app.get("streams/tags", broadcaster_id=owner.id) == []
