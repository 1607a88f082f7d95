"""People and clips that a test makes and takes away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from twitchkit.simulator import Simulator
from unit.simulator.asking import Client
from unit.simulator.test_people import control, dead
from unit.simulator.test_tokens import pair

CLIPS = 30


@pytest.fixture
def handle(client: Client) -> Simulator:
    """The handle of a world that serves nobody."""
    return Simulator(world=client.world)


def test_a_person_comes_and_can_do_everything(client: Client, handle: Simulator):
    user = handle.make_user("newcomer", display_name="NewComer", kind="partner")
    status, told = control(client, "users", login="second")

    assert client.helix("users", ("login", "newcomer"))[1]["data"][0]["broadcaster_type"] == "partner"
    assert client.helix("users", ("id", told["id"]))[1]["data"][0]["login"] == "second"
    assert status == 200
    assert client.validate(handle.user_token("newcomer", "chat:read"))[1]["user_id"] == user.id
    handle.go_live("newcomer", title="First")
    assert client.helix("streams", ("user_login", "newcomer"))[1]["data"][0]["title"] == "First"
    assert user in handle.world.users.values()


def test_a_clip_is_there_at_once_and_its_film_plays(client: Client, handle: Simulator):
    handle.make_user("newcomer")
    made = handle.make_clip("newcomer", title="Mine", views=7, duration_s=12.5)
    old = control(client, "clips", channel="newcomer", created_at="2020-02-03T04:05:06Z")[1]["id"]
    [first, second] = client.helix("clips", ("broadcaster_id", made.broadcaster.id))[1]["data"]

    assert (first["id"], first["title"], first["view_count"], first["duration"]) == (
        made.slug,
        "Mine",
        7,
        12.5,
    )
    assert (second["id"], second["created_at"]) == (old, "2020-02-03T04:05:06Z")
    assert client("GET", client.signed(made)).status == 200
    assert made.created_at == handle.world.clock.now().replace(microsecond=0)
    assert handle.world.clips[old].created_at == datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)


def test_a_deleted_clip_is_nowhere(client: Client, handle: Simulator):
    clip = next(iter(handle.world.clips.values()))
    link = client.signed(clip)
    handle.delete_clip(clip.slug)

    assert client.helix("clips", ("id", clip.slug))[1]["data"] == []
    listed = client.helix("clips", ("broadcaster_id", clip.broadcaster.id), ("first", "100"))[1]["data"]
    assert clip.slug not in {row["id"] for row in listed}
    assert client.gql({"query": f'{{clip(slug:"{clip.slug}"){{id}}}}'})[1]["data"] == {"clip": None}
    assert client("GET", link).status == 403
    assert control(client, "clips", "DELETE", id=clip.slug)[0] == 400


def test_a_deleted_persons_clips_live_on_and_the_tokens_do_not(client: Client, handle: Simulator):
    user = handle.users[0]
    slugs = {clip.slug for clip in handle.world.clips_of_channel(user.id)}
    access, _ = pair(client)
    handle.delete_user(user.login)
    slug = next(iter(slugs))

    assert dead(client, access)
    assert client.helix("users", ("login", user.login))[1]["data"] == []
    assert {clip.slug for clip in handle.world.clips_of_channel(user.id)} == slugs
    found = client.gql({"query": f'{{clip(slug:"{slug}"){{slug broadcaster{{login}}}}}}'})[1]["data"]["clip"]
    assert found == {"slug": slug, "broadcaster": None}
    assert user.id not in {one.id for one in handle.users}
    assert control(client, "users", "DELETE", login=user.login)[0] == 400
    assert handle.make_user(user.login).id != user.id


def test_a_channel_bans_somebody(client: Client, handle: Simulator):
    channel, person = handle.users[0], handle.make_user("loudmouth")
    handle.ban(channel.login, "loudmouth", reason="too loud")
    token = handle.user_token(channel.login, "moderation:read")
    told = client.helix("moderation/banned", ("broadcaster_id", channel.id), token=token)[1]["data"]

    assert ("loudmouth", "too loud") in {(row["user_login"], row["reason"]) for row in told}
    assert person.id in {row["user_id"] for row in told}
    assert control(client, "ban", channel=channel.login, login=channel.login)[0] == 400


def test_what_was_made_is_gone_after_going_back(client: Client, handle: Simulator):
    before = handle.snapshot()
    handle.make_user("newcomer")
    handle.make_clip("newcomer")
    gone = handle.users[0].login
    handle.delete_user(gone)
    handle.restore(before)

    assert handle.world.user_called("newcomer") is None
    assert handle.world.user_called(gone) is not None
    assert len(handle.clips) == CLIPS


@pytest.mark.parametrize(
    ("door", "fields"),
    [
        ("users", {"login": "A"}),
        ("users", {"login": "fine", "kind": "king"}),
        ("users", {}),
        ("clips", {"channel": "nobody"}),
        ("clips", {"channel": "fine", "duration_s": 4}),
        ("clips", {"channel": "fine", "created_at": "2020-01-01T00:00:00"}),
        ("ban", {"channel": "nobody", "login": "nobody"}),
    ],
)
def test_what_cannot_be_made_is_explained(client: Client, door: str, fields: dict[str, object]):
    status, told = control(client, door, **fields)

    assert status == 400
    assert told["error"]
