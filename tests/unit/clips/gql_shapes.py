"""Answers of Twitch's GraphQL as tools have recorded them, made anew for a clip that does not exist."""

from __future__ import annotations

import json
from typing import Any

from screenplay import answer
from twitchkit.wire import Response

SLUG = "CalmTestOtterKappa-abcdefghijklmnop"
EXPIRES = 1_770_625_771
SIGNATURE = "8e86ceab18c39ba33b51d93e7a48b38ae3539399"
MEDIA = "https://d1ndex63qxojbr.cloudfront.net/nauth/5f3cedc7-56cd-4d92-91eb-dd6f1fffda58"
DEAD = "https://production.assets.clips.twitchcdn.net/v2/media"


def quality(label: str, rate: float = 60.0133362969549, **more: Any) -> dict[str, Any]:
    return {
        "quality": label,
        "frameRate": rate,
        "sourceURL": f"{MEDIA}/landscape/avc/{label}/index.mp4",
        **more,
    }


def portrait(label: str, **more: Any) -> dict[str, Any]:
    return quality(label, **{"sourceURL": f"{MEDIA}/portrait/avc/{label}/index.mp4", **more})


def asset(ratio: float, *qualities: dict[str, Any] | None, layout: str | None = None) -> dict[str, Any]:
    return {
        "aspectRatio": ratio,
        "thumbnailURL": "https://static-cdn.jtvnw.net/x.jpg",
        "portraitMetadata": {"portraitClipLayout": layout} if layout else None,
        "videoQualities": list(qualities),
    }


def token(slug: str = SLUG, **more: Any) -> dict[str, Any]:
    value = {
        "authorization": {"forbidden": False, "reason": ""},
        "clip_uri": f"{MEDIA}/landscape/avc/1080/index.mp4",
        "clip_slug": slug,
        "device_id": None,
        "expires": EXPIRES,
        "user_id": "",
        "version": 3,
        **more,
    }
    return {"signature": SIGNATURE, "value": json.dumps(value, separators=(",", ":"))}


def clip(slug: str = SLUG, **more: Any) -> dict[str, Any]:
    """Our own query's clip: 1080, 720 and 480, no portrait."""
    return {
        "slug": slug,
        "title": "a goal",
        "createdAt": "2026-09-22T16:51:32Z",
        "durationSeconds": 43,
        "viewCount": 27,
        "language": "EN",
        "thumbnailURL": "https://static-cdn.jtvnw.net/twitch-video-assets/x/thumb-0000000000-1920x1080.jpg",
        "broadcaster": {"id": "25722719", "login": "somechannel", "displayName": "SomeChannel"},
        "curator": {"id": "153057175", "login": "fan_24", "displayName": "Fan_24"},
        "game": {"id": "27546", "name": "A Game"},
        "video": {"id": "2345678901"},
        "videoOffsetSeconds": 3600,
        "videoQualities": [quality("1080"), quality("720"), quality("480", 30.0066681484774)],
        "assets": [
            asset(1.7777777910232544, quality("1080"), quality("720"), quality("480", 30.0066681484774))
        ],
        "playbackAccessToken": token(slug),
        **more,
    }


def operation(found: Any) -> dict[str, Any]:
    """One operation's answer."""
    return {"data": {"clip": found}, "extensions": {"durationMilliseconds": 42}}


def failed(message: str, *, challenge: str | None = None, **more: Any) -> dict[str, Any]:
    """One operation's error."""
    extensions = {"extensions": {"challenge": {"type": challenge}}} if challenge else {}
    return {"errors": [{"message": message, "path": ["clip"], **extensions}], **more}


def batch(*operations: Any) -> Response:
    """The answer to a list of operations."""
    return answer(200, list(operations))
