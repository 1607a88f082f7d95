"""The types of events one can subscribe to: versions, conditions, scopes.

Source: dev.twitch.tv/docs/eventsub/eventsub-subscription-types
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

CHANNEL, MODERATOR, READER, CLIENT = "broadcaster_user_id", "moderator_user_id", "user_id", "client_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A type of events.

    Args:
        versions: in use; of `gone` ones there are no more events.
        needs: keys of the condition that must be there.
        one_of: of these keys of the condition at least one must be there.
        may: keys of the condition that may be there.
        granter: the key whose user must have granted `scopes`; of each group one.
        webhook_only: takes no websocket and no conduit.
    """

    versions: tuple[str, ...] = ("1",)
    gone: tuple[str, ...] = ()
    needs: tuple[str, ...] = (CHANNEL,)
    one_of: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    granter: str = CHANNEL
    scopes: tuple[tuple[str, ...], ...] = ()
    webhook_only: bool = False


def _own(
    *scopes: str, versions: tuple[str, ...] = ("1",), gone: tuple[str, ...] = (), may: tuple[str, ...] = ()
) -> EventType:
    """Told to the broadcaster."""
    return EventType(versions=versions, gone=gone, may=may, scopes=(scopes,) if scopes else ())


def _moderated(*scopes: str, versions: tuple[str, ...] = ("1",), gone: tuple[str, ...] = ()) -> EventType:
    """Told to a moderator."""
    return EventType(
        versions=versions, gone=gone, needs=(CHANNEL, MODERATOR), granter=MODERATOR, scopes=(scopes,)
    )


CHAT = EventType(needs=(CHANNEL, READER), granter=READER, scopes=(("user:read:chat",),))
HELD = _moderated("moderator:manage:automod", versions=("1", "2"))
GUESTS = _moderated(
    "channel:read:guest_star",
    "channel:manage:guest_star",
    "moderator:read:guest_star",
    "moderator:manage:guest_star",
    versions=("beta",),
)
REDEMPTIONS = ("channel:read:redemptions", "channel:manage:redemptions")
POLL = _own("channel:read:polls", "channel:manage:polls")
PREDICTION = _own("channel:read:predictions", "channel:manage:predictions")
CHARITY = _own("channel:read:charity")
GOAL = _own("channel:read:goals")
HYPE = _own("channel:read:hype_train", versions=("2",), gone=("1",))
SUBSCRIBED = _own("channel:read:subscriptions")
VIPS = _own("channel:read:vips", "channel:manage:vips")
REWARD = _own(*REDEMPTIONS, may=("reward_id",))
SHIELD = _moderated("moderator:read:shield_mode", "moderator:manage:shield_mode")
SHOUTOUT = _moderated("moderator:read:shoutouts", "moderator:manage:shoutouts")
UNBAN = _moderated("moderator:read:unban_requests", "moderator:manage:unban_requests")
WARNING = _moderated("moderator:read:warnings", "moderator:manage:warnings")
OPEN = _own()
MODERATION: Final = EventType(
    versions=("1", "2"),
    needs=(CHANNEL, MODERATOR),
    granter=MODERATOR,
    scopes=(
        ("moderator:read:blocked_terms", "moderator:manage:blocked_terms"),
        ("moderator:read:chat_settings", "moderator:manage:chat_settings"),
        ("moderator:read:unban_requests", "moderator:manage:unban_requests"),
        ("moderator:read:banned_users", "moderator:manage:banned_users"),
        ("moderator:read:chat_messages", "moderator:manage:chat_messages"),
        ("moderator:read:moderators",),
        ("moderator:read:vips",),
    ),
)

