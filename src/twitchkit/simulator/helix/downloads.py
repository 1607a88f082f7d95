"""Get Clips Download (clips.md §4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote

import msgspec
from msgspec import Meta

from twitchkit.simulator.cdn.addresses import download
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import AppGrant, Limit, Route, Routes
from twitchkit.simulator.helix.standing import edited
from twitchkit.simulator.links import Links
from twitchkit.simulator.playback import DOWNLOAD_LIFETIME_S, token
from twitchkit.simulator.world import Clip, World

SCOPES = ("editor:manage:clips", "channel:manage:clips")


class _Query(msgspec.Struct):
    editor_id: str
    broadcaster_id: str
    clip_id: Annotated[tuple[str, ...], Meta(max_length=10)]


def get_clips_download(call: Call) -> Mapping[str, object]:
    """GET /helix/clips/downloads."""
    world, asked = call.world, call.query(_Query)
    edited(call, asked.broadcaster_id)
    clips = [world.clip_called(slug) for slug in asked.clip_id]
    if any(clip is None or clip.broadcaster.id != asked.broadcaster_id for clip in clips):
        raise Refused(400, "A clip in clip_id does not exist or is not the channel's")
    return {"data": [_row(world, clip, call.links) for clip in clips if clip]}


def _row(world: World, clip: Clip, links: Links) -> Mapping[str, object]:
    signature, value = token(world, clip, links, lifetime_s=DOWNLOAD_LIFETIME_S)
    query = f"?sig={signature}&token={quote(value, safe='')}"
    landscape = download(clip, portrait=False, links=links) + query
    portrait = download(clip, portrait=True, links=links) + query
    return {
        "clip_id": clip.slug,
        "landscape_download_url": None if clip.dead else landscape,
        "portrait_download_url": portrait if clip.portrait and not clip.dead else None,
    }


ROUTES: Routes = {
    ("GET", "/helix/clips/downloads"): Route(
        answer=get_clips_download,
        scopes=SCOPES,
        owner="editor_id",
        app_grants=(AppGrant(user="editor_id", any_of=SCOPES),),
        limits=(Limit(points=100, per_s=60, key=lambda call: call.grant.client_id),),
    )
}
