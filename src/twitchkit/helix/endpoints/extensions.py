"""Extensions: what they are, and where they are live."""

from __future__ import annotations

from msgspec import field

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Row, Several, TidyRow
from twitchkit.helix.rules import Between


class ExtensionIcons(TidyRow, frozen=True, kw_only=True):
    """Addresses of an icon by size; Twitch's names are the sizes alone."""

    blank_is_none = ("size_100x100", "size_24x24", "size_300x200")

    size_100x100: str | None = field(name="100x100", default=None)
    size_24x24: str | None = field(name="24x24", default=None)
    size_300x200: str | None = field(name="300x200", default=None)


class MobileView(Row, frozen=True, kw_only=True):
    """On phones."""

    viewer_url: str = ""


class PanelView(Row, frozen=True, kw_only=True):
    """Below the video.

    Args:
        height: pixels.
    """

    can_link_external_content: bool
    viewer_url: str = ""
    height: int = 0


class OverlayView(Row, frozen=True, kw_only=True):
    """Over the whole video."""

    can_link_external_content: bool
    viewer_url: str = ""


class ComponentView(Row, frozen=True, kw_only=True):
    """Over a part of the video.

    Args:
        aspect_ratio_x: of the width.
    """

    autoscale: bool
    can_link_external_content: bool
    viewer_url: str = ""
    aspect_ratio_x: int = 0
    aspect_ratio_y: int = 0
    scale_pixels: int = 0
    target_height: int = 0


class ConfigView(Row, frozen=True, kw_only=True):
    """Where its owner sets it up."""

    can_link_external_content: bool
    viewer_url: str = ""


class ExtensionViews(Row, frozen=True, kw_only=True):
    """Where an extension can be shown; None where it cannot."""

    mobile: MobileView | None = None
    panel: PanelView | None = None
    video_overlay: OverlayView | None = None
    component: ComponentView | None = None
    config: ConfigView | None = None


class Extension(TidyRow, frozen=True, kw_only=True):
    """An extension.

    Args:
        configuration_location: hosted, custom or none.
        icon_urls: by size.
        state: such as `Released`; an open set.
        subscriptions_support_level: none or optional.
    """

    null_is_empty = ("screenshot_urls", "allowlisted_config_urls", "allowlisted_panel_urls")

    bits_enabled: bool
    can_install: bool
    has_chat_support: bool
    icon_urls: ExtensionIcons
    id: str
    request_identity_link: bool
    views: ExtensionViews
    author_name: str = ""
    configuration_location: str = ""
    description: str = ""
    eula_tos_url: str = ""
    icon_url: str = ""
    name: str = ""
    privacy_policy_url: str = ""
    screenshot_urls: Several[str] = ()
    state: str = ""
    subscriptions_support_level: str = ""
    summary: str = ""
    support_email: str = ""
    version: str = ""
    viewer_summary: str = ""
    allowlisted_config_urls: Several[str] = ()
    allowlisted_panel_urls: Several[str] = ()


class GetExtensions(Endpoint[Extension], frozen=True, kw_only=True):
    """One extension of the JWT's client, whatever its state.

    Takes a JWT signed with the extension's secret in place of a token.

    Args:
        extension_id: the extension.
        extension_version: None for the one in use.

    Source: dev.twitch.tv/docs/api/reference#get-extensions
    """

    operation = "get_extensions"
    path = "/extensions"
    tokens = ("extension-jwt",)
    row = Extension

    extension_id: str
    extension_version: str | None = None


class GetReleasedExtensions(Endpoint[Extension], frozen=True, kw_only=True):
    """One released extension.

    Args:
        extension_id: the extension.
        extension_version: None for the newest.

    Source: dev.twitch.tv/docs/api/reference#get-released-extensions
    """

    operation = "get_released_extensions"
    path = "/extensions/released"
    row = Extension

    extension_id: str
    extension_version: str | None = None


class ExtensionLiveChannel(TidyRow, frozen=True, kw_only=True):
    """A live channel with the extension.

    Args:
        game_id: empty without a category.
    """

    blank_is_none = ("title",)

    broadcaster_id: str
    broadcaster_name: str = ""
    game_name: str = ""
    game_id: str = ""
    title: str | None = None


class GetExtensionLiveChannels(Endpoint[ExtensionLiveChannel], frozen=True, kw_only=True):
    """Live channels that have an extension installed or active; a few minutes behind.

    Args:
        extension_id: the extension.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-extension-live-channels
    """

    operation = "get_extension_live_channels"
    path = "/extensions/live"
    row = ExtensionLiveChannel
    rules = (Between("first", 1, 100),)
    paged = True

    extension_id: str
    first: int | None = None
    after: str | None = None
