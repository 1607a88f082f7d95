"""Get Extension Live Channels."""

from __future__ import annotations

from collections.abc import Mapping

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Paged, page
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.helix.streams import encode, most_watched
from twitchkit.simulator.world.extensions import Extensions

SHOWN = ("game_name", "game_id", "title")


class _Query(Paged, kw_only=True):
    extension_id: str


def get_extension_live_channels(call: Call) -> Mapping[str, object]:
    """GET /helix/extensions/live: those that show it; `pagination` is a plain text."""
    asked, extensions = call.query(_Query), call.book(Extensions)
    if extensions.called(asked.extension_id) is None:
        raise Refused(404, "The extension specified in the extension_id parameter was not found")
    showing = {
        channel_id
        for channel_id, slots in extensions.shown.items()
        if any(shown.extension_id == asked.extension_id for shown in slots.values())
    }
    found = [stream for stream in most_watched(call) if stream.user_id in showing]
    rows, pagination = page(found, asked)
    data = [
        {
            "broadcaster_id": stream.user_id,
            "broadcaster_name": known(call, stream.user_id).display_name,
            **{name: encode(call, stream)[name] for name in SHOWN},
        }
        for stream in rows
    ]
    # Twitch: a text where every other listing has an object (twitchdev/issues#541).
    return {"data": data, "pagination": pagination.get("cursor", "")}


ROUTES: Routes = {("GET", "/helix/extensions/live"): Route(answer=get_extension_live_channels)}
