"""One MP4 of a clip, and the choice among several."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from twitchkit.clips.unofficial import CODEC_WORDS
from twitchkit.errors import InvalidSetting, NoSuchRendition

Quality: TypeAlias = str | int
"""`"best"`, `"worst"`, a height (`1080`, `"1080"`, `"1080p"`) or a height and a frame rate (`"1080p60"`)."""

_STEP = re.compile(r"([1-9][0-9]{1,4})(?:p([1-9][0-9]{0,2})?)?", re.IGNORECASE)


class Rendition(msgspec.Struct, frozen=True, kw_only=True):
    """One MP4 of a clip as Twitch offers it.

    Args:
        height: pixels as Twitch labels it (1080, 720, …; portrait ones are odd: 607, 918); 0 when not told.
        width: pixels, None when not told.
        frame_rate: frames a second, None when not told.
        codec: "avc", "hevc", another word of Twitch's, or None when not told.
        bitrate: bits a second, None when not told.
        portrait: taller than wide.
        url: where it lies, without signature.
    """

    height: int
    url: str
    width: int | None = None
    frame_rate: float | None = None
    codec: str | None = None
    bitrate: int | None = None
    portrait: bool = False

    @property
    def label(self) -> str:
        """A short name for people: "1080p60", "1440p60 hevc", "607p30 portrait"."""
        size = f"{self.height}p" if self.height else "unlabelled"
        rate = str(round(self.frame_rate)) if self.frame_rate and self.height else ""
        codec = f" {self.codec}" if self.codec not in (None, "avc") else ""
        return f"{size}{rate}{codec}{' portrait' if self.portrait else ''}"


def choose_rendition(
    renditions: Sequence[Rendition],
    *,
    quality: Quality = "best",
    portrait: bool = False,
    codec: str | None = None,
) -> Rendition:
    """The one that fits best; see `rank_renditions`.

    Raises:
        NoSuchRendition: none of that shape or codec is offered.
        InvalidSetting: a quality or codec that means nothing.
    """
    return rank_renditions(renditions, quality=quality, portrait=portrait, codec=codec)[0]


def rank_renditions(
    renditions: Sequence[Rendition],
    *,
    quality: Quality = "best",
    portrait: bool = False,
    codec: str | None = None,
) -> list[Rendition]:
    """The one that fits best, then the others of that shape and codec in the order to fall back to.

    Args:
        quality: "best", "worst", or a step that must not be exceeded; when every file exceeds it, the lowest
            one is taken.  Behind the chosen one come the next lower ones, then the higher ones.
        portrait: only portrait ones; False: only landscape ones.
        codec: "avc" or "hevc" (also "h264", "h265"): only those.  None: the highest, whatever the codec; of
            the same height AVC first, which plays in more places.

    A file whose height is not told counts as higher than those behind it: Twitch lists the highest first.

    Raises:
        NoSuchRendition: none of that shape or codec is offered.
        InvalidSetting: a quality or codec that means nothing.
    """
    step = read_quality(quality)
    wanted = read_codec(codec)
    fitting = [one for one in renditions if one.portrait == portrait and (wanted in (None, _codec(one)))]
    if not fitting:
        shape = "portrait" if portrait else "landscape"
        asked = " ".join(part for part in (str(quality), wanted, shape) if part)
        raise NoSuchRendition(asked=asked, offered=[one.label for one in renditions])
    heights = _heights(fitting)

    def falling(one: Rendition) -> tuple[float, ...]:
        return (-heights[one], _fewer_players(one), -(one.frame_rate or 0), -(one.bitrate or 0))

    def nearest_rate(one: Rendition) -> tuple[float, ...]:
        return (-heights[one], one.frame_rate or 0, _fewer_players(one), -(one.bitrate or 0))

    if step == "best":
        return sorted(fitting, key=falling)
    if isinstance(step, str):
        return sorted(fitting, key=lambda one: (heights[one], *_rising(one)))
    height, frame_rate = step
    within = [one for one in fitting if heights[one] <= height]
    above = sorted(
        (one for one in fitting if heights[one] > height), key=lambda one: (heights[one], falling(one))
    )
    smooth = [one for one in within if frame_rate is not None and round(one.frame_rate or 0) > frame_rate]
    fair = [one for one in within if one not in smooth]
    return [*sorted(fair, key=falling), *sorted(smooth, key=nearest_rate), *above]


def read_quality(quality: Quality) -> str | tuple[int, int | None]:
    """ "best", "worst", or the height and the frame rate that must not be exceeded.

    Raises:
        InvalidSetting: anything else.
    """
    text = str(quality).strip().lower() if not isinstance(quality, bool) else ""
    if text in ("best", "worst"):
        return text
    found = _STEP.fullmatch(text)
    if not found:
        raise InvalidSetting(
            setting="quality",
            value=str(quality),
            rule='It is "best", "worst", or a step such as 1080 or 720p30.',
        )
    return int(found[1]), int(found[2]) if found[2] else None


def read_codec(codec: str | None) -> str | None:
    """ "avc", "hevc" or None, from any usual spelling.

    Raises:
        InvalidSetting: another codec.
    """
    if codec is None:
        return None
    known = CODEC_WORDS.get(codec.strip().lower().replace(".", ""))
    if known is None:
        raise InvalidSetting(setting="codec", value=codec, rule="It is avc (h264) or hevc (h265).")
    return known


def _codec(rendition: Rendition) -> str:
    # Twitch: clips whose codec is not told are from before HEVC came (2025-09).
    return rendition.codec or "avc"


def _fewer_players(rendition: Rendition) -> int:
    return {"avc": 0, "hevc": 1}.get(_codec(rendition), 2)


def _rising(one: Rendition) -> tuple[float, ...]:
    return (_fewer_players(one), one.frame_rate or 0, one.bitrate or 0)


def _heights(renditions: Sequence[Rendition]) -> Mapping[Rendition, float]:
    found: dict[Rendition, float] = {}
    above = 0.0
    for one in reversed(renditions):
        found[one] = one.height or (above + 0.5 if above else 0)
        above = max(above, found[one])
    return found
