"""Twitch's scopes: what each permits, and what has become of it.

Source: dev.twitch.tv/docs/authentication/scopes, as of 2026-06, with the endpoint reference of 2026-11-10.
"""

from __future__ import annotations

from collections.abc import Mapping

PERMITS: Mapping[str, Mapping[str, str]] = {
    "Ads": {
        "channel:edit:commercial": "Start an ad break on the channel",
        "channel:manage:ads": "Postpone the next scheduled ad",
        "channel:read:ads": "See the ad schedule and ad-break events",
    },
    "Analytics": {
        "analytics:read:extensions": "See usage reports of extensions the user owns",
        "analytics:read:games": "See usage reports of games the user's organization owns",
    },
    "Bits": {
        "bits:read": "See Bits leaderboard, cheers and power-up use on the channel",
    },
    "Channel Points": {
        "channel:manage:redemptions": "Create or change own-app rewards; settle redemptions",
        "channel:read:redemptions": "See custom rewards and their redemptions",
    },
    "Channels": {
        "channel:manage:broadcast": "Change title, category, tags and labels; create stream markers",
        "channel:manage:vips": "Add, remove or list the channel's VIPs",
        "channel:read:editors": "List the channel's editors",
        "channel:read:vips": "List the channel's VIPs",
        "moderator:read:followers": "List a channel's followers and follow events",
    },
    "Charity": {
        "channel:read:charity": "See the running charity campaign and its donations",
    },
    "Chat": {
        "channel:bot": "Broadcaster lets the app's bot chat and listen in their room",
        "moderator:manage:announcements": "Post announcements where the user moderates",
        "moderator:manage:chat_settings": "Change a room's chat settings",
        "moderator:manage:shoutouts": "Send shoutouts",
        "moderator:read:chat_settings": "See a room's chat settings incl. moderator-only fields",
        "moderator:read:chatters": "List who is in a chat room",
        "moderator:read:shoutouts": "Receive shoutout events",
        "user:bot": "Let the app chat and listen as this user, as bot",
        "user:manage:chat_color": "Change the user's name colour",
        "user:read:chat": "Receive chat messages and notices through EventSub",
        "user:read:emotes": "List emotes the user may use",
        "user:write:chat": "Send chat messages through the API",
    },
    "Clips": {
        "channel:manage:clips": "Broadcaster's own clips: make from VOD, get download URLs",
        "clips:edit": "Create a clip from a live stream",
        "editor:manage:clips": "Channel editor: make clips from VOD, get download URLs",
    },
    "Extensions": {
        "channel:manage:extensions": "Switch the channel's installed extensions on or off",
        "user:edit:broadcast": "See and change the user's extension set-up, incl. inactive",
        "user:read:broadcast": "See stream markers and the user's installed extensions",
    },
    "Goals": {
        "channel:read:goals": "See the channel's creator goals",
    },
    "Guest Star": {
        "channel:manage:guest_star": "Run Guest Star sessions, slots and invites on own channel",
        "channel:read:guest_star": "See Guest Star settings, session and invites of own channel",
        "moderator:manage:guest_star": "Manage invites and slots where user is Guest Star moderator",
        "moderator:read:guest_star": "See Guest Star details where user is Guest Star moderator",
    },
    "Hype Train": {
        "channel:read:hype_train": "See hype train state of the channel",
    },
    "IRC chat": {
        "chat:edit": "Send chat over IRC",
        "chat:read": "Read chat over IRC",
        "whispers:edit": "Send whispers over IRC (removed)",
    },
    "Moderation": {
        "channel:manage:moderators": "Add, remove or list the channel's moderators",
        "channel:moderate": "Receive ban and unban events; legacy IRC moderation",
        "moderation:read": "List moderators and bans; check messages against AutoMod",
        "moderator:manage:automod": "Allow or deny messages that AutoMod held",
        "moderator:manage:automod_settings": "Change a channel's AutoMod settings",
        "moderator:manage:banned_users": "Ban, time out, unban; list bans",
        "moderator:manage:blocked_terms": "Add, remove or see a channel's blocked terms",
        "moderator:manage:chat_messages": "Delete chat messages; pin, edit or unpin one",
        "moderator:manage:shield_mode": "Turn Shield Mode on or off",
        "moderator:manage:suspicious_users": "Set or clear a chatter's suspicious status",
        "moderator:manage:unban_requests": "Resolve unban requests",
        "moderator:manage:warnings": "Warn a chatter",
        "moderator:read:automod_settings": "See a channel's AutoMod settings",
        "moderator:read:banned_users": "Receive ban and unban actions in moderated channels",
        "moderator:read:blocked_terms": "See a channel's blocked terms",
        "moderator:read:chat_messages": "See deleted messages and the pinned message",
        "moderator:read:moderators": "Receive moderator add or remove actions",
        "moderator:read:shield_mode": "See whether Shield Mode is on",
        "moderator:read:suspicious_users": "Receive messages and status changes of suspicious users",
        "moderator:read:unban_requests": "See unban requests",
        "moderator:read:vips": "Receive VIP add or remove actions",
        "moderator:read:warnings": "Receive warnings sent and acknowledged",
        "user:read:moderated_channels": "List channels where the user moderates",
    },
    "OpenID Connect": {
        "openid": "Return an ID token and allow the userinfo endpoint",
    },
    "Polls": {
        "channel:manage:polls": "Create, end and see the channel's polls",
        "channel:read:polls": "See the channel's polls",
    },
    "Predictions": {
        "channel:manage:predictions": "Create, resolve and see the channel's predictions",
        "channel:read:predictions": "See the channel's predictions",
    },
    "PubSub (gone)": {
        "whispers:read": "Receive whispers over the retired PubSub",
    },
    "Raids": {
        "channel:manage:raids": "Start or cancel a raid",
    },
    "Schedule": {
        "channel:manage:schedule": "Change the channel's stream schedule",
    },
    "Streams": {
        "channel:read:stream_key": "Read the channel's stream key (a secret)",
    },
    "Subscriptions": {
        "channel:read:subscriptions": "List the channel's subscribers and check one user",
        "user:read:subscriptions": "Check whether the user subscribes to a channel",
    },
    "Users": {
        "user:edit": "Change the user's channel description",
        "user:edit:follows": "Follow or unfollow for the user (endpoints removed)",
        "user:manage:blocked_users": "Block or unblock people for the user",
        "user:read:blocked_users": "See the user's block list",
        "user:read:email": "Read the verified email address",
        "user:read:follows": "List channels the user follows, and live ones",
    },
    "Videos": {
        "channel:manage:videos": "Delete the channel's videos",
    },
    "Whispers": {
        "user:manage:whispers": "Send and receive whispers",
        "user:read:whispers": "Receive whispers through EventSub",
    },
}
"""Area → scope → what it permits."""

BOT = frozenset({"channel:bot", "user:bot"})
"""Consents that let the app's own token act; on a user token they do nothing."""

CHAT = frozenset({"chat:edit", "chat:read", "whispers:edit", "whispers:read"})
"""For chat over IRC and the retired PubSub; no endpoint takes them."""

STATUS: Mapping[str, str] = {
    "channel:moderate": "partly legacy",
    "whispers:read": "legacy",
    "whispers:edit": "removed",
    "user:edit:follows": "removed",
}
"""Of those that are not `current`."""

SUPERSEDED: Mapping[str, tuple[str, ...]] = {
    "user:edit:broadcast": ("channel:manage:broadcast", "channel:manage:extensions"),
    "whispers:edit": ("user:manage:whispers",),
    "whispers:read": ("user:read:whispers",),
    "user:edit:follows": (),
}
"""Scopes of early Helix, IRC and PubSub → today's."""
