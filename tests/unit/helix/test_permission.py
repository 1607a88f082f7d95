from __future__ import annotations

import pytest

from twitchkit.helix import (
    ENDPOINTS,
    BanUser,
    CreateClip,
    GetChannelFollowers,
    GetChannelIcalendar,
    GetConduits,
    GetExtensionSecrets,
    GetUserExtensions,
    GetUsers,
)
from twitchkit.helix.permission import needs_scope, permission, permissions


def test_a_scope_opens_an_endpoint() -> None:
    open_, closed = permission(CreateClip, ["clips:edit"]), permission(CreateClip, ["bits:read"])

    assert (open_.allowed, open_.scopes, open_.why) == (True, ("clips:edit",), "")
    assert (closed.allowed, closed.missing, closed.why) == (False, ("clips:edit",), "needs clips:edit")


def test_the_kind_of_token_counts() -> None:
    assert permission(CreateClip, None).why == "takes a user token"
    assert permission(GetConduits, ["clips:edit"]).why == "takes an app token"
    assert permission(GetExtensionSecrets, None).why == "takes a token signed by an extension's backend"
    assert permission(GetConduits, None).allowed


def test_what_needs_no_token_is_open_to_all() -> None:
    assert permission(GetChannelIcalendar, None).allowed
    assert permission(GetChannelIcalendar, []).allowed


def test_an_app_token_may_hang_on_what_users_granted() -> None:
    one = permission(BanUser, None)

    assert one.allowed
    assert one.why == "moderator_id must have granted moderator:manage:banned_users and user:bot"


def test_a_scope_that_only_adds_to_the_answer_is_not_demanded() -> None:
    bare, full = permission(GetUsers, []), permission(GetUsers, ["user:read:email"])

    assert (bare.allowed, bare.why) == (True, "more with user:read:email")
    assert (full.allowed, full.why) == (True, "")
    assert permission(GetUserExtensions, []).why == "needs user:read:broadcast or user:edit:broadcast"
    assert not needs_scope(GetChannelFollowers)


@pytest.mark.parametrize("scopes", [None, [], ["clips:edit", "bits:read"]])
def test_there_is_an_answer_for_every_endpoint(scopes: list[str] | None) -> None:
    told = {one.operation: one for one in permissions(scopes)}

    assert set(told) == set(ENDPOINTS)
    assert all(one.allowed or one.why for one in told.values())
    assert any(one.allowed for one in told.values())
