"""Everything about clips that Twitch does not document: it can change any day, and then it changes here.

Each value names where it was seen and when last.
"""

from __future__ import annotations

from collections.abc import Mapping

CLIENT_IDS = (
    # The public web player: streamlink, TwitchDownloader, most scripts; in twitch.tv's own page, 2026-07.
    "kimne78kx3ncx6brgo4mv6wki5h1ko",
    # An app client: twitch-dl 3.3.2, 2026-02.
    "kd1unb4b3q4t58fwlpcbzcbnm76a8fp",
    # yt-dlp, 2023-06 to 2026-10.
    "ue6666qo983tsx6so1t0vnawi233wa",
)
"""Public client ids, in the order they are tried when the integrity check says no."""

GQL_PATH = "/gql"
"""Below the base URL `https://gql.twitch.tv`; the web player, 2026-07."""

BATCH = 35
"""Operations in one request; twitch-gql-queries stops at this number, 2026-03."""

CLIP_OPERATION = "ClipPlayback"
"""Our own name for the query: a raw query may have any."""

CLIP_QUERY = """\
query ClipPlayback($slug: ID!) {
  clip(slug: $slug) {
    slug title createdAt durationSeconds viewCount language thumbnailURL
    broadcaster { id login displayName }
    curator { id login displayName }
    game { id name }
    video { id }
    videoOffsetSeconds
    videoQualities { quality frameRate sourceURL }
    assets {
      aspectRatio thumbnailURL
      portraitMetadata { portraitClipLayout }
      videoQualities { quality frameRate width height bitrate codecs sourceURL }
    }
    playbackAccessToken(params: {platform: "web", playerBackend: "mediaplayer", playerType: "site"}) {
      signature value
    }
  }
}"""
"""Metadata, files and signature of one clip as raw text, which outlived every persisted hash; the same fields
in one raw call were verified by an embed proxy's authors on 2026-07-27."""

SIGNATURE_LASTS_S = 20 * 3600
"""Seconds a signature is good for if the token does not say: 20 h in 7 of 7 captures, 2025-03 to 2026-03."""

LEGACY_HOST_FIRST = "clips-media-assets.twitch.tv"
"""Thumbnails and files without a token, 2016-18; later moved to the next."""

LEGACY_HOST = "clips-media-assets2.twitch.tv"
"""Thumbnails and files without a token, 2018 to August 2024; almost none left since mid 2026."""

STATIC_HOST = "static-cdn.jtvnw.net"
"""Pictures only, since August 2024."""

STATIC_LEGACY_PREFIX = "twitch-clips/"
"""On `STATIC_HOST`: the keys of `LEGACY_HOST`; that its files lie there still is a guess, last seen 2025."""

STATIC_SLUG_FOLDER = "twitch-clips-thumbnails-prod"
"""On `STATIC_HOST`: pictures in folders named by slug, August 2024 to early 2026; no file can be derived."""

DEAD_HOST = "production.assets.clips.twitchcdn.net"
"""Files until the move of 2026.  Answers that still name it look healthy, their files give 403: 12 of 1,015
clips in a census of 2026-07-27."""

DEAD_HOST_SLUG_FOLDER = ("v2", "media")
"""On `DEAD_HOST`: the folders above the slug, 2024-08 to 2026-03."""

MEDIA_HOST = "d1ndex63qxojbr.cloudfront.net"
"""Files since March 2026: 1,003 of 1,015 clips in the census of 2026-07-27."""

CODEC_WORDS: Mapping[str, str] = {
    "avc": "avc",
    "avc1": "avc",
    "avc3": "avc",
    "h264": "avc",
    "hevc": "hevc",
    "hev1": "hevc",
    "hvc1": "hevc",
    "h265": "hevc",
}
"""Spellings of codecs in `videoCodec`, `codecs` and the folders of media URLs, 2025-09 to 2026-07."""

HEVC_FILE_PREFIX = "vtg-"
"""A file's name on `DEAD_HOST` begins so when it is HEVC, 2025-09."""

INTEGRITY_WORDS = ("integrity",)
"""In `errors[].message` or `errors[].extensions.challenge.type`; several tools, 2025."""

OVERLOAD_WORDS = ("service timeout", "service error", "server error", "service unavailable")
"""In `errors[].message`; twitch-dl#26, #42, #143."""

STALE_HASH = "PersistedQueryNotFound"
"""In `errors[].message` when a persisted query's hash has died, 2026-03."""
