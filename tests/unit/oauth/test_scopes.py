from __future__ import annotations

from itertools import combinations

import pytest

from twitchkit.errors import MissingScope, UnknownOperation
from twitchkit.helix import ENDPOINTS
from twitchkit.oauth.scopes import (
    all_scopes,
    check_scopes,
    compare_scopes,
    find_scope,
    find_spare,
    for_endpoints,
    join_scopes,
    nearest_scopes,
    operation_id,
    read_scopes,
    search_scopes,
    union,
)
from twitchkit.oauth.scopes.events import EVENTS
from twitchkit.oauth.scopes.operations import BEYOND, BOT_CHANNEL, BOT_USER, OPERATIONS
from twitchkit.oauth.scopes.table import STATUS, SUPERSEDED


def test_the_table_holds_every_scope_with_what_it_opens() -> None:
    scope = find_scope("clips:edit")

    assert len(all_scopes()) == 84
    assert (scope.area, scope.status, scope.token, scope.endpoints) == (
        "Clips", "current", "user", ("create_clip",),
    )  # fmt: skip
    assert "channel.follow" in find_scope("moderator:read:followers").events
    assert "send_chat_message" in find_scope("user:bot").endpoints


def test_the_tables_speak_of_the_same_scopes() -> None:
    known = {scope.name for scope in all_scopes()}
    named = {name for any_of in OPERATIONS.values() for name in any_of} | {
        name for names in SUPERSEDED.values() for name in names
    }

    assert (named | EVENTS.keys() | BEYOND.keys() | STATUS.keys() | SUPERSEDED.keys()) - known == set()
    assert {name for names in BEYOND.values() for name in names} | BOT_USER | BOT_CHANNEL <= OPERATIONS.keys()


@pytest.mark.parametrize("operation", list(ENDPOINTS))
def test_the_endpoint_classes_ask_for_the_same_scopes(operation: str) -> None:
    assert set(OPERATIONS[operation]) == set(ENDPOINTS[operation].scopes)


def test_an_unknown_scope_survives() -> None:
    assert not find_scope("channel:read:tomorrow").is_known
    assert read_scopes("channel:read:tomorrow") == {"channel:read:tomorrow"}
    assert union(["a:b"], ["channel:read:tomorrow"]) == ("a:b", "channel:read:tomorrow")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("clip", "channel:manage:clips"),
        ("whispers read", "user:read:whispers"),
        ("channel.follow", "moderator:read:followers"),
        ("get_polls", "channel:manage:polls"),
        ("stream key", "channel:read:stream_key"),
    ],
)
def test_a_search_finds_by_name_area_endpoint_and_event(text: str, first: str) -> None:
    assert first in [scope.name for scope in search_scopes(text)[:3]]


def test_an_empty_search_lists_all_and_a_senseless_one_nothing() -> None:
    assert len(search_scopes("")) == 84
    assert search_scopes("zzz") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("clip:edit", "clips:edit"),
        ("channel.read.polls", "channel:read:polls"),
        ("user:read:emial", "user:read:email"),
        ("Clips:Edit", "clips:edit"),
    ],
)
def test_a_typo_is_told_what_it_was_meant_for(typed: str, meant: str) -> None:
    assert nearest_scopes(typed)[0] == meant


def test_a_known_scope_has_no_nearer_one() -> None:
    assert nearest_scopes("clips:edit") == []
    assert nearest_scopes("qqqqqqqq") == []


@pytest.mark.parametrize("name", ["get_clips", "GetClips", "Get Clips", "get-clips", " GET_CLIPS "])
def test_an_operation_is_known_under_all_its_spellings(name: str) -> None:
    assert operation_id(name) == "get_clips"


def test_an_unknown_operation_names_its_neighbours() -> None:
    with pytest.raises(UnknownOperation, match="get_clips"):
        for_endpoints(["get_clip"])


def test_the_least_scopes_for_two_endpoints() -> None:
    need = for_endpoints(["get_clips", "CreateClip"])

    assert need.scopes == need.added == ("clips:edit",)
    assert need.because == {"get_clips": None, "create_clip": "clips:edit"}


def test_one_that_reads_is_enough_to_read() -> None:
    assert for_endpoints(["get_polls"]).scopes == ("channel:read:polls",)


def test_one_that_is_needed_anyway_serves_the_reader_too() -> None:
    need = for_endpoints(["get_polls", "create_poll"])

    assert need.scopes == ("channel:manage:polls",)
    assert need.choices == {"get_polls": ("channel:read:polls",)}


