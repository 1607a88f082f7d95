"""Guest Star, now called Stream Together: settings and sessions."""

from __future__ import annotations

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.row import Moment, Row, Several, TidyRow
from twitchkit.helix.rules import Between, OneOf
from twitchkit.secret import Secret


class GuestStarSettings(TidyRow, frozen=True, kw_only=True):
    """How a channel hosts guests.

    Args:
        group_layout: None when the answer does not say.
        browser_source_token: secret: it opens the browser sources.
    """

    has_other_names = True
    blank_is_none = ("group_layout",)

    is_moderator_send_live_enabled: bool
    is_browser_source_audio_enabled: bool
    browser_source_token: Secret
    slot_count: int = 0
    group_layout: str | None = None


class GetChannelGuestStarSettings(Endpoint[GuestStarSettings], frozen=True, kw_only=True):
    """How a channel hosts guests.

    Owners need a scope `channel:*`, moderators one of `moderator:*`.

    Args:
        broadcaster_id: the host.
        moderator_id: who acts: the token's user, owner or moderator of the channel.

    Source: dev.twitch.tv/docs/api/reference#get-channel-guest-star-settings
    """

    operation = "get_channel_guest_star_settings"
    path = "/guest_star/channel_settings"
    tokens = ("user",)
    scopes = (
        "channel:read:guest_star",
        "channel:manage:guest_star",
        "moderator:read:guest_star",
        "moderator:manage:guest_star",
    )
    token_owner = "moderator_id"
    beta = True
    row = GuestStarSettings

    broadcaster_id: str
    moderator_id: str


class UpdateChannelGuestStarSettings(Command, frozen=True, kw_only=True):
    """Changes how a channel hosts guests; what is not given stays.

    Args:
        broadcaster_id: the host; the token's user.
        is_moderator_send_live_enabled: whether moderators may put guests on air.
        slot_count: 1 to 6.
        is_browser_source_audio_enabled: whether browser sources carry sound.
        group_layout: TILED_LAYOUT, SCREENSHARE_LAYOUT, HORIZONTAL_LAYOUT or VERTICAL_LAYOUT.
        regenerate_browser_sources: makes the old browser sources useless.

    Source: dev.twitch.tv/docs/api/reference#update-channel-guest-star-settings
    """

    operation = "update_channel_guest_star_settings"
    method = "PUT"
    path = "/guest_star/channel_settings"
    tokens = ("user",)
    scopes = ("channel:manage:guest_star",)
    token_owner = "broadcaster_id"
    beta = True
    in_body = (
        "is_moderator_send_live_enabled",
        "slot_count",
        "is_browser_source_audio_enabled",
        "group_layout",
        "regenerate_browser_sources",
    )
    rules = (
        Between("slot_count", 1, 6),
        OneOf("group_layout", ("TILED_LAYOUT", "SCREENSHARE_LAYOUT", "HORIZONTAL_LAYOUT", "VERTICAL_LAYOUT")),
    )

    broadcaster_id: str
    is_moderator_send_live_enabled: bool | None = None
    slot_count: int | None = None
    is_browser_source_audio_enabled: bool | None = None
    group_layout: str | None = None
    regenerate_browser_sources: bool | None = None


class GuestStarMedia(Row, frozen=True, kw_only=True):
    """Picture or sound of a guest.

    Args:
        is_host_enabled: by the host.
        is_guest_enabled: by the guest.
        is_available: the guest has such a device.
    """

    is_host_enabled: bool
    is_guest_enabled: bool
    is_available: bool


class GuestStarGuest(Row, frozen=True, kw_only=True):
    """A guest in a slot.

    Args:
        slot_id: 0 is the host.
        volume: 0 to 100.
    """

    slot_id: str
    is_live: bool
    assigned_at: Moment
    audio_settings: GuestStarMedia
    video_settings: GuestStarMedia
    user_id: str = ""
    user_display_name: str = ""
    user_login: str = ""
    volume: int = 0


class GuestStarSession(TidyRow, frozen=True, kw_only=True):
    """A session."""

    null_is_empty = ("guests",)

    id: str
    guests: Several[GuestStarGuest] = ()


class GetGuestStarSession(Endpoint[GuestStarSession], frozen=True, kw_only=True):
    """The session that runs on a channel, with its guests.

    Owners need a scope `channel:*`, moderators one of `moderator:*`.

    Args:
        broadcaster_id: the host.
        moderator_id: who acts: the token's user, owner or moderator of the channel.

    Source: dev.twitch.tv/docs/api/reference#get-guest-star-session
    """

    operation = "get_guest_star_session"
    path = "/guest_star/session"
    tokens = ("user",)
    scopes = (
        "channel:read:guest_star",
        "channel:manage:guest_star",
        "moderator:read:guest_star",
        "moderator:manage:guest_star",
    )
    token_owner = "moderator_id"
    beta = True
    row = GuestStarSession

    broadcaster_id: str
    moderator_id: str


class CreateGuestStarSession(Endpoint[GuestStarSession], frozen=True, kw_only=True):
    """Starts a session.

    Args:
        broadcaster_id: the host; the token's user.

    Source: dev.twitch.tv/docs/api/reference#create-guest-star-session
    """

    operation = "create_guest_star_session"
    method = "POST"
    path = "/guest_star/session"
    tokens = ("user",)
    scopes = ("channel:manage:guest_star",)
    token_owner = "broadcaster_id"
    beta = True
    row = GuestStarSession

    broadcaster_id: str


class EndGuestStarSession(Endpoint[GuestStarSession], frozen=True, kw_only=True):
    """Ends a session, and says what it was like at its end.

    Args:
        broadcaster_id: the host; the token's user.
        session_id: the session.

    Source: dev.twitch.tv/docs/api/reference#end-guest-star-session
    """

    operation = "end_guest_star_session"
    method = "DELETE"
    path = "/guest_star/session"
    tokens = ("user",)
    scopes = ("channel:manage:guest_star",)
    token_owner = "broadcaster_id"
    beta = True
    row = GuestStarSession

    broadcaster_id: str
    session_id: str
