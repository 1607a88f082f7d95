"""TwitchIO by the Pythonista Guild."""

from __future__ import annotations

import pytest

from strangers.conftest import Stranger
from twitchkit.simulator.world import Clip

pytestmark = pytest.mark.xdist_group("strangers-io")


def test_it_gets_tokens_of_every_kind_and_lists_a_channel(
    stranger: Stranger, channel: str, of_channel: list[Clip]
):
    told = stranger.program("twitchio_job.py")

    assert told["app"] == {"client_id": stranger.simulator.client_id, "login": None, "after": 401}
    assert (told["code"]["owner"], told["code"]["name"]) == (channel, channel)
    assert told["code"]["scopes"] == ["clips:edit", "user:read:email"]
    assert set(told["code"]["clips"]) == {clip.slug for clip in of_channel}
    assert told["device"] == {"login": channel, "rotated": True}
