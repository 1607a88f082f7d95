"""AutoMod: testing messages, held messages, levels."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.facts import Grant, Quota
from twitchkit.helix.row import Row
from twitchkit.helix.rules import Between, Count, NotWith, OneOf
from twitchkit.helix.values import Part

SINGLE_LEVELS = (
    "aggression",
    "bullying",
    "disability",
    "misogyny",
    "race_ethnicity_or_religion",
    "sex_based_terms",
    "sexuality_sex_or_gender",
    "swearing",
)


class AutoModStatus(Row, frozen=True, kw_only=True):
    """AutoMod's answer to one message.

    Args:
        msg_id: the caller's id of it.
        is_permitted: False when it would be held.
    """

    msg_id: str
    is_permitted: bool


class AutoModMessage(Part, frozen=True, kw_only=True):
    """A message to be tested.

    Args:
        msg_id: the caller's own; the answer carries it.
        msg_text: the message.
    """

    msg_id: str
    msg_text: str


class CheckAutomodStatus(Endpoint[AutoModStatus], frozen=True, kw_only=True):
    """Asks AutoMod whether it would hold messages on a channel; nothing is posted.

    Limits of its own, in a minute and in an hour: 5 and 50 for a normal channel, 10 and 100 for an
    affiliate, 30 and 300 for a partner.

    Args:
        broadcaster_id: the channel; the token's user.
        data: 1 to 100 messages.

    Source: dev.twitch.tv/docs/api/reference#check-automod-status
    """

    operation = "check_automod_status"
    method = "POST"
    path = "/moderation/enforcements/status"
    scopes = ("moderation:read",)
    token_owner = "broadcaster_id"
    app_grants = (Grant("broadcaster_id", any_of=("moderation:read",)),)
    rate_limits = (
        Quota(5, 60, "normal channel"),
        Quota(50, 3600, "normal channel"),
        Quota(10, 60, "affiliate channel"),
        Quota(100, 3600, "affiliate channel"),
        Quota(30, 60, "partner channel"),
        Quota(300, 3600, "partner channel"),
    )
    row = AutoModStatus
    in_body = ("data",)
    rules = (Count("data", 1, 100),)

    broadcaster_id: str
    data: Sequence[AutoModMessage]


class ManageHeldAutomodMessages(Command, frozen=True, kw_only=True):
    """Lets a message go that AutoMod holds, or drops it.

    Args:
        user_id: who decides: the token's user, owner or moderator of the chat.
        msg_id: the message.
        action: ALLOW or DENY.

    Source: dev.twitch.tv/docs/api/reference#manage-held-automod-messages
    """

    operation = "manage_held_automod_messages"
    path = "/moderation/automod/message"
    scopes = ("moderator:manage:automod",)
    token_owner = "user_id"
    app_grants = (Grant("user_id", any_of=("moderator:manage:automod",)),)
    in_body = ("user_id", "msg_id", "action")
    rules = (OneOf("action", ("ALLOW", "DENY")),)

    user_id: str
    msg_id: str
    action: str


class AutoModSettings(Row, frozen=True, kw_only=True):
    """AutoMod's levels, 0 (off) to 4.

    Args:
        overall_level: None when the single ones were set by themselves.
    """

    broadcaster_id: str
    moderator_id: str = ""
    overall_level: int | None = None
    disability: int = 0
    aggression: int = 0
    sexuality_sex_or_gender: int = 0
    misogyny: int = 0
    bullying: int = 0
    swearing: int = 0
    race_ethnicity_or_religion: int = 0
    sex_based_terms: int = 0


class GetAutomodSettings(Endpoint[AutoModSettings], frozen=True, kw_only=True):
    """How strict AutoMod is on a channel.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.

    Source: dev.twitch.tv/docs/api/reference#get-automod-settings
    """

    operation = "get_automod_settings"
    path = "/moderation/automod/settings"
    scopes = ("moderator:read:automod_settings",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", any_of=("moderator:read:automod_settings",)),)
    row = AutoModSettings

    broadcaster_id: str
    moderator_id: str


class UpdateAutomodSettings(Endpoint[AutoModSettings], frozen=True, kw_only=True):
    """Replaces AutoMod's levels: what is not given is not kept.

    Levels go from 0, which is off, to 4.  Either the overall level or single ones.

    Args:
        broadcaster_id: the channel.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        overall_level: one level from which Twitch derives the others.

    Source: dev.twitch.tv/docs/api/reference#update-automod-settings
    """

    operation = "update_automod_settings"
    method = "PUT"
    path = "/moderation/automod/settings"
    scopes = ("moderator:manage:automod_settings",)
    token_owner = "moderator_id"
    app_grants = (Grant("moderator_id", any_of=("moderator:manage:automod_settings",)),)
    row = AutoModSettings
    in_body = (
        "aggression",
        "bullying",
        "disability",
        "misogyny",
        "overall_level",
        "race_ethnicity_or_religion",
        "sex_based_terms",
        "sexuality_sex_or_gender",
        "swearing",
    )
    rules = (
        Between("aggression", 0, 4),
        Between("bullying", 0, 4),
        Between("disability", 0, 4),
        Between("misogyny", 0, 4),
        Between("overall_level", 0, 4),
        Between("race_ethnicity_or_religion", 0, 4),
        Between("sex_based_terms", 0, 4),
        Between("sexuality_sex_or_gender", 0, 4),
        Between("swearing", 0, 4),
        NotWith("overall_level", SINGLE_LEVELS),
    )

    broadcaster_id: str
    moderator_id: str
    aggression: int | None = None
    bullying: int | None = None
    disability: int | None = None
    misogyny: int | None = None
    overall_level: int | None = None
    race_ethnicity_or_religion: int | None = None
    sex_based_terms: int | None = None
    sexuality_sex_or_gender: int | None = None
    swearing: int | None = None
