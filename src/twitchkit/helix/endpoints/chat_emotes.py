"""Emotes: global ones, a channel's, a set's, a user's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.page import Page
from twitchkit.helix.row import Row, Several, TidyRow
from twitchkit.helix.rules import AtMost

AnyEmote = TypeVar("AnyEmote")


class EmoteImages(Row, frozen=True, kw_only=True):
    """Addresses of the static picture, for light backgrounds.  Others are made from the page's `template`."""

    url_1x: str = ""
    url_2x: str = ""
    url_4x: str = ""


class ChannelEmote(TidyRow, frozen=True, kw_only=True):
    """An emote of a channel.

    Args:
        tier: 1000, 2000 or 3000 for subscribers, None for others.
        emote_type: bitstier, follower or subscriptions; an open set.
        format: static, animated.
        scale: 1.0, 2.0, 3.0.
        theme_mode: light, dark.
    """

    blank_is_none = ("tier",)
    null_is_empty = ("format", "scale", "theme_mode")

    id: str
    images: EmoteImages
    name: str = ""
    tier: str | None = None
    emote_type: str = ""
    emote_set_id: str = ""
    format: Several[str] = ()
    scale: Several[str] = ()
    theme_mode: Several[str] = ()


class EmotePage(Page[AnyEmote], Generic[AnyEmote], frozen=True, kw_only=True):
    """Emotes, with the way to the addresses of their pictures.

    Args:
        template: an address with `{{id}}`, `{{format}}`, `{{theme_mode}}` and `{{scale}}` to be filled in.
    """

    template: str = ""


class GetChannelEmotes(Endpoint[ChannelEmote, EmotePage[ChannelEmote]], frozen=True, kw_only=True):
    """A channel's own emotes.

    Args:
        broadcaster_id: the channel.

    Source: dev.twitch.tv/docs/api/reference#get-channel-emotes
    """

    operation = "get_channel_emotes"
    path = "/chat/emotes"
    row = ChannelEmote
    page = EmotePage

    broadcaster_id: str


class GlobalEmote(TidyRow, frozen=True, kw_only=True):
    """An emote for everyone.

    Args:
        format: static, animated.
        scale: 1.0, 2.0, 3.0.
        theme_mode: light, dark.
    """

    null_is_empty = ("format", "scale", "theme_mode")

    id: str
    images: EmoteImages
    name: str = ""
    format: Several[str] = ()
    scale: Several[str] = ()
    theme_mode: Several[str] = ()


class GetGlobalEmotes(Endpoint[GlobalEmote, EmotePage[GlobalEmote]], frozen=True, kw_only=True):
    """The emotes that anyone may use anywhere; a long answer without pages.

    Source: dev.twitch.tv/docs/api/reference#get-global-emotes
    """

    operation = "get_global_emotes"
    path = "/chat/emotes/global"
    row = GlobalEmote
    page = EmotePage


class Emote(TidyRow, frozen=True, kw_only=True):
    """An emote of a set.

    Args:
        emote_type: such as `subscriptions`; an open set.
        owner_id: the channel, or what Twitch writes for its own.
        format: static, animated.
        scale: 1.0, 2.0, 3.0.
        theme_mode: light, dark.
    """

    null_is_empty = ("format", "scale", "theme_mode")

    id: str
    images: EmoteImages
    name: str = ""
    emote_type: str = ""
    emote_set_id: str = ""
    owner_id: str = ""
    format: Several[str] = ()
    scale: Several[str] = ()
    theme_mode: Several[str] = ()


class GetEmoteSets(Endpoint[Emote, EmotePage[Emote]], frozen=True, kw_only=True):
    """The emotes of emote sets, in the order of the ids.

    Args:
        emote_set_id: sets.  More than 25 are split.

    Source: dev.twitch.tv/docs/api/reference#get-emote-sets
    """

    operation = "get_emote_sets"
    path = "/chat/emotes/set"
    row = Emote
    page = EmotePage
    repeated = ("emote_set_id",)
    limit = AtMost(25, ("emote_set_id",))

    emote_set_id: Sequence[str] | str


class UserEmote(TidyRow, frozen=True, kw_only=True):
    """An emote that a user may use.

    Args:
        emote_type: such as `subscriptions`; an open set.
        owner_id: the channel, or what Twitch writes for its own.
        format: static, animated.
        scale: 1.0, 2.0, 3.0.
        theme_mode: light, dark.
    """

    null_is_empty = ("format", "scale", "theme_mode")

    id: str
    name: str = ""
    emote_type: str = ""
    emote_set_id: str = ""
    owner_id: str = ""
    format: Several[str] = ()
    scale: Several[str] = ()
    theme_mode: Several[str] = ()


class GetUserEmotes(Endpoint[UserEmote, EmotePage[UserEmote]], frozen=True, kw_only=True):
    """Every emote that a user may use.

    Args:
        user_id: the token's user.
        after: cursor of the page before.
        broadcaster_id: adds the follower emotes of this channel.

    Source: dev.twitch.tv/docs/api/reference#get-user-emotes
    """

    operation = "get_user_emotes"
    path = "/chat/emotes/user"
    tokens = ("user",)
    scopes = ("user:read:emotes",)
    token_owner = "user_id"
    row = UserEmote
    page = EmotePage
    paged = True

    user_id: str
    after: str | None = None
    broadcaster_id: str | None = None