EVENT_TYPES: Final[Mapping[str, EventType]] = {
    "automod.message.hold": HELD,
    "automod.message.update": HELD,
    "automod.settings.update": _moderated("moderator:read:automod_settings"),
    "automod.terms.update": _moderated("moderator:manage:automod"),
    "channel.ad_break.begin": _own("channel:read:ads"),
    "channel.ban": _own("channel:moderate"),
    "channel.bits.use": _own("bits:read"),
    "channel.channel_points_automatic_reward_redemption.add": _own(*REDEMPTIONS, versions=("1", "2")),
    "channel.channel_points_custom_reward.add": _own(*REDEMPTIONS),
    "channel.channel_points_custom_reward.remove": REWARD,
    "channel.channel_points_custom_reward.update": REWARD,
    "channel.channel_points_custom_reward_redemption.add": REWARD,
    "channel.channel_points_custom_reward_redemption.update": REWARD,
    "channel.charity_campaign.donate": CHARITY,
    "channel.charity_campaign.progress": CHARITY,
    "channel.charity_campaign.start": CHARITY,
    "channel.charity_campaign.stop": CHARITY,
    "channel.chat.clear": CHAT,
    "channel.chat.clear_user_messages": CHAT,
    "channel.chat.message": CHAT,
    "channel.chat.message_delete": CHAT,
    "channel.chat.notification": CHAT,
    "channel.chat.user_message_hold": CHAT,
    "channel.chat.user_message_update": CHAT,
    "channel.chat_settings.update": CHAT,
    "channel.cheer": _own("bits:read"),
    "channel.custom_power_up_redemption.add": _own("bits:read", may=("reward_id",)),
    "channel.follow": _moderated("moderator:read:followers", versions=("2",), gone=("1",)),
    "channel.goal.begin": GOAL,
    "channel.goal.end": GOAL,
    "channel.goal.progress": GOAL,
    "channel.guest_star_guest.update": GUESTS,
    "channel.guest_star_session.begin": GUESTS,
    "channel.guest_star_session.end": GUESTS,
    "channel.guest_star_settings.update": GUESTS,
    "channel.hype_train.begin": HYPE,
    "channel.hype_train.end": HYPE,
    "channel.hype_train.progress": HYPE,
    "channel.moderate": MODERATION,
    "channel.moderator.add": _own("moderation:read"),
    "channel.moderator.remove": _own("moderation:read"),
    "channel.poll.begin": POLL,
    "channel.poll.end": POLL,
    "channel.poll.progress": POLL,
    "channel.prediction.begin": PREDICTION,
    "channel.prediction.end": PREDICTION,
    "channel.prediction.lock": PREDICTION,
    "channel.prediction.progress": PREDICTION,
    "channel.raid": EventType(needs=(), one_of=("from_broadcaster_user_id", "to_broadcaster_user_id")),
    "channel.shared_chat.begin": OPEN,
    "channel.shared_chat.end": OPEN,
    "channel.shared_chat.update": OPEN,
    "channel.shield_mode.begin": SHIELD,
    "channel.shield_mode.end": SHIELD,
    "channel.shoutout.create": SHOUTOUT,
    "channel.shoutout.receive": SHOUTOUT,
    "channel.subscribe": SUBSCRIBED,
    "channel.subscription.end": SUBSCRIBED,
    "channel.subscription.gift": SUBSCRIBED,
    "channel.subscription.message": SUBSCRIBED,
    "channel.suspicious_user.message": _moderated("moderator:read:suspicious_users"),
    "channel.suspicious_user.update": _moderated("moderator:read:suspicious_users"),
    "channel.unban": _own("channel:moderate"),
    "channel.unban_request.create": UNBAN,
    "channel.unban_request.resolve": UNBAN,
    "channel.update": _own(versions=("2",), gone=("1",)),
    "channel.vip.add": VIPS,
    "channel.vip.remove": VIPS,
    "channel.warning.acknowledge": WARNING,
    "channel.warning.send": WARNING,
    "conduit.shard.disabled": EventType(needs=(CLIENT,), may=("conduit_id",)),
    "drop.entitlement.grant": EventType(
        needs=("organization_id",), may=("category_id", "campaign_id"), webhook_only=True
    ),
    "extension.bits_transaction.create": EventType(needs=("extension_client_id",), webhook_only=True),
    "stream.offline": OPEN,
    "stream.online": OPEN,
    "user.authorization.grant": EventType(needs=(CLIENT,), webhook_only=True),
    "user.authorization.revoke": EventType(needs=(CLIENT,), webhook_only=True),
    "user.update": EventType(needs=(READER,), granter=READER),
    "user.whisper.message": EventType(
        needs=(READER,), granter=READER, scopes=(("user:read:whispers", "user:manage:whispers"),)
    ),
}
