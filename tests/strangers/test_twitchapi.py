"""twitchAPI by Teekeks."""

from __future__ import annotations

import pytest

from strangers.conftest import Stranger
from twitchkit.simulator.world import Clip

pytestmark = pytest.mark.xdist_group("strangers-api")


def test_it_gets_tokens_of_every_kind(stranger: Stranger, channel: str):
    told = stranger.program("twitchapi_tokens.py")

    assert told["app"]["client_id"] == stranger.simulator.client_id
    assert (told["code"]["login"], told["code"]["scopes"]) == (channel, ["clips:edit", "user:read:email"])
    assert told["device"]["client_id"] == stranger.simulator.public_client_id
    assert told["device"]["login"] == channel
    assert told["renewed_is_new"] is True
    assert told["me"] == [channel, f"{channel}@example.com"]
    assert told["refused"] == "Invalid refresh token"
    assert (told["revoked"], told["after"]["status"]) == (True, 401)


def test_it_lists_a_channel_page_by_page(stranger: Stranger, channel: str, of_channel: list[Clip]):
    told = stranger.program("twitchapi_clips.py", channel)

    assert [clip["id"] for clip in told["clips"]] == [clip.slug for clip in of_channel]
    assert len(of_channel) > 100
    assert told["named"] == [clip.title for clip in of_channel[:2]]
