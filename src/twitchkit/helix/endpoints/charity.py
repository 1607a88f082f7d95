"""Charity campaigns and what was donated."""

from __future__ import annotations

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Row
from twitchkit.helix.rules import Between


class Money(Row, frozen=True, kw_only=True):
    """An amount of money.

    Args:
        value: in the currency's smallest unit: 1050 with two places is 10.50.
        decimal_places: how many digits of `value` stand behind the point.
        currency: ISO 4217, such as `USD`.
    """

    value: int = 0
    decimal_places: int = 0
    currency: str = ""


class CharityCampaign(Row, frozen=True, kw_only=True):
    """A charity campaign.

    Args:
        target_amount: None when there is no goal.
    """

    id: str
    current_amount: Money
    broadcaster_id: str = ""
    broadcaster_login: str = ""
    broadcaster_name: str = ""
    charity_name: str = ""
    charity_description: str = ""
    charity_logo: str = ""
    charity_website: str = ""
    target_amount: Money | None = None


class GetCharityCampaign(Endpoint[CharityCampaign], frozen=True, kw_only=True):
    """The charity campaign that runs on a channel; no row when none does.

    Args:
        broadcaster_id: the channel; the token's user.

    Source: dev.twitch.tv/docs/api/reference#get-charity-campaign
    """

    operation = "get_charity_campaign"
    path = "/charity/campaigns"
    tokens = ("user",)
    scopes = ("channel:read:charity",)
    token_owner = "broadcaster_id"
    row = CharityCampaign

    broadcaster_id: str


class CharityDonation(Row, frozen=True, kw_only=True):
    """A donation."""

    id: str
    amount: Money
    campaign_id: str = ""
    user_id: str = ""
    user_login: str = ""
    user_name: str = ""


class GetCharityCampaignDonations(Endpoint[CharityDonation], frozen=True, kw_only=True):
    """Donations to the campaign that runs on a channel.

    Args:
        broadcaster_id: the channel; the token's user.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-charity-campaign-donations
    """

    operation = "get_charity_campaign_donations"
    path = "/charity/donations"
    tokens = ("user",)
    scopes = ("channel:read:charity",)
    token_owner = "broadcaster_id"
    row = CharityDonation
    rules = (Between("first", 1, 100),)
    paged = True

    broadcaster_id: str
    first: int | None = None
    after: str | None = None
