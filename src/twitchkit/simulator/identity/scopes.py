"""The scopes Twitch knows, and what each lets an app do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

SCOPES: Mapping[str, str] = {
    "analytics:read:extensions": "See usage reports of extensions the user owns",
    "analytics:read:games": "See usage reports of games the user's organization owns",
    "bits:read": "See Bits leaderboard, cheers and power-up use on the channel",
    "channel:bot": "Broadcaster lets the app's bot chat and listen in their room",
    "channel:edit:commercial": "Start an ad break on the channel",
    "channel:manage:ads": "Postpone the next scheduled ad",
    "channel:manage:broadcast": "Change title, category, tags and labels; create stream markers",
    "channel:manage:clips": "Broadcaster's own clips: make from VOD, get download URLs",
    "channel:manage:extensions": "Switch the channel's installed extensions on or off",
    "channel:manage:guest_star": "Run Guest Star sessions, slots and invites on own channel",
    "channel:manage:moderators": "Add, remove or list the channel's moderators",
    "channel:manage:polls": "Create, end and see the channel's polls",
    "channel:manage:predictions": "Create, resolve and see the channel's predictions",
    "channel:manage:raids": "Start or cancel a raid",
    "channel:manage:redemptions": "Create or change own-app rewards; settle redemptions",
    "channel:manage:schedule": "Change the channel's stream schedule",
    "channel:manage:videos": "Delete the channel's videos",
    "channel:manage:vips": "Add, remove or list the channel's VIPs",
    "channel:moderate": "Receive ban and unban events; legacy IRC moderation",
    "channel:read:ads": "See the ad schedule and ad-break events",
    "channel:read:charity": "See the running charity campaign and its donations",
    "channel:read:editors": "List the channel's editors",
    "channel:read:goals": "See the channel's creator goals",
    "channel:read:guest_star": "See Guest Star settings, session and invites of own channel",
    "channel:read:hype_train": "See hype train state of the channel",
    "channel:read:polls": "See the channel's polls",
    "channel:read:predictions": "See the channel's predictions",
    "channel:read:redemptions": "See custom rewards and their redemptions",
    "channel:read:stream_key": "Read the channel's stream key (a secret)",
    "channel:read:subscriptions": "List the channel's subscribers and check one user",
    "channel:read:vips": "List the channel's VIPs",
    "chat:edit": "Send chat over IRC",
    "chat:read": "Read chat over IRC",
    "clips:edit": "Create a clip from a live stream",
    "editor:manage:clips": "Channel editor: make clips from VOD, get download URLs",
    "moderation:read": "List moderators and bans; check messages against AutoMod",
    "moderator:manage:announcements": "Post announcements where the user moderates",
    "moderator:manage:automod": "Allow or deny messages that AutoMod held",
    "moderator:manage:automod_settings": "Change a channel's AutoMod settings",
    "moderator:manage:banned_users": "Ban, time out, unban; list bans",
    "moderator:manage:blocked_terms": "Add, remove or see a channel's blocked terms",
    "moderator:manage:chat_messages": "Delete chat messages; pin, edit or unpin one",
    "moderator:manage:chat_settings": "Change a room's chat settings",
    "moderator:manage:guest_star": "Manage invites and slots where user is Guest Star moderator",
    "moderator:manage:shield_mode": "Turn Shield Mode on or off",
    "moderator:manage:shoutouts": "Send shoutouts",
    "moderator:manage:suspicious_users": "Set or clear a chatter's suspicious status",
    "moderator:manage:unban_requests": "Resolve unban requests",
    "moderator:manage:warnings": "Warn a chatter",
    "moderator:read:automod_settings": "See a channel's AutoMod settings",
    "moderator:read:banned_users": "Receive ban and unban actions in moderated channels",
    "moderator:read:blocked_terms": "See a channel's blocked terms",
    "moderator:read:chat_messages": "See deleted messages and the pinned message",
    "moderator:read:chat_settings": "See a room's chat settings incl. moderator-only fields",
    "moderator:read:chatters": "List who is in a chat room",
    "moderator:read:followers": "List a channel's followers and follow events",
    "moderator:read:guest_star": "See Guest Star details where user is Guest Star moderator",
    "moderator:read:moderators": "Receive moderator add or remove actions",
    "moderator:read:shield_mode": "See whether Shield Mode is on",
    "moderator:read:shoutouts": "Receive shoutout events",
    "moderator:read:suspicious_users": "Receive messages and status changes of suspicious users",
    "moderator:read:unban_requests": "See unban requests",
    "moderator:read:vips": "Receive VIP add or remove actions",
    "moderator:read:warnings": "Receive warnings sent and acknowledged",
    "openid": "Know who you are",
    "user:bot": "Let the app chat and listen as this user, as bot",
    "user:edit": "Change the user's channel description",
    "user:edit:broadcast": "See and change the user's extension set-up, incl. inactive",
    "user:manage:blocked_users": "Block or unblock people for the user",
    "user:manage:chat_color": "Change the user's name colour",
    "user:manage:whispers": "Send and receive whispers",
    "user:read:blocked_users": "See the user's block list",
    "user:read:broadcast": "See stream markers and the user's installed extensions",
    "user:read:chat": "Receive chat messages and notices through EventSub",
    "user:read:email": "Read the verified email address",
    "user:read:emotes": "List emotes the user may use",
    "user:read:follows": "List channels the user follows, and live ones",
    "user:read:moderated_channels": "List channels where the user moderates",
    "user:read:subscriptions": "Check whether the user subscribes to a channel",
    "user:read:whispers": "Receive whispers through EventSub",
    "user:write:chat": "Send chat messages through the API",
    "whispers:read": "Receive whispers over the retired PubSub",
}
"""Scopes of today (dev.twitch.tv/docs/authentication/scopes, read 2026-07); removed ones are unknown."""

KRAKEN_SCOPES: Mapping[str, str] = {
    "user_read": "Read your account's private details, such as the e-mail address",
    "user_blocks_edit": "Block and unblock people for you",
    "user_blocks_read": "Read your block list",
    "user_follows_edit": "Follow and unfollow channels for you",
    "channel_read": "Read your channel's private details, such as the stream key",
    "channel_editor": "Change your channel's title, game and the like",
    "channel_commercial": "Start commercials on your channel",
    "channel_stream": "Reset your stream key",
    "channel_subscriptions": "Read your subscribers",
    "user_subscriptions": "Check what you are subscribed to",
    "channel_check_subscription": "Check whether someone subscribes to your channel",
    "chat_login": "Log in to chat as you and send messages",
    "channel_feed_read": "Read your channel feed",
    "channel_feed_edit": "Post to your channel feed",
    "collections_edit": "Manage your collections",
    "communities_edit": "Manage your communities",
    "communities_moderate": "Moderate your communities",
    "viewing_activity_read": "Turn on the reading of your viewing activity",
}
"""Scopes of the API that ended in February 2022; `/kraken/oauth2/` alone takes them."""


def split_scopes(text: str) -> tuple[str, ...]:
    """The scopes of a parameter, in the order asked, each once."""
    return tuple(dict.fromkeys(text.split()))


def unknown_scope(scopes: Iterable[str], *, kraken: bool = False) -> str | None:
    """The first of `scopes` that does not exist, or None."""
    for scope in scopes:
        if scope not in SCOPES and not (kraken and scope in KRAKEN_SCOPES):
            return scope
    return None


def permission(scope: str) -> str:
    """What `scope` permits, in a few words."""
    return SCOPES.get(scope) or KRAKEN_SCOPES.get(scope, "")
