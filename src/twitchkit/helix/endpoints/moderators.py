"""Moderators, and the channels they moderate."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.facts import Grant, Quota
from twitchkit.helix.row import Row
from twitchkit.helix.rules import AtMost, Between


class ModeratedChannel(Row, frozen=True, kw_only=True):
    """A channel that a user moderates."""

    broadcaster_id: str
    broadcaster_login: str = ""
    broadcaster_name: str = ""


class GetModeratedChannels(Endpoint[ModeratedChannel], frozen=True, kw_only=True):
    """Channels that a user moderates.

    Args:
        user_id: the token's user.
        after: cursor of the page before.
        first: rows a page, 1 to 100, Twitch's default is 20.

    Source: dev.twitch.tv/docs/api/reference#get-moderated-channels
    """

    operation = "get_moderated_channels"
    path = "/moderation/channels"
    scopes = ("user:read:moderated_channels",)
    token_owner = "user_id"
    app_grants = (Grant("user_id", any_of=("user:read:moderated_channels",)),)
    row = ModeratedChannel
    rules = (Between("first", 1, 100),)
    paged = True

    user_id: str
    after: str | None = None
    first: int | None = None


class Moderator(Row, frozen=True, kw_only=True):
    """A moderator."""

    user_id: str
    user_login: str = ""
    user_name: str = ""


class GetModerators(Endpoint[Moderator], frozen=True, kw_only=True):
    """A channel's moderators.

    Args:
        broadcaster_id: the channel; the token's user.
        user_id: only these.  More than 100 are split.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-moderators
    """

    operation = "get_moderators"
    path = "/moderation/moderators"
    tokens = ("user",)
    scopes = ("moderation:read", "channel:manage:moderators")
    token_owner = "broadcaster_id"
    row = Moderator
    repeated = ("user_id",)
    limit = AtMost(100, ("user_id",))
    rules = (Between("first", 1, 100),)
    paged = True

    broadcaster_id: str
    user_id: Sequence[str] | str = ()
    first: int | None = None
    after: str | None = None


class AddChannelModerator(Command, frozen=True, kw_only=True):
    """Makes a user a moderator.

    Limits of its own: 10 in 10 seconds for each broadcaster.

    Args:
        broadcaster_id: the channel; the token's user.
        user_id: whom.

    Source: dev.twitch.tv/docs/api/reference#add-channel-moderator
    """

    operation = "add_channel_moderator"
    path = "/moderation/moderators"
    tokens = ("user",)
    scopes = ("channel:manage:moderators",)
    token_owner = "broadcaster_id"
    rate_limits = (Quota(10, 10, "broadcaster", ("broadcaster_id",)),)

    broadcaster_id: str
    user_id: str


class RemoveChannelModerator(Command, frozen=True, kw_only=True):
    """Takes the role of a moderator away.

    Limits of its own: 10 in 10 seconds for each broadcaster.

    Args:
        broadcaster_id: the channel; the token's user.
        user_id: whose.

    Source: dev.twitch.tv/docs/api/reference#remove-channel-moderator
    """

    operation = "remove_channel_moderator"
    method = "DELETE"
    path = "/moderation/moderators"
    tokens = ("user",)
    scopes = ("channel:manage:moderators",)
    token_owner = "broadcaster_id"
    rate_limits = (Quota(10, 10, "broadcaster", ("broadcaster_id",)),)

    broadcaster_id: str
    user_id: str
