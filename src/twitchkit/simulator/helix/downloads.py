"""Get Clips Download (clips.md §4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.cdn.addresses import download
from twitchkit.simulator.helix.limits import values
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.links import Links
from twitchkit.simulator.playback import DOWNLOAD_LIFETIME_S, token
from twitchkit.simulator.world import Clip, World

SCOPES = frozenset({"editor:manage:clips", "channel:manage:clips"})
MOST = 10


def get_clips_download(world: World, asked: Asked, grant: Grant, links: Links) -> Mapping[str, object]:
    """GET /helix/clips/downloads."""
    editor_id, broadcaster_id = asked.first("editor_id"), asked.first("broadcaster_id")
    ids = values(asked, "clip_id", most=MOST)
    for name, value in (("editor_id", editor_id), ("broadcaster_id", broadcaster_id), ("clip_id", ids)):
        if not value:
            raise Refused(400, f'Missing required parameter "{name}"')
    if grant.user_id is not None and grant.user_id != editor_id:
        raise Refused(401, "The ID in editor_id must match the user ID found in the request's OAuth token.")
    editor = world.user_with(editor_id or "")
    # An app token acts with what the editor granted the app.
    granted = world.ledger.granted(grant.client_id, editor.id) if editor else None
    held = frozenset(grant.scopes) if grant.user_id else granted or frozenset[str]()
    if not held & SCOPES:
        raise Refused(401, "Missing scope: editor:manage:clips or channel:manage:clips")
    if editor is None or not editor.may_edit(broadcaster_id or ""):
        raise Refused(403, "The user in editor_id is not an editor of the channel in broadcaster_id")
    clips = [world.clips.get(slug) for slug in ids]
    if any(clip is None or clip.broadcaster.id != broadcaster_id for clip in clips):
        raise Refused(400, "A clip in clip_id does not exist or is not the channel's")
    return {"data": [_row(world, clip, links) for clip in clips if clip]}


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
