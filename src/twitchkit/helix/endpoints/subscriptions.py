"""Subscriptions of viewers to channels."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.facts import Grant
from twitchkit.helix.page import Page
from twitchkit.helix.row import TidyRow
from twitchkit.helix.rules import AtMost, Between


class BroadcasterSubscription(TidyRow, frozen=True, kw_only=True):
    """A subscription to the channel.

    Args:
        gifter_id: None unless it is a gift, as are the gifter's names.
        plan_name: what the channel calls it.
        tier: 1000, 2000 or 3000; an open set.
    """

    blank_is_none = ("gifter_id", "gifter_login", "gifter_name")

    broadcaster_id: str
    is_gift: bool
    broadcaster_login: str = ""
    broadcaster_name: str = ""
    gifter_id: str | None = None
    gifter_login: str | None = None
    gifter_name: str | None = None
    plan_name: str = ""
    tier: str = ""
    user_id: str = ""
    user_name: str = ""
    user_login: str = ""


class SubscriptionsPage(Page[BroadcasterSubscription], frozen=True, kw_only=True):
    """Subscriptions, with what they are worth.

    Args:
        points: what counts towards more emotes, None when the answer does not say.
    """

    points: int | None = None


class GetBroadcasterSubscriptions(
    Endpoint[BroadcasterSubscription, SubscriptionsPage], frozen=True, kw_only=True
):
    """Who subscribes to a channel.

    Args:
        broadcaster_id: the channel; the token's user.
        user_id: only these.  More than 100 are split.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.
        before: cursor to go backwards from.

    Source: dev.twitch.tv/docs/api/reference#get-broadcaster-subscriptions
    """

    operation = "get_broadcaster_subscriptions"
    path = "/subscriptions"
    scopes = ("channel:read:subscriptions",)
    token_owner = "broadcaster_id"
    app_grants = (
        Grant(
            "broadcaster_id",
            any_of=("channel:read:subscriptions",),
            only="extensions, granted in the Extensions manager",
        ),
    )
    row = BroadcasterSubscription
    page = SubscriptionsPage
    repeated = ("user_id",)
    limit = AtMost(100, ("user_id",))
    rules = (Between("first", 1, 100),)
    paged = True

    broadcaster_id: str
    user_id: Sequence[str] | str = ()
    first: int | None = None
    after: str | None = None
    before: str | None = None


class UserSubscription(TidyRow, frozen=True, kw_only=True):
    """A user's subscription.

    Args:
        gifter_id: None unless it is a gift, as are the gifter's names.
        tier: 1000, 2000 or 3000; an open set.
    """

    blank_is_none = ("gifter_id", "gifter_login", "gifter_name")

    broadcaster_id: str
    is_gift: bool
    broadcaster_login: str = ""
    broadcaster_name: str = ""
    gifter_id: str | None = None
    gifter_login: str | None = None
    gifter_name: str | None = None
    tier: str = ""


class CheckUserSubscription(Endpoint[UserSubscription], frozen=True, kw_only=True):
    """How a user subscribes to a channel; Twitch answers 404 when it does not.

    Args:
        broadcaster_id: the channel.
        user_id: the token's user.

    Source: dev.twitch.tv/docs/api/reference#check-user-subscription
    """

    operation = "check_user_subscription"
    path = "/subscriptions/user"
    scopes = ("user:read:subscriptions",)
    token_owner = "user_id"
    app_grants = (
        Grant(
            "user_id",
            any_of=("user:read:subscriptions",),
            only="extensions, granted in the Extensions manager",
        ),
    )
    row = UserSubscription

    broadcaster_id: str
    user_id: str
