"""The host names of Twitch that the simulator stands in for."""

from __future__ import annotations

from typing import Final

from twitchkit.simulator.cdn.addresses import HOSTS

SITES: Final = ("id.twitch.tv", "api.twitch.tv", "gql.twitch.tv", "www.twitch.tv", "clips.twitch.tv")
NAMES: Final = (*SITES, *sorted(HOSTS))
"""All of them, the media hosts last."""
TWITCH: Final = "https://"
"""Base of links that keep Twitch's own names."""
