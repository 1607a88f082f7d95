"""Custom rewards for channel points."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.endpoints.power_ups import GlobalCooldown, RewardImage, StreamMaximum, UserMaximum
from twitchkit.helix.row import BlankMoment, TidyRow
from twitchkit.helix.rules import HEX_COLOR, AtMost, Between, Length, Matches


class CustomReward(TidyRow, frozen=True, kw_only=True):
    """A reward that viewers buy with channel points.

    Args:
        prompt: what viewers read when they have to enter a text.
        cost: channel points.
        image: None when the owner gave none.
        background_color: `#RRGGBB`.
        is_paused: viewers see it and cannot redeem it.
        is_in_stock: False when no more can be had in this stream.
        redemptions_redeemed_current_stream: None when not live, or not limited.
        cooldown_expires_at: None when it is not cooling down.
    """

    moments = ("cooldown_expires_at",)

    id: str
    default_image: RewardImage
    is_enabled: bool
    is_user_input_required: bool
    max_per_stream_setting: StreamMaximum
    max_per_user_per_stream_setting: UserMaximum
    global_cooldown_setting: GlobalCooldown
    is_paused: bool
    is_in_stock: bool
    should_redemptions_skip_request_queue: bool
    broadcaster_id: str = ""
    broadcaster_login: str = ""
    broadcaster_name: str = ""
    title: str = ""
    prompt: str = ""
    cost: int = 0
    image: RewardImage | None = None
    background_color: str = ""
    redemptions_redeemed_current_stream: int | None = None
    cooldown_expires_at: BlankMoment = None


class CreateCustomRewards(Endpoint[CustomReward], frozen=True, kw_only=True):
    """Creates a reward for channel points; at most 50 a channel.

    Only the app that created a reward may change it later.

    Args:
        broadcaster_id: the channel; the token's user.
        title: 1 to 45 characters, unlike those of the channel's other rewards.
        cost: channel points, 1 to 1,000,000,000.
        prompt: what viewers read when they have to enter a text.
        is_enabled: Twitch's default is True.
        background_color: `#RRGGBB`.
        is_user_input_required: whether viewers have to enter a text.
        max_per_stream: 1 or more; counts when `is_max_per_stream_enabled`.
        max_per_user_per_stream: 1 or more; counts when `is_max_per_user_per_stream_enabled`.
        global_cooldown_seconds: 1 to 604,800; counts when `is_global_cooldown_enabled`.
        should_redemptions_skip_request_queue: fulfilled at once, without the owner.

    Source: dev.twitch.tv/docs/api/reference#create-custom-rewards
    """

    operation = "create_custom_rewards"
    method = "POST"
    path = "/channel_points/custom_rewards"
    tokens = ("user",)
    scopes = ("channel:manage:redemptions",)
    token_owner = "broadcaster_id"
    row = CustomReward
    in_body = (
        "title",
        "cost",
        "prompt",
        "is_enabled",
        "background_color",
        "is_user_input_required",
        "is_max_per_stream_enabled",
        "max_per_stream",
        "is_max_per_user_per_stream_enabled",
        "max_per_user_per_stream",
        "is_global_cooldown_enabled",
        "global_cooldown_seconds",
        "should_redemptions_skip_request_queue",
    )
    rules = (
        Length("title", 1, 45),
        Between("cost", 1, 1000000000),
        Matches("background_color", HEX_COLOR, "#RRGGBB"),
        Between("max_per_stream", 1),
        Between("max_per_user_per_stream", 1),
        Between("global_cooldown_seconds", 1, 604800),
    )

    broadcaster_id: str
    title: str
    cost: int
    prompt: str | None = None
    is_enabled: bool | None = None
    background_color: str | None = None
    is_user_input_required: bool | None = None
    is_max_per_stream_enabled: bool | None = None
    max_per_stream: int | None = None
    is_max_per_user_per_stream_enabled: bool | None = None
    max_per_user_per_stream: int | None = None
    is_global_cooldown_enabled: bool | None = None
    global_cooldown_seconds: int | None = None
    should_redemptions_skip_request_queue: bool | None = None


class DeleteCustomReward(Command, frozen=True, kw_only=True):
    """Deletes a reward that this app created.

    Open redemptions of it are fulfilled.

    Args:
        broadcaster_id: the channel; the token's user.
        id: the reward.

    Source: dev.twitch.tv/docs/api/reference#delete-custom-reward
    """

    operation = "delete_custom_reward"
    method = "DELETE"
    path = "/channel_points/custom_rewards"
    tokens = ("user",)
    scopes = ("channel:manage:redemptions",)
    token_owner = "broadcaster_id"

    broadcaster_id: str
    id: str


class GetCustomReward(Endpoint[CustomReward], frozen=True, kw_only=True):
    """A channel's rewards for channel points.

    Args:
        broadcaster_id: the channel; the token's user.
        id: only these.  More than 50 are split.
        only_manageable_rewards: only those that this app created.

    Source: dev.twitch.tv/docs/api/reference#get-custom-reward
    """

    operation = "get_custom_reward"
    path = "/channel_points/custom_rewards"
    tokens = ("user",)
    scopes = ("channel:read:redemptions", "channel:manage:redemptions")
    token_owner = "broadcaster_id"
    row = CustomReward
    repeated = ("id",)
    limit = AtMost(50, ("id",))

    broadcaster_id: str
    id: Sequence[str] | str = ()
    only_manageable_rewards: bool | None = None


class UpdateCustomReward(Endpoint[CustomReward], frozen=True, kw_only=True):
    """Changes a reward that this app created; what is not given stays.

    Args:
        broadcaster_id: the channel; the token's user.
        id: the reward.
        title: 1 to 45 characters.
        prompt: what viewers read when they have to enter a text.
        cost: channel points, 1 to 1,000,000,000.
        background_color: `#RRGGBB`.
        is_user_input_required: whether viewers have to enter a text.
        max_per_stream: 1 or more; counts when `is_max_per_stream_enabled`.
        max_per_user_per_stream: 1 or more; counts when `is_max_per_user_per_stream_enabled`.
        global_cooldown_seconds: 1 to 604,800; counts when `is_global_cooldown_enabled`.
        is_paused: viewers see it and cannot redeem it.
        should_redemptions_skip_request_queue: fulfilled at once, without the owner.

    Source: dev.twitch.tv/docs/api/reference#update-custom-reward
    """

    operation = "update_custom_reward"
    method = "PATCH"
    path = "/channel_points/custom_rewards"
    tokens = ("user",)
    scopes = ("channel:manage:redemptions",)
    token_owner = "broadcaster_id"
    row = CustomReward
    in_body = (
        "title",
        "prompt",
        "cost",
        "background_color",
        "is_enabled",
        "is_user_input_required",
        "is_max_per_stream_enabled",
        "max_per_stream",
        "is_max_per_user_per_stream_enabled",
        "max_per_user_per_stream",
        "is_global_cooldown_enabled",
        "global_cooldown_seconds",
        "is_paused",
        "should_redemptions_skip_request_queue",
    )
    rules = (
        Length("title", 1, 45),
        Between("cost", 1, 1000000000),
        Matches("background_color", HEX_COLOR, "#RRGGBB"),
        Between("max_per_stream", 1),
        Between("max_per_user_per_stream", 1),
        Between("global_cooldown_seconds", 1, 604800),
    )

    broadcaster_id: str
    id: str
    title: str | None = None
    prompt: str | None = None
    cost: int | None = None
    background_color: str | None = None
    is_enabled: bool | None = None
    is_user_input_required: bool | None = None
    is_max_per_stream_enabled: bool | None = None
    max_per_stream: int | None = None
    is_max_per_user_per_stream_enabled: bool | None = None
    max_per_user_per_stream: int | None = None
    is_global_cooldown_enabled: bool | None = None
    global_cooldown_seconds: int | None = None
    is_paused: bool | None = None
    should_redemptions_skip_request_queue: bool | None = None
