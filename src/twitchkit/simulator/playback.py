"""Signatures that open media for a while."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from enum import Enum

import msgspec

from twitchkit.shape import ready
from twitchkit.simulator.cdn.addresses import source
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import Clip, World

LIFETIME_S = 20 * 3600
"""Exactly 20 hours in seven of seven captures, 2025-03 to 2026-03."""
DOWNLOAD_LIFETIME_S = 3600
"""Links of Get Clips Download are temporary; how long they last is not documented."""


class Verdict(Enum):
    """What a signature is worth."""

    GOOD = "good"
    ABSENT = "absent"
    FALSE = "false"
    EXPIRED = "expired"
    FOREIGN = "of another clip"


def token(world: World, clip: Clip, links: Links, *, lifetime_s: int = LIFETIME_S) -> tuple[str, str]:
    """Signature and value of a playback token for `clip`: one token opens all its renditions."""
    shape = next((shape for shape in clip.listed if not clip.missing(shape)), clip.listed[0])
    expires_at = world.clock.now() + timedelta(seconds=lifetime_s)
    value = msgspec.json.encode(
        {
            "authorization": {"forbidden": world.ledger.quirks.forbidden, "reason": ""},
            "clip_uri": source(clip, shape, links),
            "clip_slug": clip.slug,
            "device_id": None,
            "expires": int(expires_at.timestamp()),
            "user_id": "",
            "version": 3,
        }
    ).decode()
    return _signature(world, value), value


class _Value(msgspec.Struct):
    clip_slug: str
    expires: int


def judge(world: World, clip: Clip, signature: str | None, value: str | None) -> Verdict:
    """What `signature` and `value` of a media request are worth for `clip`."""
    if not signature or not value:
        return Verdict.ABSENT
    if not hmac.compare_digest(_signature(world, value).encode(), signature.encode("utf-8", "replace")):
        return Verdict.FALSE
    said = msgspec.json.decode(value.encode(), type=ready(_Value))
    if said.expires <= world.clock.now().timestamp():
        return Verdict.EXPIRED
    return Verdict.GOOD if said.clip_slug == clip.slug else Verdict.FOREIGN


def _signature(world: World, value: str) -> str:
    return hmac.new(world.signing_key, value.encode("utf-8", "replace"), hashlib.sha1).hexdigest()
