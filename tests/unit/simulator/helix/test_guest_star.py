"""Guest Star: a session from its start to its end."""

from __future__ import annotations

from typing import Any

import pytest

from twitchkit.simulator.world.roles import Roles
from unit.simulator.asking import Client
from unit.simulator.helix.calling import Helix, refused

CLIPS = 5
SETTINGS, SESSION = "guest_star/channel_settings", "guest_star/session"
INVITES, SLOT = "guest_star/invites", "guest_star/slot"


@pytest.fixture
def host(client: Client) -> Helix:
    return Helix(client, client.world.channels[0], "channel:manage:guest_star")


@pytest.fixture
def session(host: Helix) -> dict[str, Any]:
    status, told = host("POST", SESSION, broadcaster_id=host.user.id)
    assert status == 200, told
    return {"broadcaster_id": host.user.id, "moderator_id": host.user.id, "session_id": told["data"][0]["id"]}


def slots(host: Helix) -> dict[str, str]:
    [session] = host.get(SESSION, broadcaster_id=host.user.id, moderator_id=host.user.id)
    return {guest["slot_id"]: guest["user_id"] for guest in session["guests"]}


def test_guests_are_invited_placed_moved_and_removed(host: Helix, session: dict[str, Any]) -> None:
    ann, bo = (viewer.id for viewer in host.world.viewers[:2])
    for guest in (ann, bo):
        assert host("POST", INVITES, **session, guest_id=guest) == (204, None)
    assert [row["user_id"] for row in host.get(INVITES, **session)] == [ann, bo]
    refused(host("POST", INVITES, **session, guest_id=ann), 400, "already")

    assert host("POST", SLOT, **session, guest_id=ann, slot_id="1")[0] == 204
    refused(host("POST", SLOT, **session, guest_id=bo, slot_id="1"), 403, "in the slot already")
    refused(host("POST", SLOT, **session, guest_id=bo, slot_id="9"), 400, "no slot 9")
    refused(host("POST", SLOT, **session, guest_id=ann, slot_id="2"), 403, "not been invited")
    assert host("POST", SLOT, **session, guest_id=bo, slot_id="2")[0] == 204
    assert host("PATCH", SLOT, **session, source_slot_id="1", destination_slot_id="2")[0] == 204
    assert slots(host) == {"0": host.user.id, "1": bo, "2": ann}
    assert host("PATCH", SLOT, **session, source_slot_id="1")[0] == 204
    assert slots(host) == {"0": host.user.id, "2": ann, "3": bo}

    removed = host("DELETE", SLOT, **session, guest_id=ann, slot_id="2", should_reinvite_guest="true")
    assert removed[0] == 204
    assert [row["user_id"] for row in host.get(INVITES, **session)] == [ann]
    refused(host("DELETE", SLOT, **session, guest_id=ann, slot_id="2"), 404, "not in the slot")
    assert host("DELETE", INVITES, **session, guest_id=ann)[0] == 204
    refused(host("DELETE", INVITES, **session, guest_id=ann), 404)


def test_a_slot_is_heard_and_seen_as_it_is_set(host: Helix, session: dict[str, Any]) -> None:
    ann = host.world.viewers[0].id
    host("POST", INVITES, **session, guest_id=ann)
    host("POST", SLOT, **session, guest_id=ann, slot_id="1")
    assert (
        host("PATCH", "guest_star/slot_settings", **session, slot_id="1", volume=40, is_live="true")[0] == 204
    )
    refused(host("PATCH", "guest_star/slot_settings", **session, slot_id="1", volume=101), 400, '"volume"')
    refused(host("PATCH", "guest_star/slot_settings", **session, slot_id="4", volume=1), 400)

    [now] = host.get(SESSION, broadcaster_id=host.user.id, moderator_id=host.user.id)
    assert (now["guests"][1]["volume"], now["guests"][1]["is_live"]) == (40, True)


def test_a_session_ends_once(host: Helix, session: dict[str, Any]) -> None:
    named = {"broadcaster_id": host.user.id, "session_id": session["session_id"]}
    refused(host("POST", SESSION, broadcaster_id=host.user.id), 400, "already")

    assert host("DELETE", SESSION, **named)[0] == 200
    refused(host("DELETE", SESSION, **named), 400, "not found")
    assert host.get(SESSION, broadcaster_id=host.user.id, moderator_id=host.user.id) == []


def test_settings_keep_what_is_not_named(host: Helix) -> None:
    both = {"broadcaster_id": host.user.id, "moderator_id": host.user.id}
    [before] = host.get(SETTINGS, **both)
    assert host("PUT", SETTINGS, {"slot_count": 6}, broadcaster_id=host.user.id) == (204, None)
    [after] = host.get(SETTINGS, **both)
    assert after == {**before, "slot_count": 6}
    host("PUT", SETTINGS, {"regenerate_browser_sources": True}, broadcaster_id=host.user.id)
    assert host.get(SETTINGS, **both)[0]["browser_source_token"] != before["browser_source_token"]
    refused(host("PUT", SETTINGS, {"slot_count": 7}, broadcaster_id=host.user.id), 400, '"slot_count"')


def test_moderators_need_scopes_of_their_own(client: Client, host: Helix, session: dict[str, Any]) -> None:
    channel = host.user.id
    moderator = client.world.users[next(iter(client.world.book(Roles).moderators[channel]))]
    named = {"broadcaster_id": channel, "moderator_id": moderator.id}

    assert Helix(client, moderator, "moderator:read:guest_star")("GET", SESSION, **named)[0] == 200
    refused(
        Helix(client, moderator, "channel:manage:guest_star")("GET", SESSION, **named),
        401,
        "Missing scope: moderator:read:guest_star",
    )
    reader = Helix(client, moderator, "moderator:read:guest_star")
    invite = {**session, "moderator_id": moderator.id, "guest_id": client.world.viewers[0].id}
    refused(reader("POST", INVITES, **invite), 401, "moderator:manage:guest_star")
    stranger = client.world.channels[1]
    named["moderator_id"] = stranger.id
    refused(Helix(client, stranger, "moderator:read:guest_star")("GET", SESSION, **named), 403)
