"""Persisted operations: the texts behind the hashes that clients send (clips.md §3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PERSON: Final = (
    "id login displayName isPartner roles { isPartner __typename } primaryColorHex profileImageURL(width: 50)"
    " followers { totalCount __typename } stream { id viewersCount __typename }"
    " lastBroadcast { id startedAt __typename } self { isEditor __typename } __typename"
)
CURATOR: Final = "curator { id login displayName profileImageURL(width: 50) __typename }"
CLIP: Final = f"""
id slug url embedURL title createdAt duration durationSeconds viewCount language isFeatured isAutoCurated
isPublished isViewerEditRestricted champBadge creationState thumbnailURL videoOffsetSeconds
broadcaster {{ {PERSON} }}
{CURATOR}
game {{ id name displayName slug boxArtURL(width: 52, height: 72) __typename }}
broadcast {{ id title __typename }}
broadcastIdentifier {{ id __typename }}
video {{ id title lengthSeconds broadcastType __typename }}
rawMediaKey rawMediaRelativeOffset
guestStarParticipants {{ guests {{ id login displayName __typename }} sessionIdentifier __typename }}
previewThumbnailProperties {{ blurReason __typename }}
suggestedCropping {{ portraitClipLayout __typename }}
contentClassificationLabels {{ id localizedName __typename }}
__typename
"""
QUALITY: Final = "quality frameRate width height bitrate codecs videoCodec duration sourceURL __typename"
CORNERS: Final = (
    "{ topLeft { xPercentage yPercentage __typename } bottomRight { xPercentage yPercentage __typename }"
    " __typename }"
)
MEDIA: Final = f"""
videoQualities {{ {QUALITY} }}
assets {{
  id type aspectRatio createdAt creationState thumbnailURL
  {CURATOR}
  portraitMetadata {{
    portraitClipLayout
    fullTemplateMetadata {{ mainFrame {CORNERS} __typename }}
    stackedTemplateMetadata {{ topFrame {CORNERS} bottomFrame {CORNERS} __typename }}
    __typename
  }}
  videoQualities {{ {QUALITY} }}
  __typename
}}
playbackAccessToken(params: {{platform: "web", playerBackend: "mediaplayer", playerType: "site"}}) {{
  signature value __typename
}}
"""
LISTING: Final = f"""
banners
edges {{ cursor node {{ {CLIP} }} __typename }}
pageInfo {{ hasNextPage hasPreviousPage __typename }}
__typename
"""


@dataclass(frozen=True, slots=True)
class Persisted:
    """One operation.

    Args:
        hashes: beginnings of the sha256 hashes under which it is still known.
        text: the query behind them.
    """

    hashes: tuple[str, ...]
    text: str


OPERATIONS: Mapping[str, Persisted] = {
    "VideoAccessToken_Clip": Persisted(
        # 9bfcc017… died in May 2021 and is left out.
        ("36b89d25", "6fd3af2b", "993d9a51", "4f35f1ac"),
        f"query VideoAccessToken_Clip($slug: ID!) {{ clip(slug: $slug) {{ id {MEDIA} __typename }} }}",
    ),
    "ShareClipRenderStatus": Persisted(
        ("f130048a", "e0a46b28", "1844261b", "761bc03a", "0a02bb97", "66038e29", "2db6a3b2"),
        f"query ShareClipRenderStatus($slug: ID!) {{ clip(slug: $slug) {{ {CLIP} {MEDIA} }} }}",
    ),
    "ClipsCards__User": Persisted(
        ("b73ad2bf", "90c33f5e", "1cd671bf"),
        "query ClipsCards__User($login: String!, $limit: Int, $cursor: Cursor, $criteria: UserClipsInput) {"
        " user(login: $login) { id clips(first: $limit, after: $cursor, criteria: $criteria)"
        f" {{ {LISTING} }} __typename }} }}",
    ),
    "ClipsCards__Game": Persisted(
        ("cc149769",),
        "query ClipsCards__Game"
        "($categorySlug: String!, $limit: Int, $cursor: Cursor, $criteria: GameClipsInput) {"
        " game(slug: $categorySlug) { id name displayName"
        f" clips(first: $limit, after: $cursor, criteria: $criteria) {{ {LISTING} }} __typename }} }}",
    ),
    "ClipsDownloadButton": Persisted(
        ("9c0a5b51",),
        f"query ClipsDownloadButton($slug: ID!) {{ clip(slug: $slug) {{ {CLIP} {MEDIA} }} }}",
    ),
}
HASH_LENGTH: Final = 64


def persisted_text(sha256: str) -> str | None:
    """The query behind a hash, which says all: the operation's name may be left out.

    None when the server does not know it.
    """
    if len(sha256) != HASH_LENGTH:
        return None
    return next((one.text for one in OPERATIONS.values() if sha256[:8] in one.hashes), None)
