"""Custom Power-ups, which viewers buy with Bits."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import BlankMoment, Row, TidyRow
from twitchkit.helix.rules import AtMost


class RewardImage(Row, frozen=True, kw_only=True):
    """Addresses of a picture by size."""

    url_1x: str = ""
    url_2x: str = ""
    url_4x: str = ""


class StreamMaximum(Row, frozen=True, kw_only=True):
    """How often it can be had in one stream."""

    is_enabled: bool
    max_per_stream: int = 0


class UserMaximum(Row, frozen=True, kw_only=True):
    """How often one user can have it in one stream."""

    is_enabled: bool
    max_per_user_per_stream: int = 0


class GlobalCooldown(Row, frozen=True, kw_only=True):
    """How long nobody can have it after somebody did."""

    is_enabled: bool
    global_cooldown_seconds: int = 0


class CustomPowerUp(TidyRow, frozen=True, kw_only=True):
    """A Power-up that viewers buy with Bits.

    Args:
        prompt: what viewers read when they have to enter a text.
        bits: its price.
        image: None when the owner gave none.
        background_color: `#RRGGBB`.
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
    broadcaster_id: str = ""
    broadcaster_login: str = ""
    broadcaster_name: str = ""
    title: str = ""
    prompt: str = ""
    bits: int = 0
    image: RewardImage | None = None
    background_color: str = ""
    redemptions_redeemed_current_stream: int | None = None
    cooldown_expires_at: BlankMoment = None


class GetCustomPowerUp(Endpoint[CustomPowerUp], frozen=True, kw_only=True):
    """The custom Power-ups of a channel.

    Args:
        broadcaster_id: the channel; the token's user.
        id: only these.  More than 50 are split.

    Source: dev.twitch.tv/docs/api/reference#get-custom-power-up
    """

    operation = "get_custom_power_up"
    path = "/bits/custom_power_ups"
    tokens = ("user",)
    scopes = ("bits:read",)
    token_owner = "broadcaster_id"
    row = CustomPowerUp
    repeated = ("id",)
    limit = AtMost(50, ("id",))

    broadcaster_id: str
    id: Sequence[str] | str = ()
