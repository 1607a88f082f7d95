"""What stands in which resource file.  Written by scripts/helix, from the files themselves."""

from __future__ import annotations

from collections.abc import Mapping

OPERATIONS_IN: Mapping[str, str] = {
    "ads": "start_commercial get_ad_schedule snooze_next_ad",
    "analytics": "get_extension_analytics get_game_analytics",
    "automod": (
        "check_automod_status manage_held_automod_messages get_automod_settings update_automod_settings"
    ),
    "bans": "get_banned_users ban_user unban_user",
    "bits": "get_bits_leaderboard get_cheermotes",
    "blocked_terms": "get_blocked_terms add_blocked_term remove_blocked_term",
    "ccls": "get_content_classification_labels",
    "channel_points": "create_custom_rewards delete_custom_reward get_custom_reward update_custom_reward",
    "channels": (
        "get_channel_information modify_channel_information get_channel_editors "
        "get_followed_channels get_channel_followers"
    ),
    "charity": "get_charity_campaign get_charity_campaign_donations",
    "chat": (
        "get_chatters get_shared_chat_session send_chat_announcement send_a_shoutout "
        "send_chat_message get_user_chat_color update_user_chat_color"
    ),
    "chat_badges": "get_channel_chat_badges get_global_chat_badges",
    "chat_emotes": "get_channel_emotes get_global_emotes get_emote_sets get_user_emotes",
    "chat_pins": "get_pinned_chat_message pin_chat_message update_pinned_chat_message unpin_chat_message",
    "chat_settings": "get_chat_settings update_chat_settings",
    "clips": "get_clips get_clips_download create_clip create_clip_from_vod",
    "conduit_shards": "get_conduit_shards update_conduit_shards",
    "conduits": "get_conduits create_conduits update_conduits delete_conduit",
    "entitlements": "get_drops_entitlements update_drops_entitlements",
    "eventsub": "create_eventsub_subscription delete_eventsub_subscription get_eventsub_subscriptions",
    "extension_configuration": (
        "get_extension_configuration_segment set_extension_configuration_segment "
        "set_extension_required_configuration"
    ),
    "extension_messages": "send_extension_pubsub_message send_extension_chat_message",
    "extension_products": "get_extension_bits_products update_extension_bits_product",
    "extension_secrets": "get_extension_secrets create_extension_secret",
    "extension_transactions": "get_extension_transactions",
    "extensions": "get_extensions get_released_extensions get_extension_live_channels",
    "games": "get_games get_top_games",
    "goals": "get_creator_goals",
    "guest_star": (
        "get_channel_guest_star_settings update_channel_guest_star_settings get_guest_star_session "
        "create_guest_star_session end_guest_star_session"
    ),
    "guest_star_invites": "get_guest_star_invites send_guest_star_invite delete_guest_star_invite",
    "guest_star_slots": (
        "assign_guest_star_slot update_guest_star_slot delete_guest_star_slot update_guest_star_slot_settings"
    ),
    "hype_train": "get_hype_train_status",
    "moderation": (
        "delete_chat_messages update_shield_mode_status get_shield_mode_status warn_chat_user "
        "add_suspicious_status_to_chat_user remove_suspicious_status_from_chat_user"
    ),
    "moderators": "get_moderated_channels get_moderators add_channel_moderator remove_channel_moderator",
    "polls": "get_polls create_poll end_poll",
    "power_ups": "get_custom_power_up",
    "predictions": "get_predictions create_prediction end_prediction",
    "raids": "start_a_raid cancel_a_raid",
    "redemptions": "get_custom_reward_redemption update_redemption_status",
    "schedule": (
        "get_channel_stream_schedule get_channel_icalendar update_channel_stream_schedule "
        "create_channel_stream_schedule_segment update_channel_stream_schedule_segment "
        "delete_channel_stream_schedule_segment"
    ),
    "search": "search_categories search_channels",
    "stream_markers": "create_stream_marker get_stream_markers",
    "streams": "get_stream_key get_streams get_followed_streams",
    "subscriptions": "get_broadcaster_subscriptions check_user_subscription",
    "tags": "get_all_stream_tags get_stream_tags",
    "teams": "get_channel_teams get_teams",
    "unban_requests": "get_unban_requests resolve_unban_requests",
    "user_blocks": "get_user_block_list block_user unblock_user",
    "user_extensions": "get_user_extensions get_user_active_extensions update_user_extensions",
    "users": "get_users update_user get_authorization_by_user",
    "videos": "get_videos delete_videos",
    "vips": "get_vips add_channel_vip remove_channel_vip",
    "whispers": "send_whisper",
}
"""Resource file → operations; the class of `get_clips` is `GetClips`."""

