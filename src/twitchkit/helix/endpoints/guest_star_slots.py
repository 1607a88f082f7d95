"""The slots of a Guest Star session."""

from __future__ import annotations

from twitchkit.helix.endpoint import Command
from twitchkit.helix.rules import Between


class AssignGuestStarSlot(Command, frozen=True, kw_only=True):
    """Gives an invited guest a slot.

    Owners need a scope `channel:*`, moderators one of `moderator:*`.

    Args:
        broadcaster_id: the host.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        session_id: the session.
        guest_id: whom.
        slot_id: the slot.

    Source: dev.twitch.tv/docs/api/reference#assign-guest-star-slot
    """

    operation = "assign_guest_star_slot"
    path = "/guest_star/slot"
    tokens = ("user",)
    scopes = ("channel:manage:guest_star", "moderator:manage:guest_star")
    token_owner = "moderator_id"
    beta = True

    broadcaster_id: str
    moderator_id: str
    session_id: str
    guest_id: str
    slot_id: str


class UpdateGuestStarSlot(Command, frozen=True, kw_only=True):
    """Moves a guest to another slot, swapping with who is there.

    Owners need a scope `channel:*`, moderators one of `moderator:*`.

    Args:
        broadcaster_id: the host.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        session_id: the session.
        source_slot_id: from here.
        destination_slot_id: to here.

    Source: dev.twitch.tv/docs/api/reference#update-guest-star-slot
    """

    operation = "update_guest_star_slot"
    method = "PATCH"
    path = "/guest_star/slot"
    tokens = ("user",)
    scopes = ("channel:manage:guest_star", "moderator:manage:guest_star")
    token_owner = "moderator_id"
    beta = True

    broadcaster_id: str
    moderator_id: str
    session_id: str
    source_slot_id: str
    destination_slot_id: str | None = None


class DeleteGuestStarSlot(Command, frozen=True, kw_only=True):
    """Takes a guest out of a slot.

    Owners need a scope `channel:*`, moderators one of `moderator:*`.

    Args:
        broadcaster_id: the host.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        session_id: the session.
        guest_id: whom.
        slot_id: the slot.
        should_reinvite_guest: back to the waiting list in place of out.

    Source: dev.twitch.tv/docs/api/reference#delete-guest-star-slot
    """

    operation = "delete_guest_star_slot"
    method = "DELETE"
    path = "/guest_star/slot"
    tokens = ("user",)
    scopes = ("channel:manage:guest_star", "moderator:manage:guest_star")
    token_owner = "moderator_id"
    beta = True

    broadcaster_id: str
    moderator_id: str
    session_id: str
    guest_id: str
    slot_id: str
    should_reinvite_guest: bool | None = None


class UpdateGuestStarSlotSettings(Command, frozen=True, kw_only=True):
    """Sets picture and sound of a slot; what is not given stays.

    Owners need a scope `channel:*`, moderators one of `moderator:*`.

    Args:
        broadcaster_id: the host.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        session_id: the session.
        slot_id: the slot.
        is_live: on air.
        volume: 0 to 100.

    Source: dev.twitch.tv/docs/api/reference#update-guest-star-slot-settings
    """

    operation = "update_guest_star_slot_settings"
    method = "PATCH"
    path = "/guest_star/slot_settings"
    tokens = ("user",)
    scopes = ("channel:manage:guest_star", "moderator:manage:guest_star")
    token_owner = "moderator_id"
    beta = True
    rules = (Between("volume", 0, 100),)

    broadcaster_id: str
    moderator_id: str
    session_id: str
    slot_id: str
    is_audio_enabled: bool | None = None
    is_video_enabled: bool | None = None
    is_live: bool | None = None
    volume: int | None = None
