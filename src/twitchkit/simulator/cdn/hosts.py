"""What each media host answers (clips.md §3.3)."""

from __future__ import annotations

import re

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.cdn.addresses import LEGACY, OLD, PICTURES, TODAY
from twitchkit.simulator.cdn.files import film_answer
from twitchkit.simulator.cdn.pictures import picture_answer
from twitchkit.simulator.links import Links
from twitchkit.simulator.movie import Shape
from twitchkit.simulator.playback import Verdict, judge
from twitchkit.simulator.world import Clip, Era, World

NAUTH = re.compile(
    r"/nauth/([0-9a-f-]{36})/(landscape|portrait)/(avc|h264|hevc)/(\d{1,4})/index\.mp4", re.ASCII
)
V2 = re.compile(
    r"/v2/media/([\w-]+)/([0-9a-f-]{36})/(portrait-)?(?:vtg-)?video(?:-(\d{1,4}))?\.mp4", re.ASCII
)
KEYED = re.compile(r"/(.+?)\.mp4", re.ASCII)
LOWER = re.compile(r"(.+)-(720|480|360|852x480|640x360)", re.ASCII)
ACCESS_DENIED = b"""<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"""


def media(world: World, asked: Asked, host: str, path: str, links: Links) -> Answer:
    """The answer of media host `host` to a GET or HEAD of `path`, which is decoded."""
    if asked.method not in {"GET", "HEAD"}:
        return Answer(status=405)
    if host == TODAY:
        return _today(world, asked, path)
    if host == OLD:
        return _old(world, asked, path)
    if host in LEGACY and path.endswith(".mp4"):
        return _legacy(world, asked, path)
    assert host == PICTURES or host in LEGACY, "a media host without a rule"
    return picture_answer(world, path, links)


def _today(world: World, asked: Asked, path: str) -> Answer:
    match = NAUTH.fullmatch(path)
    clip = world.clip_of_media(match[1]) if match else None
    signature, value = asked.first("sig"), asked.first("token")
    if match is None or clip is None or clip.dead:
        return _denied() if signature and value else Answer(status=401)
    verdict = judge(world, clip, signature, value)
    if verdict in {Verdict.ABSENT, Verdict.FALSE}:
        return Answer(status=401)
    if verdict is not Verdict.GOOD:
        return _denied()
    shape = _shape(clip, match[4], portrait=match[2] == "portrait")
    codec = "avc" if match[3] == "h264" else match[3]
    if shape is None or shape.codec != codec or clip.missing(shape):
        return Answer(status=404)
    return film_answer(clip, shape, asked)


def _old(world: World, asked: Asked, path: str) -> Answer:
    if match := V2.fullmatch(path):
        clip, quality, portrait = world.clip_of_media(match[2]), match[4], bool(match[3])
    else:
        clip, quality = _keyed(world, path)
        portrait = False
    signature, value = asked.first("sig"), asked.first("token")
    if clip is None or not signature or not value:
        return Answer(status=404)
    if clip.dead or judge(world, clip, signature, value) is not Verdict.GOOD:
        return _denied()
    shape = _shape(clip, quality, portrait=portrait)
    if match is None or shape is None:
        return Answer(status=404)
    return film_answer(clip, shape, asked)


def _denied() -> Answer:
    return Answer(status=403, headers={"content-type": "application/xml"}, body=ACCESS_DENIED)


def _legacy(world: World, asked: Asked, path: str) -> Answer:
    """No token needed, but only the clips that were never moved are still there."""
    clip, quality = _keyed(world, path)
    # Era C: public code swaps the host, others report failure; here it works for every second clip.
    stayed = clip is not None and (clip.era in {Era.A, Era.B} or (clip.era is Era.C and clip.number % 2 == 0))
    if clip is None or clip.dead or not stayed:
        return Answer(status=404)
    shape = _shape(clip, quality, portrait=False)
    return film_answer(clip, shape, asked) if shape else Answer(status=404)


def _keyed(world: World, path: str) -> tuple[Clip | None, str | None]:
    """The clip of `/KEY.mp4` or `/KEY-720.mp4`, and the quality named."""
    match = KEYED.fullmatch(path)
    if match is None:
        return None, None
    if clip := world.clip_of_media(match[1]):
        return clip, None
    lower = LOWER.fullmatch(match[1])
    if lower is None:
        return None, None
    return world.clip_of_media(lower[1]), lower[2].rpartition("x")[2]


def _shape(clip: Clip, quality: str | None, *, portrait: bool) -> Shape | None:
    if portrait:
        return clip.portrait if clip.portrait and quality in {None, clip.portrait.quality} else None
    if quality is None:
        return next((shape for shape in clip.listed if not clip.missing(shape)), None)
    return next((shape for shape in clip.landscape if shape.quality == quality), None)
