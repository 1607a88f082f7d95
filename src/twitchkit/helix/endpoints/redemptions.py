"""Redemptions of custom rewards."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Moment, Row, TidyRow
from twitchkit.helix.rules import AtLeastOne, AtMost, Between, Count, OneOf


class RedeemedReward(Row, frozen=True, kw_only=True):
    """The reward as it was then.

    Args:
        cost: channel points.
    """

    id: str
    title: str = ""
    prompt: str = ""
    cost: int = 0


class CustomRewardRedemption(TidyRow, frozen=True, kw_only=True):
    """That a viewer redeemed a reward.

    Args:
        user_input: the text that the viewer entered.
        status: CANCELED, FULFILLED or UNFULFILLED.
    """

    blank_is_none = ("user_input",)

    id: str
    reward: RedeemedReward
    redeemed_at: Moment
    broadcaster_id: str = ""
    broadcaster_login: str = ""
    broadcaster_name: str = ""
    user_id: str = ""
    user_name: str = ""
    user_login: str = ""
    user_input: str | None = None
    status: str = ""


class GetCustomRewardRedemption(Endpoint[CustomRewardRedemption], frozen=True, kw_only=True):
    """Redemptions of one reward that this app created.

    Either by state or by id.

    Args:
        broadcaster_id: the channel; the token's user.
        reward_id: the reward.
        status: CANCELED, FULFILLED or UNFULFILLED; needed without `id`, ignored with it.
        id: redemptions.  More than 50 are split.
        sort: OLDEST, which is Twitch's default, or NEWEST.
        after: cursor of the page before.
        first: rows a page, 1 to 50, Twitch's default is 20.

    Source: dev.twitch.tv/docs/api/reference#get-custom-reward-redemption
    """

    operation = "get_custom_reward_redemption"
    path = "/channel_points/custom_rewards/redemptions"
    tokens = ("user",)
    scopes = ("channel:read:redemptions", "channel:manage:redemptions")
    token_owner = "broadcaster_id"
    row = CustomRewardRedemption
    repeated = ("id",)
    limit = AtMost(50, ("id",))
    rules = (
        OneOf("status", ("CANCELED", "FULFILLED", "UNFULFILLED")),
        OneOf("sort", ("OLDEST", "NEWEST")),
        Between("first", 1, 50),
        AtLeastOne(("status", "id")),
    )
    paged = True

    broadcaster_id: str
    reward_id: str
    status: str | None = None
    id: Sequence[str] | str = ()
    sort: str | None = None
    after: str | None = None
    first: int | None = None


class UpdateRedemptionStatus(Endpoint[CustomRewardRedemption], frozen=True, kw_only=True):
    """Fulfils redemptions, or cancels them and gives the points back.

    Only open redemptions of rewards that this app created.

    Args:
        id: redemptions, at most 50.
        broadcaster_id: the channel; the token's user.
        reward_id: the reward.
        status: CANCELED or FULFILLED.

    Source: dev.twitch.tv/docs/api/reference#update-redemption-status
    """

    operation = "update_redemption_status"
    method = "PATCH"
    path = "/channel_points/custom_rewards/redemptions"
    tokens = ("user",)
    scopes = ("channel:manage:redemptions",)
    token_owner = "broadcaster_id"
    row = CustomRewardRedemption
    repeated = ("id",)
    in_body = ("status",)
    rules = (
        Count("id", 1, 50),
        OneOf("status", ("CANCELED", "FULFILLED")),
    )

    id: Sequence[str] | str
    broadcaster_id: str
    reward_id: str
    status: str
