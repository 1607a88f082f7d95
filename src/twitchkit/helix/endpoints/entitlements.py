"""Drops: what viewers were granted, and whether the game has handed it out."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import BlankMoment, Moment, Several, TidyRow
from twitchkit.helix.rules import AtMost, Between, Count, OneOf


class DropsEntitlement(TidyRow, frozen=True, kw_only=True):
    """That a user was granted a Drop.

    Args:
        timestamp: when.
        last_updated: None in answers from before there was a status.
        fulfillment_status: CLAIMED or FULFILLED.
    """

    moments = ("last_updated",)

    id: str
    timestamp: Moment
    last_updated: BlankMoment = None
    benefit_id: str = ""
    user_id: str = ""
    game_id: str = ""
    fulfillment_status: str = ""


class GetDropsEntitlements(Endpoint[DropsEntitlement], frozen=True, kw_only=True):
    """Drops that users were granted in the app's games.

    With a user token: the user's own.

    Args:
        id: entitlements.  More than 100 are split.
        user_id: only this user's.
        game_id: only this game's.
        fulfillment_status: CLAIMED or FULFILLED.
        after: cursor of the page before.
        first: rows a page, 1 to 1000, Twitch's default is 20.

    Source: dev.twitch.tv/docs/api/reference#get-drops-entitlements
    """

    operation = "get_drops_entitlements"
    path = "/entitlements/drops"
    row = DropsEntitlement
    repeated = ("id",)
    limit = AtMost(100, ("id",))
    rules = (
        OneOf("fulfillment_status", ("CLAIMED", "FULFILLED")),
        Between("first", 1, 1000),
    )
    paged = True

    id: Sequence[str] | str = ()
    user_id: str | None = None
    game_id: str | None = None
    fulfillment_status: str | None = None
    after: str | None = None
    first: int | None = None


class DropsEntitlementUpdate(TidyRow, frozen=True, kw_only=True):
    """Entitlements with the same fate.

    Args:
        status: SUCCESS, or why not: INVALID_ID, NOT_FOUND, UNAUTHORIZED, UPDATE_FAILED.
    """

    null_is_empty = ("ids",)

    status: str = ""
    ids: Several[str] = ()


class UpdateDropsEntitlements(Endpoint[DropsEntitlementUpdate], frozen=True, kw_only=True):
    """Records whether the game has handed entitlements out.

    The answer groups the ids by what became of them.

    Args:
        entitlement_ids: at most 100.
        fulfillment_status: CLAIMED or FULFILLED.

    Source: dev.twitch.tv/docs/api/reference#update-drops-entitlements
    """

    operation = "update_drops_entitlements"
    method = "PATCH"
    path = "/entitlements/drops"
    row = DropsEntitlementUpdate
    in_body = ("entitlement_ids", "fulfillment_status")
    rules = (
        Count("entitlement_ids", 0, 100),
        OneOf("fulfillment_status", ("CLAIMED", "FULFILLED")),
    )

    entitlement_ids: Sequence[str] | str | None = None
    fulfillment_status: str | None = None
