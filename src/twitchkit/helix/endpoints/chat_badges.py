"""Chat badges."""

from __future__ import annotations

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Several, TidyRow


class ChatBadgeVersion(TidyRow, frozen=True, kw_only=True):
    """One badge.

    Args:
        click_action: what a click does, None for nothing.
        click_url: where it leads.
    """

    blank_is_none = ("click_action", "click_url")

    id: str
    image_url_1x: str = ""
    image_url_2x: str = ""
    image_url_4x: str = ""
    title: str = ""
    description: str = ""
    click_action: str | None = None
    click_url: str | None = None


class ChatBadge(TidyRow, frozen=True, kw_only=True):
    """A set of badges, such as that of subscribers.

    Args:
        versions: such as one for each number of months.
    """

    null_is_empty = ("versions",)

    set_id: str
    versions: Several[ChatBadgeVersion] = ()


class GetChannelChatBadges(Endpoint[ChatBadge], frozen=True, kw_only=True):
    """A channel's own badges.

    Args:
        broadcaster_id: the channel.

    Source: dev.twitch.tv/docs/api/reference#get-channel-chat-badges
    """

    operation = "get_channel_chat_badges"
    path = "/chat/badges"
    row = ChatBadge

    broadcaster_id: str


class GetGlobalChatBadges(Endpoint[ChatBadge], frozen=True, kw_only=True):
    """The badges that can be worn anywhere.

    Source: dev.twitch.tv/docs/api/reference#get-global-chat-badges
    """

    operation = "get_global_chat_badges"
    path = "/chat/badges/global"
    row = ChatBadge
