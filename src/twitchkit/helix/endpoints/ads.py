"""Ads: running breaks, their schedule, putting the next one off."""

from __future__ import annotations

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.facts import Grant
from twitchkit.helix.row import BlankMoment, Row, TidyRow
from twitchkit.helix.rules import Between


class Commercial(Row, frozen=True, kw_only=True):
    """An ad break, as Twitch runs it.

    Args:
        length: seconds.
        message: why it is not what was asked; empty when it is.
        retry_after: seconds until the next one may be run.
    """

    length: int = 0
    message: str = ""
    retry_after: int = 0


class StartCommercial(Endpoint[Commercial], frozen=True, kw_only=True):
    """Runs an ad break on a live channel.

    Twitch may run a shorter one than asked, and says so.

    Args:
        broadcaster_id: the channel; the token's user.
        length: seconds, at most 180.

    Source: dev.twitch.tv/docs/api/reference#start-commercial
    """

    operation = "start_commercial"
    method = "POST"
    path = "/channels/commercial"
    scopes = ("channel:edit:commercial",)
    token_owner = "broadcaster_id"
    app_grants = (Grant("broadcaster_id", any_of=("channel:edit:commercial",)),)
    row = Commercial
    in_body = ("broadcaster_id", "length")
    rules = (Between("length", 1, 180),)

    broadcaster_id: str
    length: int


class AdSchedule(TidyRow, frozen=True, kw_only=True):
    """Where a channel stands with its ads.

    Twitch sends Unix seconds, formerly RFC 3339 (twitchdev/issues#857).

    Args:
        snooze_count: how often the next ad can still be put off.
        snooze_refresh_at: when one more snooze comes.
        next_ad_at: None when none is planned, or the channel is not live.
        duration: seconds of the next break.
        last_ad_at: None when none ran in this stream.
        preroll_free_time: seconds without ads for those who arrive.
    """

    moments = ("snooze_refresh_at", "next_ad_at", "last_ad_at")

    snooze_count: int = 0
    snooze_refresh_at: BlankMoment = None
    next_ad_at: BlankMoment = None
    duration: int = 0
    last_ad_at: BlankMoment = None
    preroll_free_time: int = 0


class GetAdSchedule(Endpoint[AdSchedule], frozen=True, kw_only=True):
    """When the next ads come, and how often they can still be put off.

    Args:
        broadcaster_id: the channel; the token's user.

    Source: dev.twitch.tv/docs/api/reference#get-ad-schedule
    """

    operation = "get_ad_schedule"
    path = "/channels/ads"
    scopes = ("channel:read:ads",)
    token_owner = "broadcaster_id"
    app_grants = (Grant("broadcaster_id", any_of=("channel:read:ads",)),)
    row = AdSchedule

    broadcaster_id: str


class AdSnooze(TidyRow, frozen=True, kw_only=True):
    """The ads after one was put off.

    Args:
        snooze_count: snoozes that are left.
        snooze_refresh_at: when one more comes.
        next_ad_at: when the next ad comes now.
    """

    moments = ("snooze_refresh_at", "next_ad_at")

    snooze_count: int = 0
    snooze_refresh_at: BlankMoment = None
    next_ad_at: BlankMoment = None


class SnoozeNextAd(Endpoint[AdSnooze], frozen=True, kw_only=True):
    """Puts the next automatic ad break off by five minutes.

    Only while live, and only while snoozes are left.

    Args:
        broadcaster_id: the channel; the token's user.

    Source: dev.twitch.tv/docs/api/reference#snooze-next-ad
    """

    operation = "snooze_next_ad"
    method = "POST"
    path = "/channels/ads/schedule/snooze"
    scopes = ("channel:manage:ads",)
    token_owner = "broadcaster_id"
    app_grants = (Grant("broadcaster_id", any_of=("channel:manage:ads",)),)
    row = AdSnooze

    broadcaster_id: str
