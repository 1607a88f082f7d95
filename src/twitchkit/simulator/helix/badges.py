"""Get Channel Chat Badges, Get Global Chat Badges."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Final
from uuid import UUID

import msgspec

from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.route import Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.links import Links

GLOBAL: Final = {
    "broadcaster": {"1": "Broadcaster"},
    "moderator": {"1": "Moderator"},
    "vip": {"1": "VIP"},
    "partner": {"1": "Verified"},
    "subscriber": {"0": "Subscriber", "1": "Subscriber"},
    "premium": {"1": "Prime Gaming"},
    "bits": {"1": "cheer 1", "100": "cheer 100", "1000": "cheer 1000"},
    "no_audio": {"1": "Watching without audio"},
}
OF_CHANNEL: Final = {
    "subscriber": {
        "0": "Subscriber",
        "3": "3-Month Subscriber",
        "6": "6-Month Subscriber",
        "12": "1-Year Subscriber",
    },
    "bits": {"1": "cheer 1", "100": "cheer 100"},
}


class _Channel(msgspec.Struct):
    broadcaster_id: str


def get_channel_chat_badges(call: Call) -> Mapping[str, object]:
    """GET /helix/chat/badges: a partner's or affiliate's own."""
    channel = known(call, call.query(_Channel).broadcaster_id)
    own = OF_CHANNEL if channel.kind else {}
    return {"data": [_set(call.links, name, versions, channel.id) for name, versions in own.items()]}


def get_global_chat_badges(call: Call) -> Mapping[str, object]:
    """GET /helix/chat/badges/global."""
    return {"data": [_set(call.links, name, versions, "") for name, versions in GLOBAL.items()]}


def _set(links: Links, name: str, versions: Mapping[str, str], owner_id: str) -> Mapping[str, object]:
    return {
        "set_id": name,
        "versions": [
            {
                "id": version,
                **_images(links, f"{owner_id}/{name}/{version}"),
                "title": title,
                "description": title,
                "click_action": "subscribe_to_channel" if name == "subscriber" else None,
                "click_url": None,
            }
            for version, title in versions.items()
        ],
    }


def _images(links: Links, name: str) -> Mapping[str, str]:
    badge = UUID(bytes=sha256(name.encode()).digest()[:16], version=4)
    return {
        f"image_url_{size}x": links.to(PICTURES, f"/badges/v1/{badge}/{number}")
        for number, size in enumerate((1, 2, 4), 1)
    }


ROUTES: Routes = {
    ("GET", "/helix/chat/badges"): Route(answer=get_channel_chat_badges, stateful=False),
    ("GET", "/helix/chat/badges/global"): Route(answer=get_global_chat_badges, stateful=False),
}