def test_what_two_writers_need_serves_both_readers() -> None:
    need = for_endpoints(["get_moderators", "get_banned_users", "add_channel_moderator", "ban_user"])

    assert need.scopes == ("channel:manage:moderators", "moderator:manage:banned_users")


def test_what_is_held_counts_and_is_kept() -> None:
    need = for_endpoints(["get_polls", "get_vips"], held=["channel:manage:polls", "bits:read"])

    assert need.scopes == ("bits:read", "channel:manage:polls", "channel:read:vips")
    assert need.added == ("channel:read:vips",)


def test_a_choice_between_roles_is_told() -> None:
    assert "channel:manage:clips" in for_endpoints(["get_clips_download"]).remarks[0]


def test_a_bot_is_told_of_its_consents() -> None:
    assert "channel:bot" in for_endpoints(["send_chat_message"]).remarks[0]
    assert "channel:bot" not in for_endpoints(["ban_user"]).remarks[0]


def test_no_smaller_set_opens_the_same_endpoints() -> None:
    several = [name for name, any_of in OPERATIONS.items() if len(any_of) > 1]
    for pair in combinations(several, 2):
        need = for_endpoints(pair)
        assert all(set(OPERATIONS[name]) & set(need.scopes) for name in pair)
        common = set(OPERATIONS[pair[0]]) & set(OPERATIONS[pair[1]])
        assert len(need.scopes) == (1 if common else 2)


def test_all_endpoints_together_are_opened() -> None:
    need = for_endpoints(OPERATIONS)

    assert all(set(any_of) & set(need.scopes) for any_of in OPERATIONS.values() if any_of)


def test_a_call_without_its_scope_is_stopped_with_the_login_that_mends_it() -> None:
    check_scopes("get_clips", [])
    check_scopes("get_polls", ["channel:manage:polls"])
    with pytest.raises(MissingScope) as caught:
        check_scopes("get_polls", ["user:edit", "bits:read"])

    assert 'twitchkit login --scopes "bits:read user:edit channel:read:polls"' in caught.value.fix


def test_what_was_granted_for_nothing_is_found() -> None:
    spare = find_spare(["clips:edit", "bits:read", "channel:read:polls"], ["get_polls", "GetClips"])

    assert spare.unused == ("bits:read", "clips:edit")
    assert spare.used == {"channel:read:polls": ("get_polls",)}
    assert (spare.closed, spare.remarks) == ((), ())


def test_of_two_scopes_for_the_same_one_is_enough() -> None:
    spare = find_spare(["channel:manage:polls", "channel:read:polls"], ["get_polls"])
    assert spare.unused == ("channel:manage:polls",)

    spare = find_spare(["channel:manage:polls", "channel:read:polls"], ["get_polls", "create_poll"])
    assert spare.unused == ("channel:read:polls",)


def test_events_use_scopes_too() -> None:
    held = ["moderator:read:followers", "bits:read"]

    spare = find_spare(held, [], events=["channel.follow", "stream.online"])

    assert (spare.unused, spare.used) == (("bits:read",), {"moderator:read:followers": ("channel.follow",)})


def test_a_scope_that_only_adds_counts_as_used() -> None:
    assert find_spare(["user:read:email"], ["get_users"]).unused == ()
    assert find_spare(["user:bot", "user:write:chat"], ["send_chat_message"]).unused == ()
    assert find_spare(["user:bot"], ["get_users"]).unused == ("user:bot",)


def test_what_no_granted_scope_opens_is_told() -> None:
    assert find_spare(["bits:read"], ["create_clip", "get_bits_leaderboard"]).closed == ("create_clip",)


def test_names_of_endpoints_cannot_tell_of_chat_and_logins() -> None:
    spare = find_spare(["chat:read", "openid", "brand:new"], [])

    assert spare.unused == ("brand:new", "chat:read", "openid")
    assert [remark.split()[0] for remark in spare.remarks] == ["brand:new", "chat:read", "openid"]


def test_scopes_are_joined_in_the_order_given() -> None:
    assert join_scopes(["b:c", "a:b", "b:c"]) == "b:c a:b"
    assert join_scopes("b:c,a:b  b:c") == "b:c a:b"
    assert join_scopes(frozenset({"b:c", "a:b"})) == "a:b b:c"
    assert join_scopes(["a:b c:d"]) == "a:b c:d"


def test_openid_is_not_missed_among_the_granted() -> None:
    assert not compare_scopes(requested=["openid", "a:b"], granted=["a:b"])
