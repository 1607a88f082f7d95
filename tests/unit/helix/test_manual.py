from __future__ import annotations

import pytest

from twitchkit.helix import ENDPOINTS, GetChannelFollowers, GetClips, GetUserEmotes, Quota
from twitchkit.helix.index import INDEX
from twitchkit.helix.manual import manual, most_rows, quota_text


def test_an_endpoint_is_told_in_pieces() -> None:
    told = manual(GetClips)

    assert told.summary == "Clips by id, or of one channel or one game, most viewed first."
    assert told.details[0].startswith("A listing stops being useful")
    assert told.about["game_id"] == "clips of this category."
    assert told.rules[0] == "exactly one of broadcaster_id, game_id, id"
    assert "ended_at after started_at" in told.rules
    assert told.rules[-1] == "id: at most 100 values in one request"
    assert told.source == "https://dev.twitch.tv/docs/api/reference#get-clips"


@pytest.mark.parametrize("operation", sorted(ENDPOINTS))
def test_every_endpoint_has_a_manual(operation: str) -> None:
    told = manual(ENDPOINTS[operation])

    assert told.summary.endswith(".")
    assert told.about.keys() <= set(ENDPOINTS[operation].__struct_fields__)
    assert all("<" not in rule for rule in told.rules)
    assert told.source.endswith(operation.replace("_", "-"))
    assert not any("Args:" in one or "Source:" in one for one in told.details)


def test_the_index_says_what_the_classes_say() -> None:
    assert {
        operation: (one.method, one.path, manual(one).summary) for operation, one in ENDPOINTS.items()
    } == INDEX


def test_the_largest_page_comes_from_the_rules() -> None:
    assert (most_rows(GetClips), most_rows(GetChannelFollowers), most_rows(GetUserEmotes)) == (100, 100, None)


@pytest.mark.parametrize(
    ("quota", "words"),
    [
        (Quota(100, 60, "client"), "100 a minute, per client"),
        (Quota(10, 600, "broadcaster"), "10 in 10 minutes, per broadcaster"),
        (Quota(1, 3600, "target"), "1 an hour, per target"),
        (Quota(40, 86_400, "sender"), "40 a day, per sender"),
        (Quota(3, 1, "sender"), "3 a second, per sender"),
    ],
)
def test_a_limit_of_its_own_is_told_in_words(quota: Quota, words: str) -> None:
    assert quota_text(quota) == words
