"""A `clip` object of Twitch's GraphQL → metadata, files and signed links."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from twitchkit.clips.link import Link
from twitchkit.clips.media_url import may_follow
from twitchkit.clips.playback_token import PlaybackToken
from twitchkit.clips.rendition import Rendition
from twitchkit.clips.sources.gql_answer import WHERE, misshapen
from twitchkit.clips.sources.gql_metadata import in_graphql, read_metadata
from twitchkit.clips.sources.source import Finding
from twitchkit.clips.unofficial import CODEC_WORDS, HEVC_FILE_PREFIX, SIGNATURE_LASTS_S
from twitchkit.errors import (
    ClipError,
    ClipGone,
    ClipNotReady,
    ClipUnavailable,
    PlaybackRefused,
    UnexpectedAnswer,
)
from twitchkit.secret import SignedUrl
from twitchkit.shape import ready
from twitchkit.wire.request import encode_query

_NUMBER = re.compile(r"[0-9]+")


class _Quality(msgspec.Struct, rename=in_graphql):
    quality: str | int | None = None
    frame_rate: float | None = None
    source_url: str | None = None
    width: int | None = None
    height: int | None = None
    bitrate: int | None = None
    codecs: str | None = None
    video_codec: str | None = None


class _Portrait(msgspec.Struct, rename=in_graphql):
    portrait_clip_layout: str | None = None


class _Asset(msgspec.Struct, rename=in_graphql):
    aspect_ratio: float | None = None
    portrait_metadata: _Portrait | None = None
    video_qualities: list[_Quality | None] | None = None

    @property
    def portrait(self) -> bool:
        # Twitch: neither the order of assets nor their width and height tell (observed 2025-09).
        return self.aspect_ratio < 1 if self.aspect_ratio else self.portrait_metadata is not None


class _Token(msgspec.Struct):
    signature: str | None = None
    value: str | None = None


class _Media(msgspec.Struct, rename=in_graphql):
    slug: str | None = None
    video_qualities: list[_Quality | None] | None = None
    assets: list[_Asset | None] | None = None
    playback_access_token: _Token | None = None


def read_clip(
    clip: object, slug: str, *, received_at: float | None = None
) -> Finding | ClipError | UnexpectedAnswer:
    """What the `clip` object says of `slug`: of our own query, and of the persisted ones that tools record.

    Args:
        clip: the decoded JSON, None when Twitch knows no such clip.
        slug: the clip asked for.
        received_at: Unix seconds of the answer, for signatures that do not say when they end.
    """
    if clip is None:
        return ClipGone(slug=slug)
    try:
        media = msgspec.convert(clip, ready(_Media), strict=False)
    except msgspec.ValidationError as error:
        return misshapen(error, "$.data.clip")
    if media.slug not in (None, "", slug):
        return UnexpectedAnswer(
            where=WHERE, problem="another clip than the one asked for - at `$.data.clip.slug`"
        )
    token = media.playback_access_token
    if token is None or not token.signature or not token.value:
        if not any(one.url for one in renditions_of(media)):
            return ClipNotReady(slug=slug)
        return _unavailable(slug, "Twitch gave no playback token")
    told = PlaybackToken.read(token.value) or PlaybackToken()
    if told.forbidden:
        return PlaybackRefused(slug=slug, reason=told.reason)
    sign = _Signer.of(token.signature, token.value, told.expires_at or _fallback_expiry(received_at))
    return _finding(slug, clip, renditions_of(media), told, sign)


def _finding(
    slug: str, clip: object, renditions: list[Rendition], told: PlaybackToken, sign: _Signer
) -> Finding | ClipError:
    urls = {one.url: one for one in renditions}
    named: dict[str, Rendition | None] = {**urls}
    if told.clip_uri and told.clip_uri not in urls:
        named[told.clip_uri] = None
    if not named:
        return ClipNotReady(slug=slug)
    # Files on the host that Twitch emptied in 2026 are tried like any other: the host decides, not its name.
    named = {url: one for url, one in named.items() if may_follow(url)}
    if not named:
        return _unavailable(slug, "Twitch named no address that may be followed")
    links = tuple(sign.link(url, one) for url, one in named.items())
    return Finding(links=links, clip=read_metadata(clip, slug))


class _Signer(msgspec.Struct, frozen=True):
    query: str
    expires_at: datetime | None

    @classmethod
    def of(cls, signature: str, value: str, expires_at: datetime | None) -> _Signer:
        # Twitch: the value is JSON and works only when it is encoded whole; one serves all of a clip's files.
        return cls(encode_query((("sig", signature), ("token", value))), expires_at)

    def link(self, url: str, rendition: Rendition | None) -> Link:
        bare = url.partition("#")[0]
        return Link(
            url=SignedUrl(f"{bare}{'&' if '?' in bare else '?'}{self.query}"),
            source=WHERE,
            rendition=rendition,
            expires_at=self.expires_at,
            portrait=rendition.portrait if rendition else "/portrait/" in bare,
        )


def renditions_of(media: _Media) -> list[Rendition]:
    """All files named, once each, entries without an address left out."""
    found: dict[str, Rendition] = {}
    read: dict[str, _Quality] = {}
    for asset in media.assets or ():
        if asset:
            for quality in asset.video_qualities or ():
                if quality and quality.source_url:
                    url = quality.source_url
                    if url not in found:
                        found[url], read[url] = _rendition(quality, url, portrait=asset.portrait), quality
    # Twitch: the clip's own list repeats the landscape asset's AVC files, at times with fewer fields.
    for quality in media.video_qualities or ():
        if quality and (url := quality.source_url):
            known = found.get(url)
            if known is None or (quality != read.get(url) and not _is_complete(known)):
                one = _rendition(quality, url, portrait=False)
                found[url] = _completed(known, one) if known else one
    return list(found.values())


def _rendition(quality: _Quality, url: str, *, portrait: bool) -> Rendition:
    label = _NUMBER.match(str(quality.quality or ""))
    height = (int(label[0][:5]) if label else 0) or quality.height or _height_in(url)
    width = quality.width or None
    if portrait and width and quality.height and width > quality.height:
        width = None
    return Rendition(
        height=max(height, 0),
        width=width,
        frame_rate=quality.frame_rate or None,
        codec=_codec(quality, url),
        bitrate=quality.bitrate or None,
        portrait=portrait,
        url=url,
    )


def _is_complete(known: Rendition) -> bool:
    told = known.height, known.width, known.frame_rate, known.codec, known.bitrate
    return all(told)


def _completed(known: Rendition, other: Rendition) -> Rendition:
    return Rendition(
        height=known.height or other.height,
        width=known.width or other.width,
        frame_rate=known.frame_rate or other.frame_rate,
        codec=known.codec or other.codec,
        bitrate=known.bitrate or other.bitrate,
        portrait=known.portrait,
        url=known.url,
    )


def _codec(quality: _Quality, url: str) -> str | None:
    stated = (quality.video_codec or "").strip() or (quality.codecs or "").partition(",")[0].partition(".")[0]
    if word := stated.strip().lower():
        return CODEC_WORDS.get(word, word)
    *folders, name = url.partition("?")[0].split("/")
    if name.startswith(HEVC_FILE_PREFIX):
        return "hevc"
    for folder in folders:
        if folder in CODEC_WORDS:
            return CODEC_WORDS[folder]
    return None


def _height_in(url: str) -> int:
    found = re.findall(r"(?:[/-]|-[0-9]{3,4}x)([0-9]{3,4})(?=/|\.mp4$)", urlsplit(url).path)
    return int(found[-1]) if found else 0


def _fallback_expiry(received_at: float | None) -> datetime | None:
    if received_at is None:
        return None
    return datetime.fromtimestamp(received_at, UTC) + timedelta(seconds=SIGNATURE_LASTS_S)


def _unavailable(slug: str, reason: str) -> ClipUnavailable:
    return ClipUnavailable(slug=slug, attempts=[f"{WHERE}: {reason}"])
