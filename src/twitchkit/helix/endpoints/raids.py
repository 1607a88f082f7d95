"""Raids: sending one's viewers to another channel."""

from __future__ import annotations

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.facts import Quota
from twitchkit.helix.row import Moment, Row


class Raid(Row, frozen=True, kw_only=True):
    """A raid that waits to start.

    Args:
        is_mature: False, always.
    """

    created_at: Moment
    is_mature: bool | None = None


class StartARaid(Endpoint[Raid], frozen=True, kw_only=True):
    """Sends the viewers of a live channel to another one.

    It starts after 90 seconds, or when the owner clicks; the answer comes before that.

    Limits of its own: 10 in 10 minutes for each broadcaster.

    Args:
        from_broadcaster_id: the channel that raids; the token's user.
        to_broadcaster_id: where to.

    Source: dev.twitch.tv/docs/api/reference#start-a-raid
    """

    operation = "start_a_raid"
    method = "POST"
    path = "/raids"
    tokens = ("user",)
    scopes = ("channel:manage:raids",)
    token_owner = "from_broadcaster_id"
    rate_limits = (Quota(10, 600, "broadcaster", ("from_broadcaster_id",)),)
    row = Raid

    from_broadcaster_id: str
    to_broadcaster_id: str


class CancelARaid(Command, frozen=True, kw_only=True):
    """Calls off the raid that waits to start.

    Limits of its own: 10 in 10 minutes for each broadcaster.

    Args:
        broadcaster_id: the channel that raids; the token's user.

    Source: dev.twitch.tv/docs/api/reference#cancel-a-raid
    """

    operation = "cancel_a_raid"
    method = "DELETE"
    path = "/raids"
    tokens = ("user",)
    scopes = ("channel:manage:raids",)
    token_owner = "broadcaster_id"
    rate_limits = (Quota(10, 600, "broadcaster", ("broadcaster_id",)),)

    broadcaster_id: str
