from __future__ import annotations

from typing import Any

import pytest

from twitchkit.simulator.world import User
from unit.simulator.helix.calling import Helix, refused
from unit.simulator.helix.conftest import As

CLIPS = 1
MANAGE = "channel:manage:broadcast"


def test_a_channel_is_changed_field_by_field(acting: As, app: Helix, owner: User) -> None:
    me = acting(owner, MANAGE)
    [before] = app.get("channels", broadcaster_id=owner.id)
    game = next(game for game in app.world.games.values() if game.id != before["game_id"])
    changes: dict[str, Any] = {
        "title": "Off we go",
        "game_id": game.id,
        "broadcaster_language": "de",
        "tags": ["Cozy"],
    }
    labels = [{"id": "Gambling", "is_enabled": True}, {"id": "SexualThemes", "is_enabled": False}]
    for name, value in changes.items():
        assert me("PATCH", "channels", {name: value}, broadcaster_id=owner.id) == (204, None)
    assert (
        me("PATCH", "channels", {"content_classification_labels": labels}, broadcaster_id=owner.id)[0] == 204
    )

    [after] = app.get("channels", broadcaster_id=owner.id)
    assert after == {
        **before,
        **changes,
        "game_name": game.name,
        "content_classification_labels": ["Gambling"],
    }
    [stream] = app.get("streams", user_id=owner.id)
    assert (stream["title"], stream["game_id"], stream["language"]) == ("Off we go", game.id, "de")
    me("PATCH", "channels", {"game_id": "0", "tags": []}, broadcaster_id=owner.id)
    [cleared] = app.get("channels", broadcaster_id=[owner.id, "1"])
    assert (cleared["game_id"], cleared["game_name"], cleared["tags"]) == ("", "", [])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "at least one field"),
        ({"title": ""}, '"title" was malformed: at least 1 characters'),
        ({"title": "x" * 141}, '"title" was malformed: at most 140 characters'),
        ({"game_id": "5"}, "game_id"),
        ({"broadcaster_language": "tlh"}, "broadcaster_language"),
        ({"tags": ["a b"]}, "tags"),
        ({"tags": ["a", "A"]}, "tags must differ"),
        ({"tags": [f"t{n}" for n in range(11)]}, "at most 10 values"),
        ({"tags": ["x" * 26]}, '"tags" was malformed: at most 25 characters'),
        ({"content_classification_labels": [{"id": "MatureGame", "is_enabled": True}]}, '"id" was malformed'),
        ({"delay": 901}, "less than or equal to 900"),
        ({"is_branded_content": "yes"}, "must be a boolean"),
    ],
)
def test_a_wrong_change_changes_nothing(
    acting: As, app: Helix, owner: User, body: dict[str, Any], message: str
) -> None:
    before = app.get("channels", broadcaster_id=owner.id)
    good = {"title": "not this"} if body and "title" not in body else {}

    refused(
        acting(owner, MANAGE)("PATCH", "channels", {**good, **body}, broadcaster_id=owner.id), 400, message
    )
    assert before == app.get("channels", broadcaster_id=owner.id)


def test_a_delay_is_a_partners(acting: As) -> None:
    channels = acting(None).world.channels
    partner = next(user for user in channels if user.kind == "partner")
    affiliate = next(user for user in channels if user.kind == "affiliate")
    me = acting(partner, MANAGE)

    assert me("PATCH", "channels", {"delay": 30}, broadcaster_id=partner.id)[0] == 204
    assert me.get("channels", broadcaster_id=partner.id)[0]["delay"] == 30
    assert acting(affiliate).get("channels", broadcaster_id=partner.id)[0]["delay"] == 0
    other = acting(affiliate, MANAGE)
    refused(other("PATCH", "channels", {"delay": 30}, broadcaster_id=affiliate.id), 400, "Partners")


def test_a_channel_is_its_owners(acting: As, app: Helix, owner: User, quiet: User) -> None:
    body = {"title": "mine now"}

    refused(acting(owner)("PATCH", "channels", body, broadcaster_id=owner.id), 401, "Missing scope")
    refused(app("PATCH", "channels", body, broadcaster_id=owner.id), 401, "Missing User OAUTH Token")
    refused(
        acting(owner, MANAGE)("PATCH", "channels", body, broadcaster_id=quiet.id),
        401,
        "The ID in broadcaster_id must match the user ID found in the request's OAuth token.",
    )


def test_editors_are_listed(acting: As, owner: User, quiet: User) -> None:
    editors = acting(quiet, "channel:read:editors").get("channels/editors", broadcaster_id=quiet.id)

    assert owner.id in {row["user_id"] for row in editors}
    assert len(editors) >= 2
