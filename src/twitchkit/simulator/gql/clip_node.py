"""A clip as a GraphQL node (clips.md §3.2)."""

from __future__ import annotations

from datetime import timedelta

from twitchkit.simulator.cdn.addresses import gql_thumbnail, portrait_thumbnail, source
from twitchkit.simulator.gql.nodes import Node, Scene, game_node, instant, late, user_node, video_node
from twitchkit.simulator.movie import Shape
from twitchkit.simulator.playback import LIFETIME_S, token
from twitchkit.simulator.world import Clip, Trouble


def clip_node(scene: Scene, clip: Clip | None) -> Node | None:
    """The clip; null stays null."""
    if clip is None:
        return None
    channel, links = clip.broadcaster, scene.links
    address = f"https://clips.twitch.tv/{clip.slug}"
    video, offset_s = scene.world.origin(clip)
    return {
        "id": str(clip.number),
        "slug": clip.slug,
        "url": address if channel.deleted else f"https://www.twitch.tv/{channel.login}/clip/{clip.slug}",
        "embedURL": f"https://clips.twitch.tv/embed?clip={clip.slug}",
        "title": clip.title,
        "createdAt": instant(clip.created_at),
        "duration": clip.duration_s,
        "durationSeconds": int(clip.duration_s),  # cut, not rounded
        "viewCount": clip.views,
        "language": clip.language.upper(),
        "isFeatured": clip.featured,
        "isAutoCurated": False,
        "isPublished": True,
        "isViewerEditRestricted": False,
        "champBadge": None,
        "creationState": "CREATED",
        "thumbnailURL": late(lambda: gql_thumbnail(clip, links)),
        "broadcaster": late(lambda: user_node(scene, channel)),
        "curator": late(lambda: user_node(scene, clip.curator)),
        "game": late(lambda: game_node(scene, clip.game)),
        "broadcast": {"id": _broadcast_id(clip), "title": None},
        "broadcastIdentifier": {"id": _broadcast_id(clip)},
        "video": late(lambda: video_node(scene, video)),
        "videoOffsetSeconds": offset_s,
        "rawMediaKey": "",
        "rawMediaRelativeOffset": 0,
        "guestStarParticipants": {"guests": [], "sessionIdentifier": ""},
        "previewThumbnailProperties": {"blurReason": "BLUR_NOT_REQUIRED"},
        "suggestedCropping": None,
        "contentClassificationLabels": [{"id": label, "localizedName": label} for label in clip.labels],
        "videoQualities": late(lambda: _qualities(scene, clip)),
        "assets": late(lambda: _assets(scene, clip)),
        "playbackAccessToken": late(lambda: _token(scene, clip)),
    }


def _broadcast_id(clip: Clip) -> str:
    # Twitch: "1" for clips of highlights and uploads.
    return f"3{int(clip.video.id):011d}" if clip.video else "1"


def _token(scene: Scene, clip: Clip) -> Node:
    signature, value = token(scene.world, clip, scene.links)
    return {
        "signature": signature,
        "value": value,
        "expiresAt": instant(scene.world.clock.now() + timedelta(seconds=LIFETIME_S)),
        "authorization": {"isForbidden": False, "forbiddenReasonCode": "NONE"},
    }


def _qualities(scene: Scene, clip: Clip) -> list[Node] | None:
    if clip.trouble is Trouble.NO_QUALITIES:
        return None
    return [_quality(scene, clip, shape) for shape in clip.listed]


def _quality(scene: Scene, clip: Clip, shape: Shape) -> Node:
    # Twitch: the newer fields are empty for lower renditions; a portrait crop may carry its source's size.
    new = bool(shape.codecs)
    crop = shape.portrait and not shape.stacked
    size = (1920, 1080) if crop else (shape.width, shape.height)
    empty = clip.trouble is Trouble.EMPTY_SOURCE
    return {
        "quality": shape.quality,
        "frameRate": 0 if empty else shape.frame_rate,
        "width": size[0] if new else 0,
        "height": size[1] if new else 0,
        "bitrate": int(clip.sizes[shape.name] * 8 / clip.duration_s) if new else 0,
        "codecs": shape.codecs,
        "videoCodec": "HEVC" if shape.codec == "hevc" else "AVC",
        "duration": None,
        "sourceURL": "" if empty else source(clip, shape, scene.links),
    }


def _assets(scene: Scene, clip: Clip) -> list[Node]:
    if clip.trouble is Trouble.NO_QUALITIES:
        return []
    assets: list[Node] = [
        {
            "id": clip.media_id,
            "type": "SOURCE",
            "aspectRatio": 16 / 9,
            "createdAt": instant(clip.created_at),
            "creationState": "CREATED",
            "curator": user_node(scene, clip.curator),
            "thumbnailURL": gql_thumbnail(clip, scene.links),
            "portraitMetadata": None,
            "videoQualities": [_quality(scene, clip, shape) for shape in clip.landscape],
        }
    ]
    if clip.portrait and not clip.dead:
        assets.append(
            {
                "id": f"{clip.media_id}-portrait",
                "type": "PORTRAIT",
                "aspectRatio": 0.5625,
                "createdAt": instant(clip.created_at),
                "creationState": "CREATED",
                "curator": user_node(scene, clip.curator),
                "thumbnailURL": portrait_thumbnail(clip, scene.links),
                "portraitMetadata": _cropping(clip.portrait),
                "videoQualities": [_quality(scene, clip, clip.portrait)],
            }
        )
    return assets


def _cropping(shape: Shape) -> Node:
    if shape.stacked:
        frames = {"topFrame": _frame(0, 52, 23, 76), "bottomFrame": _frame(26.3, 0, 73.7, 100)}
        return {"portraitClipLayout": "STACKED", "stackedTemplateMetadata": frames}
    full = {"mainFrame": _frame(34.1796875, 0, 65.8203125, 100)}
    return {"portraitClipLayout": "FULL", "fullTemplateMetadata": full}


def _frame(left: float, top: float, right: float, bottom: float) -> Node:
    return {
        "topLeft": {"xPercentage": left, "yPercentage": top},
        "bottomRight": {"xPercentage": right, "yPercentage": bottom},
    }
