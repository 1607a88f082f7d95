"""Thumbnails and other pictures."""

from __future__ import annotations

import re
from urllib.parse import unquote

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.links import Links
from twitchkit.simulator.movie.base import packaged
from twitchkit.simulator.world import Clip, World

SIZES = ((86, 45), (260, 147), (480, 272), (153, 272), (1920, 1080))
SIZE = re.compile(r"(\d{1,5})x(\d{1,5})\.(?:jpg|png)$", re.ASCII)
KEYED = re.compile(r"^/(?:twitch-clips/)?(.+?)-(?:social-)?preview(?:-\d+x\d+)?\.jpg$", re.ASCII)
SLUGGED = re.compile(
    r"^/twitch-clips-thumbnails-prod/([\w-]+)/([0-9a-f-]{36})/preview(?:-\d+x\d+)?\.jpg$", re.ASCII
)
ASSET = re.compile(
    r"^/twitch-video-assets/twitch-vap-video-assets-prod-us-west-2/([0-9a-f-]{36})"
    r"/(?:landscape|portrait)/thumb/thumb-\d{10}-\d+x\d+\.jpg$",
    re.ASCII,
)
DECORATION = re.compile(
    r"^/(?:jtv_user_pictures|ttv-boxart|cf_vods|previews-ttv|emoticons|badges|cheermotes)/"
)
MISSING_PATH = "/ttv-static/404_preview-480x272.jpg"


def picture_answer(world: World, path: str, links: Links) -> Answer:
    """The picture at `path` (decoded) of a picture host; for dead clips the way to the 404 picture."""
    if path.startswith("/ttv-static/404") or path == "/img/clips-404-320x180.png":
        return _picture("missing.png" if path.endswith(".png") else "missing.jpg")
    if DECORATION.match(path):
        return _picture(_nearest(path))
    if path.endswith(".mp4"):
        # Twitch: wrong names have come back as pictures there (teklynk/twitch_clips_player#13).
        return _picture("thumb-480x272.jpg")
    clip = _clip(world, path)
    if clip is None:
        return Answer(status=404)
    if clip.dead:
        return Answer(status=302, headers={"location": links.to(PICTURES, MISSING_PATH)})
    return _picture(_nearest(path))


def _clip(world: World, path: str) -> Clip | None:
    for pattern in (ASSET, SLUGGED, KEYED):
        if match := pattern.match(path):
            return world.clip_of_media(unquote(match.groups()[-1]))
    return None


def _nearest(path: str) -> str:
    match = SIZE.search(path)
    if match is None:
        return "thumb-480x272.jpg"
    width, height = int(match[1]), int(match[2])
    best = min(SIZES, key=lambda size: abs(size[0] - width) + abs(size[1] - height))
    return f"thumb-{best[0]}x{best[1]}.jpg"


def _picture(name: str) -> Answer:
    kind = "image/png" if name.endswith(".png") else "image/jpeg"
    return Answer(headers={"content-type": kind, "cache-control": "max-age=300"}, body=packaged(name))
