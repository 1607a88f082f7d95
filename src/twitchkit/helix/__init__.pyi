# ruff: noqa: I001 - it would give each name a line of its own, twice as many
# What type checkers see of the package.  Written by scripts/helix.

from twitchkit.helix.catalogue import ENDPOINTS as ENDPOINTS
from twitchkit.helix.endpoint import Command as Command, Endpoint as Endpoint
from twitchkit.helix.endpoints.ads import (
    AdSchedule as AdSchedule,
    AdSnooze as AdSnooze,
    Commercial as Commercial,
    GetAdSchedule as GetAdSchedule,
    SnoozeNextAd as SnoozeNextAd,
    StartCommercial as StartCommercial,
)
from twitchkit.helix.endpoints.analytics import (
    ExtensionAnalytics as ExtensionAnalytics,
    GameAnalytics as GameAnalytics,
    GetExtensionAnalytics as GetExtensionAnalytics,
    GetGameAnalytics as GetGameAnalytics,
    ReportDates as ReportDates,
)
from twitchkit.helix.endpoints.automod import (
    AutoModMessage as AutoModMessage,
    AutoModSettings as AutoModSettings,
    AutoModStatus as AutoModStatus,
    CheckAutomodStatus as CheckAutomodStatus,
    GetAutomodSettings as GetAutomodSettings,
    ManageHeldAutomodMessages as ManageHeldAutomodMessages,
    UpdateAutomodSettings as UpdateAutomodSettings,
)
from twitchkit.helix.endpoints.bans import (
    Ban as Ban,
    BanUser as BanUser,
    BannedUser as BannedUser,
    GetBannedUsers as GetBannedUsers,
    UnbanUser as UnbanUser,
)
from twitchkit.helix.endpoints.bits import (
    BitsLeader as BitsLeader,
    Cheermote as Cheermote,
    CheermoteImages as CheermoteImages,
    CheermoteSizes as CheermoteSizes,
    CheermoteTheme as CheermoteTheme,
    CheermoteTier as CheermoteTier,
    GetBitsLeaderboard as GetBitsLeaderboard,
    GetCheermotes as GetCheermotes,
    LeaderboardDates as LeaderboardDates,
    LeaderboardPage as LeaderboardPage,
)
from twitchkit.helix.endpoints.blocked_terms import (
    AddBlockedTerm as AddBlockedTerm,
    BlockedTerm as BlockedTerm,
    GetBlockedTerms as GetBlockedTerms,
    RemoveBlockedTerm as RemoveBlockedTerm,
)
from twitchkit.helix.endpoints.ccls import (
    ContentClassificationLabel as ContentClassificationLabel,
    GetContentClassificationLabels as GetContentClassificationLabels,
)
from twitchkit.helix.endpoints.channel_points import (
    CreateCustomRewards as CreateCustomRewards,
    CustomReward as CustomReward,
    DeleteCustomReward as DeleteCustomReward,
    GetCustomReward as GetCustomReward,
    UpdateCustomReward as UpdateCustomReward,
)
from twitchkit.helix.endpoints.channels import (
    ChannelEditor as ChannelEditor,
    ChannelFollower as ChannelFollower,
    ChannelInformation as ChannelInformation,
    FollowedChannel as FollowedChannel,
    GetChannelEditors as GetChannelEditors,
    GetChannelFollowers as GetChannelFollowers,
    GetChannelInformation as GetChannelInformation,
    GetFollowedChannels as GetFollowedChannels,
    LabelChange as LabelChange,
    ModifyChannelInformation as ModifyChannelInformation,
)
from twitchkit.helix.endpoints.charity import (
    CharityCampaign as CharityCampaign,
    CharityDonation as CharityDonation,
    GetCharityCampaign as GetCharityCampaign,
    GetCharityCampaignDonations as GetCharityCampaignDonations,
    Money as Money,
)
from twitchkit.helix.endpoints.chat import (
    Chatter as Chatter,
    DropReason as DropReason,
    GetChatters as GetChatters,
    GetSharedChatSession as GetSharedChatSession,
    GetUserChatColor as GetUserChatColor,
    SendAShoutout as SendAShoutout,
    SendChatAnnouncement as SendChatAnnouncement,
    SendChatMessage as SendChatMessage,
    SentChatMessage as SentChatMessage,
    SharedChatParticipant as SharedChatParticipant,
    SharedChatSession as SharedChatSession,
    UpdateUserChatColor as UpdateUserChatColor,
    UserChatColor as UserChatColor,
)
from twitchkit.helix.endpoints.chat_badges import (
    ChatBadge as ChatBadge,
    ChatBadgeVersion as ChatBadgeVersion,
    GetChannelChatBadges as GetChannelChatBadges,
    GetGlobalChatBadges as GetGlobalChatBadges,
)
from twitchkit.helix.endpoints.chat_emotes import (
    ChannelEmote as ChannelEmote,
    Emote as Emote,
    EmoteImages as EmoteImages,
    EmotePage as EmotePage,
    GetChannelEmotes as GetChannelEmotes,
    GetEmoteSets as GetEmoteSets,
    GetGlobalEmotes as GetGlobalEmotes,
    GetUserEmotes as GetUserEmotes,
    GlobalEmote as GlobalEmote,
    UserEmote as UserEmote,
)
from twitchkit.helix.endpoints.chat_pins import (
    FragmentCheermote as FragmentCheermote,
    FragmentEmote as FragmentEmote,
    FragmentMention as FragmentMention,
    GetPinnedChatMessage as GetPinnedChatMessage,
    MessageFragment as MessageFragment,
    PinChatMessage as PinChatMessage,
    PinnedChatMessage as PinnedChatMessage,
    PinnedText as PinnedText,
    UnpinChatMessage as UnpinChatMessage,
    UpdatePinnedChatMessage as UpdatePinnedChatMessage,
)
from twitchkit.helix.endpoints.chat_settings import (
    ChatSettings as ChatSettings,
    GetChatSettings as GetChatSettings,
    UpdateChatSettings as UpdateChatSettings,
)
from twitchkit.helix.endpoints.clips import (
    Clip as Clip,
    ClipDownload as ClipDownload,
    CreateClip as CreateClip,
    CreateClipFromVod as CreateClipFromVod,
    CreatedClip as CreatedClip,
    GetClips as GetClips,
    GetClipsDownload as GetClipsDownload,
)
from twitchkit.helix.endpoints.conduit_shards import (
    ConduitShard as ConduitShard,
    ConduitShardTransport as ConduitShardTransport,
    GetConduitShards as GetConduitShards,
    ShardError as ShardError,
    ShardTransport as ShardTransport,
    ShardUpdate as ShardUpdate,
    ShardsPage as ShardsPage,
    UpdateConduitShards as UpdateConduitShards,
)
from twitchkit.helix.endpoints.conduits import (
    Conduit as Conduit,
    CreateConduits as CreateConduits,
    DeleteConduit as DeleteConduit,
    GetConduits as GetConduits,
    UpdateConduits as UpdateConduits,
)
from twitchkit.helix.endpoints.entitlements import (
    DropsEntitlement as DropsEntitlement,
    DropsEntitlementUpdate as DropsEntitlementUpdate,
    GetDropsEntitlements as GetDropsEntitlements,
    UpdateDropsEntitlements as UpdateDropsEntitlements,
)
from twitchkit.helix.endpoints.eventsub import (
    CreateEventsubSubscription as CreateEventsubSubscription,
    DeleteEventsubSubscription as DeleteEventsubSubscription,
    EventSubPage as EventSubPage,
    EventSubSubscription as EventSubSubscription,
    EventSubTransport as EventSubTransport,
    GetEventsubSubscriptions as GetEventsubSubscriptions,
    Transport as Transport,
)
from twitchkit.helix.endpoints.extension_configuration import (
    ExtensionConfigurationSegment as ExtensionConfigurationSegment,
    GetExtensionConfigurationSegment as GetExtensionConfigurationSegment,
    SetExtensionConfigurationSegment as SetExtensionConfigurationSegment,
    SetExtensionRequiredConfiguration as SetExtensionRequiredConfiguration,
)
from twitchkit.helix.endpoints.extension_messages import (
    SendExtensionChatMessage as SendExtensionChatMessage,
    SendExtensionPubsubMessage as SendExtensionPubsubMessage,
)
from twitchkit.helix.endpoints.extension_products import (
    ExtensionBitsProduct as ExtensionBitsProduct,
    GetExtensionBitsProducts as GetExtensionBitsProducts,
    ProductCost as ProductCost,
    UpdateExtensionBitsProduct as UpdateExtensionBitsProduct,
)
from twitchkit.helix.endpoints.extension_secrets import (
    CreateExtensionSecret as CreateExtensionSecret,
    ExtensionSecret as ExtensionSecret,
    ExtensionSecrets as ExtensionSecrets,
    GetExtensionSecrets as GetExtensionSecrets,
)
from twitchkit.helix.endpoints.extension_transactions import (
    BitsCost as BitsCost,
    BoughtProduct as BoughtProduct,
    ExtensionTransaction as ExtensionTransaction,
    GetExtensionTransactions as GetExtensionTransactions,
)
from twitchkit.helix.endpoints.extensions import (
    ComponentView as ComponentView,
    ConfigView as ConfigView,
    Extension as Extension,
    ExtensionIcons as ExtensionIcons,
    ExtensionLiveChannel as ExtensionLiveChannel,
    ExtensionViews as ExtensionViews,
    GetExtensionLiveChannels as GetExtensionLiveChannels,
    GetExtensions as GetExtensions,
    GetReleasedExtensions as GetReleasedExtensions,
    MobileView as MobileView,
    OverlayView as OverlayView,
    PanelView as PanelView,
)
from twitchkit.helix.endpoints.games import Game as Game, GetGames as GetGames, GetTopGames as GetTopGames
from twitchkit.helix.endpoints.goals import CreatorGoal as CreatorGoal, GetCreatorGoals as GetCreatorGoals
from twitchkit.helix.endpoints.guest_star import (
    CreateGuestStarSession as CreateGuestStarSession,
    EndGuestStarSession as EndGuestStarSession,
    GetChannelGuestStarSettings as GetChannelGuestStarSettings,
    GetGuestStarSession as GetGuestStarSession,
    GuestStarGuest as GuestStarGuest,
    GuestStarMedia as GuestStarMedia,
    GuestStarSession as GuestStarSession,
    GuestStarSettings as GuestStarSettings,
    UpdateChannelGuestStarSettings as UpdateChannelGuestStarSettings,
)
from twitchkit.helix.endpoints.guest_star_invites import (
    DeleteGuestStarInvite as DeleteGuestStarInvite,
    GetGuestStarInvites as GetGuestStarInvites,
    GuestStarInvite as GuestStarInvite,
    SendGuestStarInvite as SendGuestStarInvite,
)
from twitchkit.helix.endpoints.guest_star_slots import (
    AssignGuestStarSlot as AssignGuestStarSlot,
    DeleteGuestStarSlot as DeleteGuestStarSlot,
    UpdateGuestStarSlot as UpdateGuestStarSlot,
    UpdateGuestStarSlotSettings as UpdateGuestStarSlotSettings,
)
from twitchkit.helix.endpoints.hype_train import (
    GetHypeTrainStatus as GetHypeTrainStatus,
    HypeTrain as HypeTrain,
    HypeTrainContribution as HypeTrainContribution,
    HypeTrainParticipant as HypeTrainParticipant,
    HypeTrainRecord as HypeTrainRecord,
    HypeTrainStatus as HypeTrainStatus,
)
from twitchkit.helix.endpoints.moderation import (
    AddSuspiciousStatusToChatUser as AddSuspiciousStatusToChatUser,
    ChatWarning as ChatWarning,
    DeleteChatMessages as DeleteChatMessages,
    GetShieldModeStatus as GetShieldModeStatus,
    RemoveSuspiciousStatusFromChatUser as RemoveSuspiciousStatusFromChatUser,
    ShieldModeStatus as ShieldModeStatus,
    SuspiciousUser as SuspiciousUser,
    UpdateShieldModeStatus as UpdateShieldModeStatus,
    WarnChatUser as WarnChatUser,
)
from twitchkit.helix.endpoints.moderators import (
    AddChannelModerator as AddChannelModerator,
    GetModeratedChannels as GetModeratedChannels,
    GetModerators as GetModerators,
    ModeratedChannel as ModeratedChannel,
    Moderator as Moderator,
    RemoveChannelModerator as RemoveChannelModerator,
)
from twitchkit.helix.endpoints.polls import (
    CreatePoll as CreatePoll,
    EndPoll as EndPoll,
    GetPolls as GetPolls,
    Poll as Poll,
    PollChoice as PollChoice,
    PollOption as PollOption,
)
from twitchkit.helix.endpoints.power_ups import (
    CustomPowerUp as CustomPowerUp,
    GetCustomPowerUp as GetCustomPowerUp,
    GlobalCooldown as GlobalCooldown,
    RewardImage as RewardImage,
    StreamMaximum as StreamMaximum,
    UserMaximum as UserMaximum,
)
from twitchkit.helix.endpoints.predictions import (
    CreatePrediction as CreatePrediction,
    EndPrediction as EndPrediction,
    GetPredictions as GetPredictions,
    Prediction as Prediction,
    PredictionOption as PredictionOption,
    PredictionOutcome as PredictionOutcome,
    TopPredictor as TopPredictor,
)
from twitchkit.helix.endpoints.raids import CancelARaid as CancelARaid, Raid as Raid, StartARaid as StartARaid
from twitchkit.helix.endpoints.redemptions import (
    CustomRewardRedemption as CustomRewardRedemption,
    GetCustomRewardRedemption as GetCustomRewardRedemption,
    RedeemedReward as RedeemedReward,
    UpdateRedemptionStatus as UpdateRedemptionStatus,
)
from twitchkit.helix.endpoints.schedule import (
    CreateChannelStreamScheduleSegment as CreateChannelStreamScheduleSegment,
    DeleteChannelStreamScheduleSegment as DeleteChannelStreamScheduleSegment,
    GetChannelIcalendar as GetChannelIcalendar,
    GetChannelStreamSchedule as GetChannelStreamSchedule,
    ScheduleCategory as ScheduleCategory,
    SchedulePage as SchedulePage,
    ScheduleSegment as ScheduleSegment,
    UpdateChannelStreamSchedule as UpdateChannelStreamSchedule,
    UpdateChannelStreamScheduleSegment as UpdateChannelStreamScheduleSegment,
    Vacation as Vacation,
)
from twitchkit.helix.endpoints.search import (
    Category as Category,
    Channel as Channel,
    SearchCategories as SearchCategories,
    SearchChannels as SearchChannels,
)
from twitchkit.helix.endpoints.stream_markers import (
    CreateStreamMarker as CreateStreamMarker,
    GetStreamMarkers as GetStreamMarkers,
    MarkedVideo as MarkedVideo,
    StreamMarker as StreamMarker,
    StreamMarkers as StreamMarkers,
    VideoMarker as VideoMarker,
)
from twitchkit.helix.endpoints.streams import (
    GetFollowedStreams as GetFollowedStreams,
    GetStreamKey as GetStreamKey,
    GetStreams as GetStreams,
    Stream as Stream,
    StreamKey as StreamKey,
)
from twitchkit.helix.endpoints.subscriptions import (
    BroadcasterSubscription as BroadcasterSubscription,
    CheckUserSubscription as CheckUserSubscription,
    GetBroadcasterSubscriptions as GetBroadcasterSubscriptions,
    SubscriptionsPage as SubscriptionsPage,
    UserSubscription as UserSubscription,
)
from twitchkit.helix.endpoints.tags import (
    GetAllStreamTags as GetAllStreamTags,
    GetStreamTags as GetStreamTags,
    StreamTag as StreamTag,
)
from twitchkit.helix.endpoints.teams import (
    ChannelTeam as ChannelTeam,
    GetChannelTeams as GetChannelTeams,
    GetTeams as GetTeams,
    Team as Team,
    TeamMember as TeamMember,
)
from twitchkit.helix.endpoints.unban_requests import (
    GetUnbanRequests as GetUnbanRequests,
    ResolveUnbanRequests as ResolveUnbanRequests,
    UnbanRequest as UnbanRequest,
)
from twitchkit.helix.endpoints.user_blocks import (
    BlockUser as BlockUser,
    BlockedUser as BlockedUser,
    GetUserBlockList as GetUserBlockList,
    UnblockUser as UnblockUser,
)
from twitchkit.helix.endpoints.user_extensions import (
    ActiveComponent as ActiveComponent,
    ActiveExtensions as ActiveExtensions,
    ActiveOverlay as ActiveOverlay,
    ActivePanel as ActivePanel,
    ComponentSlot as ComponentSlot,
    GetUserActiveExtensions as GetUserActiveExtensions,
    GetUserExtensions as GetUserExtensions,
    OverlaySlot as OverlaySlot,
    PanelSlot as PanelSlot,
    UpdateUserExtensions as UpdateUserExtensions,
    UserExtension as UserExtension,
)
from twitchkit.helix.endpoints.users import (
    GetAuthorizationByUser as GetAuthorizationByUser,
    GetUsers as GetUsers,
    UpdateUser as UpdateUser,
    User as User,
    UserAuthorization as UserAuthorization,
)
from twitchkit.helix.endpoints.videos import (
    DeleteVideos as DeleteVideos,
    GetVideos as GetVideos,
    MutedSegment as MutedSegment,
    Video as Video,
)
from twitchkit.helix.endpoints.vips import (
    AddChannelVip as AddChannelVip,
    GetVips as GetVips,
    RemoveChannelVip as RemoveChannelVip,
    Vip as Vip,
)
from twitchkit.helix.endpoints.whispers import SendWhisper as SendWhisper
from twitchkit.helix.facts import Grant as Grant, Quota as Quota
from twitchkit.helix.page import Done as Done, Page as Page, Single as Single, Text as Text
from twitchkit.helix.ratelimit import RateLimit as RateLimit
from twitchkit.helix.unlisted import RawPage as RawPage, unlisted as unlisted
