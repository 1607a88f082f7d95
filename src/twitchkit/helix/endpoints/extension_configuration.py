"""What an extension keeps at Twitch."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.facts import Quota
from twitchkit.helix.row import TidyRow
from twitchkit.helix.rules import Bytes, Count, OneOf


class ExtensionConfigurationSegment(TidyRow, frozen=True, kw_only=True):
    """What is stored.

    Args:
        segment: broadcaster, developer or global.
        broadcaster_id: None for the global one.
    """

    blank_is_none = ("broadcaster_id",)

    segment: str = ""
    broadcaster_id: str | None = None
    content: str = ""
    version: str = ""


class GetExtensionConfigurationSegment(Endpoint[ExtensionConfigurationSegment], frozen=True, kw_only=True):
    """What an extension has stored.

    Takes a JWT signed with the extension's secret in place of a token.

    Limits of its own: 20 in a minute for each segment.

    Args:
        broadcaster_id: the channel, for the segments `broadcaster` and `developer`.
        extension_id: the extension.
        segment: broadcaster, developer or global; up to all three.

    Source: dev.twitch.tv/docs/api/reference#get-extension-configuration-segment
    """

    operation = "get_extension_configuration_segment"
    path = "/extensions/configurations"
    tokens = ("extension-jwt",)
    rate_limits = (Quota(20, 60, "segment", ("extension_id", "segment")),)
    row = ExtensionConfigurationSegment
    repeated = ("segment",)
    rules = (
        OneOf("segment", ("broadcaster", "developer", "global")),
        Count("segment", 1, 3),
    )

    broadcaster_id: str | None = None
    extension_id: str
    segment: Sequence[str] | str


class SetExtensionConfigurationSegment(Command, frozen=True, kw_only=True):
    """Stores one segment of an extension's configuration.

    Takes a JWT signed with the extension's secret in place of a token.

    Limits of its own: 20 in a minute for each segment.

    Args:
        extension_id: the extension.
        segment: broadcaster, developer or global.
        broadcaster_id: the channel, for the segments `broadcaster` and `developer`.
        content: at most 5 KB.
        version: the extension's own mark.

    Source: dev.twitch.tv/docs/api/reference#set-extension-configuration-segment
    """

    operation = "set_extension_configuration_segment"
    method = "PUT"
    path = "/extensions/configurations"
    tokens = ("extension-jwt",)
    rate_limits = (Quota(20, 60, "segment", ("extension_id", "segment")),)
    in_body = ("extension_id", "segment", "broadcaster_id", "content", "version")
    rules = (
        OneOf("segment", ("broadcaster", "developer", "global")),
        Bytes("content", 5 * 1024),
    )

    extension_id: str
    segment: str
    broadcaster_id: str | None = None
    content: str | None = None
    version: str | None = None


class SetExtensionRequiredConfiguration(Command, frozen=True, kw_only=True):
    """Marks an extension as configured on a channel, so that it can be activated.

    The JWT's user is the extension's owner.

    Takes a JWT signed with the extension's secret in place of a token.

    Args:
        broadcaster_id: the channel.
        extension_id: the extension.
        extension_version: its version.
        required_configuration: the text that the version asks for.

    Source: dev.twitch.tv/docs/api/reference#set-extension-required-configuration
    """

    operation = "set_extension_required_configuration"
    method = "PUT"
    path = "/extensions/required_configuration"
    tokens = ("extension-jwt",)
    in_body = ("extension_id", "extension_version", "required_configuration")

    broadcaster_id: str
    extension_id: str
    extension_version: str
    required_configuration: str
