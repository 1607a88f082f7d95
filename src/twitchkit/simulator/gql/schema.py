"""The schema, as far as clip tools ask for it."""

from __future__ import annotations

from typing import Final

from graphql import GraphQLSchema, build_schema

SDL: Final = """
scalar Time
scalar Cursor
scalar Language

enum ClipsPeriod { LAST_DAY LAST_WEEK LAST_MONTH ALL_TIME }
enum ClipsSort { VIEWS_DESC TRENDING VIEWS_ASC CREATED_AT_DESC CREATED_AT_ASC }
enum ClipsFilter { LAST_DAY LAST_WEEK LAST_MONTH ALL_TIME }
enum PortraitClipLayout { FULL STACKED }
enum VideoCodec { AVC HEVC }
enum UserLookupType { ACTIVE ALL }

input UserClipsInput {
  period: ClipsPeriod
  sort: ClipsSort
  filter: ClipsFilter
  languages: [Language!]
  shouldFilterByDiscoverySetting: Boolean
  curatorID: ID
  gameID: ID
}
input GameClipsInput {
  period: ClipsPeriod
  sort: ClipsSort
  filter: ClipsFilter
  languages: [Language!]
  shouldFilterByDiscoverySetting: Boolean
}
input PlaybackAccessTokenParams {
  platform: String!
  playerType: String
  playerBackend: String
  disableHTTPS: Boolean
  hasAdblock: Boolean
}

type Query {
  clip(slug: ID!): Clip
  user(id: ID, login: String, lookupType: UserLookupType): User
  game(id: ID, name: String, slug: String): Game
  video(id: ID, options: String): Video
}

type User {
  id: ID!
  login: String!
  displayName: String!
  description: String
  createdAt: Time
  isPartner: Boolean
  roles: UserRoles
  primaryColorHex: String
  profileImageURL(width: Int): String
  followers: FollowerConnection
  stream: Stream
  lastBroadcast: Broadcast
  self: UserSelfConnection
  clips(first: Int, after: Cursor, criteria: UserClipsInput): ClipConnection
}
type FollowerConnection { totalCount: Int }
type UserRoles { isPartner: Boolean isAffiliate: Boolean }
type UserSelfConnection { isEditor: Boolean }
type Stream { id: ID! viewersCount: Int createdAt: Time }
type Broadcast { id: ID! title: String startedAt: Time }
type BroadcastIdOnly { id: ID! }

type Game {
  id: ID!
  name: String!
  displayName: String!
  slug: String
  boxArtURL(width: Int, height: Int): String
  clips(first: Int, after: Cursor, criteria: GameClipsInput): ClipConnection
}

type Video {
  id: ID!
  title: String
  createdAt: Time
  lengthSeconds: Int
  viewCount: Int
  broadcastType: String
  owner: User
}

type ClipConnection { banners: [String!] edges: [ClipEdge!]! pageInfo: PageInfo! }
type ClipEdge { cursor: Cursor node: Clip }
type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! }

type Clip {
  id: ID!
  slug: ID!
  url: String!
  embedURL: String!
  title: String!
  createdAt: Time!
  duration: Float!
  durationSeconds: Int!
  viewCount: Int!
  language: String
  isFeatured: Boolean
  isAutoCurated: Boolean
  isPublished: Boolean
  isViewerEditRestricted: Boolean
  champBadge: String
  creationState: String
  thumbnailURL(width: Int, height: Int): String
  broadcaster: User
  curator: User
  game: Game
  broadcast: Broadcast
  broadcastIdentifier: BroadcastIdOnly
  video: Video
  videoOffsetSeconds: Int
  rawMediaKey: String
  rawMediaRelativeOffset: Float
  guestStarParticipants: GuestStarParticipants
  previewThumbnailProperties: PreviewThumbnailProperties
  suggestedCropping: PortraitClipCropping
  contentClassificationLabels: [ContentClassificationLabel!]
  videoQualities: [ClipVideoQuality!]
  assets: [ClipAsset!]
  playbackAccessToken(params: PlaybackAccessTokenParams!): PlaybackAccessToken
}
type ContentClassificationLabel { id: ID! localizedName: String! }
type GuestStarParticipants { guests: [User!]! sessionIdentifier: String! }
type PreviewThumbnailProperties { blurReason: String! }
type ClipVideoQuality {
  quality: String!
  frameRate: Float
  width: Int
  height: Int
  bitrate: Int
  codecs: String
  videoCodec: VideoCodec
  duration: Float
  sourceURL: String!
}
type ClipAsset {
  id: ID!
  type: String
  aspectRatio: Float
  createdAt: Time
  creationState: String
  curator: User
  thumbnailURL: String
  portraitMetadata: PortraitClipCropping
  videoQualities: [ClipVideoQuality!]
}
type PortraitClipCropping {
  portraitClipLayout: PortraitClipLayout
  fullTemplateMetadata: FullTemplateMetadata
  stackedTemplateMetadata: StackedTemplateMetadata
}
type FullTemplateMetadata { mainFrame: PortraitCropMetadata }
type StackedTemplateMetadata { topFrame: PortraitCropMetadata bottomFrame: PortraitCropMetadata }
type PortraitCropMetadata { topLeft: PortraitCropCoordinates bottomRight: PortraitCropCoordinates }
type PortraitCropCoordinates { xPercentage: Float yPercentage: Float }
type PlaybackAccessToken {
  signature: String!
  value: String!
  expiresAt: Time
  authorization: PlaybackAuthorization
}
type PlaybackAuthorization { isForbidden: Boolean! forbiddenReasonCode: String }
"""


def schema() -> GraphQLSchema:
    """The schema, built."""
    return build_schema(SDL, assume_valid_sdl=True)
