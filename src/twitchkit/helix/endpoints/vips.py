"""VIPs of a channel."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.facts import Quota
from twitchkit.helix.row import Row
from twitchkit.helix.rules import AtMost, Between


class Vip(Row, frozen=True, kw_only=True):
    """A VIP."""

    user_id: str
    user_name: str = ""
    user_login: str = ""


class GetVips(Endpoint[Vip], frozen=True, kw_only=True):
    """A channel's VIPs.

    Args:
        user_id: only these.  More than 100 are split.
        broadcaster_id: the channel; the token's user.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-vips
    """

    operation = "get_vips"
    path = "/channels/vips"
    tokens = ("user",)
    scopes = ("channel:read:vips", "channel:manage:vips")
    token_owner = "broadcaster_id"
    row = Vip
    repeated = ("user_id",)
    limit = AtMost(100, ("user_id",))
    rules = (Between("first", 1, 100),)
    paged = True

    user_id: Sequence[str] | str = ()
    broadcaster_id: str
    first: int | None = None
    after: str | None = None


class AddChannelVip(Command, frozen=True, kw_only=True):
    """Makes a user a VIP.

    Limits of its own: 10 in 10 seconds for each broadcaster.

    Args:
        user_id: whom.
        broadcaster_id: the channel; the token's user.

    Source: dev.twitch.tv/docs/api/reference#add-channel-vip
    """

    operation = "add_channel_vip"
    path = "/channels/vips"
    tokens = ("user",)
    scopes = ("channel:manage:vips",)
    token_owner = "broadcaster_id"
    rate_limits = (Quota(10, 10, "broadcaster", ("broadcaster_id",)),)

    user_id: str
    broadcaster_id: str


class RemoveChannelVip(Command, frozen=True, kw_only=True):
    """Takes the role of a VIP away.

    The token's user is the channel's owner, or the VIP who gives up the role.

    Limits of its own: 10 in 10 seconds for each broadcaster.

    Args:
        user_id: whose.
        broadcaster_id: the channel.

    Source: dev.twitch.tv/docs/api/reference#remove-channel-vip
    """

    operation = "remove_channel_vip"
    method = "DELETE"
    path = "/channels/vips"
    tokens = ("user",)
    scopes = ("channel:manage:vips",)
    token_owner = "user_id"
    rate_limits = (Quota(10, 10, "broadcaster", ("broadcaster_id",)),)

    user_id: str
    broadcaster_id: str
