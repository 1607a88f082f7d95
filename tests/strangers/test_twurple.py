"""Twurple, the JavaScript libraries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from strangers.conftest import Stranger
from twitchkit.simulator.world import Clip

pytestmark = pytest.mark.xdist_group("strangers-node")


def test_it_gets_tokens_of_every_kind_and_lists_a_channel(
    stranger: Stranger, node_folder: Path, channel: str, of_channel: list[Clip]
):
    program = ("node", "--require", node_folder / "names.cjs", node_folder / "twurple.mjs")
    told = json.loads(stranger(*program))

    assert told["app"] == {
        "clientId": stranger.simulator.client_id,
        "userId": None,
        "after": "InvalidTokenError",
    }
    assert told["code"]["me"] == channel
    assert told["code"]["email"] == f"{channel}@example.com"
    assert told["code"]["scopes"] == ["clips:edit", "user:read:email"]
    assert told["code"]["refreshes"] == [stranger.simulator.users[0].id]
    assert told["code"]["renewed"] is True
    assert told["device"] == {"pending": "authorization_pending", "login": channel, "rotated": True}
    assert told["clips"]["ids"] == [clip.slug for clip in of_channel]
    assert told["clips"]["title"] == of_channel[0].title
