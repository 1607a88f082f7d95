"""Invitations to a Guest Star session."""

from __future__ import annotations

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.row import Moment, Row


class GuestStarInvite(Row, frozen=True, kw_only=True):
    """An open invitation.

    Args:
        status: INVITED, ACCEPTED, READY; an open set.
    """

    user_id: str
    invited_at: Moment
    is_video_enabled: bool
    is_audio_enabled: bool
    is_video_available: bool
    is_audio_available: bool
    status: str = ""


class GetGuestStarInvites(Endpoint[GuestStarInvite], frozen=True, kw_only=True):
    """Invitations to a session that are open.

    Owners need a scope `channel:*`, moderators one of `moderator:*`.

    Args:
        broadcaster_id: the host.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        session_id: the session.

    Source: dev.twitch.tv/docs/api/reference#get-guest-star-invites
    """

    operation = "get_guest_star_invites"
    path = "/guest_star/invites"
    tokens = ("user",)
    scopes = (
        "channel:read:guest_star",
        "channel:manage:guest_star",
        "moderator:read:guest_star",
        "moderator:manage:guest_star",
    )
    token_owner = "moderator_id"
    beta = True
    row = GuestStarInvite

    broadcaster_id: str
    moderator_id: str
    session_id: str


class SendGuestStarInvite(Command, frozen=True, kw_only=True):
    """Invites a guest.

    Owners need a scope `channel:*`, moderators one of `moderator:*`.

    Args:
        broadcaster_id: the host.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        session_id: the session.
        guest_id: whom.

    Source: dev.twitch.tv/docs/api/reference#send-guest-star-invite
    """

    operation = "send_guest_star_invite"
    path = "/guest_star/invites"
    tokens = ("user",)
    scopes = ("channel:manage:guest_star", "moderator:manage:guest_star")
    token_owner = "moderator_id"
    beta = True

    broadcaster_id: str
    moderator_id: str
    session_id: str
    guest_id: str


class DeleteGuestStarInvite(Command, frozen=True, kw_only=True):
    """Takes an invitation back.

    Owners need a scope `channel:*`, moderators one of `moderator:*`.

    Args:
        broadcaster_id: the host.
        moderator_id: who acts: the token's user, owner or moderator of the channel.
        session_id: the session.
        guest_id: whose.

    Source: dev.twitch.tv/docs/api/reference#delete-guest-star-invite
    """

    operation = "delete_guest_star_invite"
    method = "DELETE"
    path = "/guest_star/invites"
    tokens = ("user",)
    scopes = ("channel:manage:guest_star", "moderator:manage:guest_star")
    token_owner = "moderator_id"
    beta = True

    broadcaster_id: str
    moderator_id: str
    session_id: str
    guest_id: str
