"""What extensions are."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.extension_gate import admit_extension, own_extension
from twitchkit.simulator.helix.reading import Paged, page
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import EXTENSION, Route, Routes
from twitchkit.simulator.helix.streams import encode as encode_stream
from twitchkit.simulator.helix.streams import most_watched
from twitchkit.simulator.world.broadcasts import Stream
from twitchkit.simulator.world.extensions import Extension, Extensions

ICONS = ("100x100", "24x24", "300x200")


class _Query(msgspec.Struct):
    extension_id: str
    extension_version: str | None = None


class _Live(Paged, kw_only=True):
    extension_id: str


def get_extensions(call: Call) -> Mapping[str, object]:
    """GET /helix/extensions: the JWT's own, whatever its state."""
    asked = call.query(_Query)
    return _told(own_extension(call, asked.extension_id), asked, call)


def get_released_extensions(call: Call) -> Mapping[str, object]:
    """GET /helix/extensions/released."""
    asked = call.query(_Query)
    return _told(call.book(Extensions).called(asked.extension_id), asked, call)


def get_live_channels(call: Call) -> Mapping[str, object]:
    """GET /helix/extensions/live: live channels that have it, most watched first."""
    asked = call.query(_Live)
    extensions = call.book(Extensions)
    if extensions.called(asked.extension_id) is None:
        raise Refused(404, "The extension specified in the extension_id parameter was not found")
    live = [stream for stream in most_watched(call) if stream.user_id in extensions.installed]
    rows, pagination = page(live, asked)
    # Twitch: the cursor alone, empty at the end (twitchdev/issues#541).
    return {"data": [_live(stream, call) for stream in rows], "pagination": pagination.get("cursor", "")}


def _live(stream: Stream, call: Call) -> Mapping[str, object]:
    told = encode_stream(call, stream)
    return {
        "broadcaster_id": told["user_id"],
        "broadcaster_name": told["user_name"],
        "game_name": told["game_name"],
        "game_id": told["game_id"],
        "title": told["title"],
    }


def _told(extension: Extension | None, asked: _Query, call: Call) -> Mapping[str, object]:
    if extension is None or asked.extension_version not in {None, extension.version}:
        raise Refused(404, "The extension specified in the extension_id parameter was not found")
    return {"data": [_encode(extension, call)]}


def _encode(extension: Extension, call: Call) -> Mapping[str, object]:
    author = call.world.users[extension.owner_id]
    viewer_url = f"https://{extension.id}.ext-twitch.tv/{extension.id}/{extension.version}/viewer.html"
    icons = {size: call.links.to(PICTURES, f"/extension-images/{extension.id}/{size}.png") for size in ICONS}
    view = {"viewer_url": viewer_url, "can_link_external_content": False}
    component = {
        "aspect_ratio_x": 160_000,
        "aspect_ratio_y": 90_000,
        "autoscale": True,
        "scale_pixels": 1_024,
        "target_height": 5_333,
    }
    views = {
        "mobile": {"viewer_url": viewer_url},
        "panel": {**view, "height": 300},
        "video_overlay": view,
        "component": {**view, **component},
        "config": view,
    }
    return {
        "author_name": author.display_name,
        "bits_enabled": True,
        "can_install": True,
        "configuration_location": "hosted",
        "description": extension.summary,
        "eula_tos_url": "",
        "has_chat_support": True,
        "icon_url": icons["100x100"],
        "icon_urls": icons,
        "id": extension.id,
        "name": extension.name,
        "privacy_policy_url": "",
        "request_identity_link": False,
        "screenshot_urls": [],
        "state": "Released",
        "subscriptions_support_level": "optional",
        "summary": extension.summary,
        "support_email": author.email,
        "version": extension.version,
        "viewer_summary": extension.summary,
        "views": views,
        "allowlisted_config_urls": [],
        "allowlisted_panel_urls": [],
    }


ROUTES: Routes = {
    ("GET", "/helix/extensions/live"): Route(answer=get_live_channels),
    ("GET", "/helix/extensions"): Route(
        answer=get_extensions, tokens=EXTENSION, admit=admit_extension, stateful=False
    ),
    ("GET", "/helix/extensions/released"): Route(answer=get_released_extensions, stateful=False),
}
