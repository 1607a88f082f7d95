"""Addresses of media, in every shape Twitch has used (clips.md §2)."""

from __future__ import annotations

from typing import Final

from twitchkit.simulator.links import Links
from twitchkit.simulator.movie import Shape
from twitchkit.simulator.world import Clip, Era

TODAY: Final = "d1ndex63qxojbr.cloudfront.net"
OLD: Final = "production.assets.clips.twitchcdn.net"
LEGACY: Final = ("clips-media-assets.twitch.tv", "clips-media-assets2.twitch.tv")
PICTURES: Final = "static-cdn.jtvnw.net"
HOSTS: Final = frozenset({TODAY, OLD, *LEGACY, PICTURES})
VAP: Final = "/twitch-video-assets/twitch-vap-video-assets-prod-us-west-2"


def source(clip: Clip, shape: Shape, links: Links) -> str:
    """The unsigned address of one of the clip's files."""
    if not clip.dead:
        turned = "portrait" if shape.portrait else "landscape"
        return links.to(TODAY, f"/nauth/{clip.media_id}/{turned}/{shape.codec}/{shape.quality}/index.mp4")
    if clip.era is Era.D:
        return links.to(OLD, f"/v2/media/{clip.slug}/{clip.media_id}/video-{shape.quality}.mp4")
    suffix = "" if shape is clip.listed[0] else f"-{shape.quality}"
    return links.to(OLD, f"/{clip.key}{suffix}.mp4")


def download(clip: Clip, *, portrait: bool, links: Links) -> str:
    """The address Get Clips Download gives; the reference's examples name the old host."""
    turned = "portrait-" if portrait else ""
    return links.to(OLD, f"/v2/media/{clip.slug}/{clip.media_id}/{turned}video.mp4")


def helix_thumbnail(clip: Clip, links: Links) -> str:
    """`thumbnail_url` of Helix."""
    return _thumbnail(clip, links, "480x272", "-480x272", "landscape")


def gql_thumbnail(clip: Clip, links: Links) -> str:
    """`thumbnailURL` of GraphQL, which is larger for the later eras."""
    return _thumbnail(clip, links, "1920x1080", "", "landscape")


def portrait_thumbnail(clip: Clip, links: Links) -> str:
    """`thumbnailURL` of a portrait asset."""
    return _thumbnail(clip, links, "1080x1920", "-153x272", "portrait")


def _thumbnail(clip: Clip, links: Links, vap_size: str, prod_size: str, turned: str) -> str:
    match clip.era:
        case Era.A:
            return links.to(LEGACY[0], f"/{clip.key}-preview-480x272.jpg")
        case Era.B:
            return links.to(LEGACY[1], f"/{clip.key}-preview-480x272.jpg")
        case Era.C:
            return links.to(PICTURES, f"/twitch-clips/{clip.key}-preview-480x272.jpg")
        case Era.D:
            path = f"/twitch-clips-thumbnails-prod/{clip.slug}/{clip.thumb_id}/preview{prod_size}.jpg"
            return links.to(PICTURES, path)
        case Era.E:
            path = f"{VAP}/{clip.thumb_id}/{turned}/thumb/thumb-0000000000-{vap_size}.jpg"
            return links.to(PICTURES, path)