OTHERS_IN: Mapping[str, str] = {
    "ads": "Commercial AdSchedule AdSnooze",
    "analytics": "ReportDates ExtensionAnalytics GameAnalytics",
    "automod": "AutoModStatus AutoModMessage AutoModSettings",
    "bans": "BannedUser Ban",
    "bits": (
        "BitsLeader LeaderboardDates LeaderboardPage CheermoteSizes CheermoteTheme CheermoteImages "
        "CheermoteTier Cheermote"
    ),
    "blocked_terms": "BlockedTerm",
    "ccls": "ContentClassificationLabel",
    "channel_points": "CustomReward",
    "channels": "ChannelInformation LabelChange ChannelEditor FollowedChannel ChannelFollower",
    "charity": "Money CharityCampaign CharityDonation",
    "chat": "Chatter SharedChatParticipant SharedChatSession DropReason SentChatMessage UserChatColor",
    "chat_badges": "ChatBadgeVersion ChatBadge",
    "chat_emotes": "EmoteImages ChannelEmote EmotePage GlobalEmote Emote UserEmote",
    "chat_pins": (
        "FragmentCheermote FragmentEmote FragmentMention MessageFragment PinnedText PinnedChatMessage"
    ),
    "chat_settings": "ChatSettings",
    "clips": "Clip ClipDownload CreatedClip",
    "conduit_shards": "ConduitShardTransport ConduitShard ShardError ShardsPage ShardTransport ShardUpdate",
    "conduits": "Conduit",
    "entitlements": "DropsEntitlement DropsEntitlementUpdate",
    "eventsub": "EventSubTransport EventSubSubscription EventSubPage Transport",
    "extension_configuration": "ExtensionConfigurationSegment",
    "extension_products": "ExtensionBitsProduct ProductCost",
    "extension_secrets": "ExtensionSecret ExtensionSecrets",
    "extension_transactions": "BitsCost BoughtProduct ExtensionTransaction",
    "extensions": (
        "ExtensionIcons MobileView PanelView OverlayView ComponentView ConfigView ExtensionViews "
        "Extension ExtensionLiveChannel"
    ),
    "games": "Game",
    "goals": "CreatorGoal",
    "guest_star": "GuestStarSettings GuestStarMedia GuestStarGuest GuestStarSession",
    "guest_star_invites": "GuestStarInvite",
    "hype_train": "HypeTrainContribution HypeTrainParticipant HypeTrain HypeTrainRecord HypeTrainStatus",
    "moderation": "ShieldModeStatus ChatWarning SuspiciousUser",
    "moderators": "ModeratedChannel Moderator",
    "polls": "PollChoice Poll PollOption",
    "power_ups": "RewardImage StreamMaximum UserMaximum GlobalCooldown CustomPowerUp",
    "predictions": "TopPredictor PredictionOutcome Prediction PredictionOption",
    "raids": "Raid",
    "redemptions": "RedeemedReward CustomRewardRedemption",
    "schedule": "ScheduleCategory ScheduleSegment Vacation SchedulePage",
    "search": "Category Channel",
    "stream_markers": "StreamMarker VideoMarker MarkedVideo StreamMarkers",
    "streams": "StreamKey Stream",
    "subscriptions": "BroadcasterSubscription SubscriptionsPage UserSubscription",
    "tags": "StreamTag",
    "teams": "ChannelTeam TeamMember Team",
    "unban_requests": "UnbanRequest",
    "user_blocks": "BlockedUser",
    "user_extensions": (
        "UserExtension ActivePanel ActiveOverlay ActiveComponent ActiveExtensions PanelSlot "
        "OverlaySlot ComponentSlot"
    ),
    "users": "User UserAuthorization",
    "videos": "MutedSegment Video",
    "vips": "Vip",
}
"""Resource file → rows, pages and parts of requests."""
