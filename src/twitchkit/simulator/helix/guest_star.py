"""Guest Star: settings, sessions and invites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, USER, Reply, Route, Routes
from twitchkit.simulator.helix.standing import known, moderated
from twitchkit.simulator.world import User
from twitchkit.simulator.world.guests import HOST_SLOT, GuestSession, GuestStar, Layout

HOST_READS = ("channel:read:guest_star", "channel:manage:guest_star")
HOST_MANAGES = ("channel:manage:guest_star",)
MODERATOR_READS = ("moderator:read:guest_star", "moderator:manage:guest_star")
MODERATOR_MANAGES = ("moderator:manage:guest_star",)
READ = (*HOST_READS, *MODERATOR_READS)
MANAGE = (*HOST_MANAGES, *MODERATOR_MANAGES)


class _Channel(msgspec.Struct):
    broadcaster_id: str


class _Moderated(_Channel):
    moderator_id: str


class _Session(_Channel):
    session_id: str


class Within(_Moderated):
    """A session that a moderator speaks of."""

    session_id: str


class _Invite(Within):
    guest_id: str


class _Settings(msgspec.Struct):
    is_moderator_send_live_enabled: bool | None = None
    slot_count: Annotated[int, Meta(ge=1, le=6)] | None = None
    is_browser_source_audio_enabled: bool | None = None
    group_layout: Layout | None = None
    regenerate_browser_sources: bool = False


def get_settings(call: Call) -> Mapping[str, object]:
    """GET /helix/guest_star/channel_settings."""
    channel = watched(call, call.query(_Moderated).broadcaster_id)
    settings = call.book(GuestStar).settings(channel.id)
    return {
        "data": [
            {
                "is_moderator_send_live_enabled": settings.moderators_send_live,
                "slot_count": settings.slot_count,
                "is_browser_source_audio_enabled": settings.source_has_audio,
                "group_layout": settings.layout,
                "browser_source_token": settings.token,
            }
        ]
    }


def update_settings(call: Call) -> Reply:
    """PUT /helix/guest_star/channel_settings: what is not named stays."""
    call.query(_Channel)
    given, book = call.body(_Settings), call.book(GuestStar)
    settings = book.settings(call.person.id)
    for name, value in (
        ("moderators_send_live", given.is_moderator_send_live_enabled),
        ("slot_count", given.slot_count),
        ("source_has_audio", given.is_browser_source_audio_enabled),
        ("layout", given.group_layout),
    ):
        if value is not None:
            setattr(settings, name, value)
    if given.regenerate_browser_sources:
        settings.token = book.new_token()
    return NO_CONTENT


def get_session(call: Call) -> Mapping[str, object]:
    """GET /helix/guest_star/session: the running one, or none."""
    channel = watched(call, call.query(_Moderated).broadcaster_id)
    session = call.book(GuestStar).sessions.get(channel.id)
    return {"data": [_encode(session, call)] if session else []}


def create_session(call: Call) -> Mapping[str, object]:
    """POST /helix/guest_star/session."""
    call.query(_Channel)
    book = call.book(GuestStar)
    if call.person.id in book.sessions:
        raise Refused(400, "The broadcaster has a Guest Star session already")
    return {"data": [_encode(book.start(call.person.id, call.now), call)]}


def end_session(call: Call) -> Mapping[str, object]:
    """DELETE /helix/guest_star/session."""
    session = session_of(call, call.person, call.query(_Session).session_id)
    del call.book(GuestStar).sessions[call.person.id]
    return {"data": [_encode(session, call)]}


def get_invites(call: Call) -> Mapping[str, object]:
    """GET /helix/guest_star/invites: those who have not got a slot."""
    asked = call.query(Within)
    session = session_of(call, watched(call, asked.broadcaster_id), asked.session_id)
    return {
        "data": [
            {
                "user_id": user_id,
                "invited_at": rfc3339(invited_at),
                "status": "INVITED",
                "is_video_enabled": True,
                "is_audio_enabled": True,
                "is_video_available": True,
                "is_audio_available": True,
            }
            for user_id, invited_at in session.invited.items()
        ]
    }


def send_invite(call: Call) -> Reply:
    """POST /helix/guest_star/invites."""
    asked = call.query(_Invite)
    session = session_of(call, managed(call, asked.broadcaster_id), asked.session_id)
    guest = known(call, asked.guest_id, "guest_id")
    if guest.id in session.invited or session.slot_of(guest.id) is not None:
        raise Refused(400, "The guest has been invited already")
    session.invited[guest.id] = call.now
    return NO_CONTENT


def delete_invite(call: Call) -> Reply:
    """DELETE /helix/guest_star/invites."""
    asked = call.query(_Invite)
    session = session_of(call, managed(call, asked.broadcaster_id), asked.session_id)
    if session.invited.pop(asked.guest_id, None) is None:
        raise Refused(404, "The invite for the user in guest_id was not found")
    return NO_CONTENT


def watched(call: Call, broadcaster_id: str) -> User:
    """The channel, whose guests the caller may see; raises `Refused` else."""
    return _allowed(call, broadcaster_id, HOST_READS, MODERATOR_READS)


def managed(call: Call, broadcaster_id: str) -> User:
    """The channel, whose guests the caller may manage; raises `Refused` else."""
    return _allowed(call, broadcaster_id, HOST_MANAGES, MODERATOR_MANAGES)


def session_of(call: Call, channel: User, session_id: str) -> GuestSession:
    """The channel's session.

    Raises:
        Refused: 400: it is not that one.
    """
    session = call.book(GuestStar).sessions.get(channel.id)
    if session is None or session.id != session_id:
        raise Refused(400, "The session specified in the session_id parameter was not found")
    return session


def _allowed(call: Call, broadcaster_id: str, own: tuple[str, ...], others: tuple[str, ...]) -> User:
    """Hosts need other scopes than moderators do."""
    needed = own if broadcaster_id == call.person.id else others
    if not call.holds(*needed):
        raise Refused(401, f"Missing scope: {' or '.join(needed)}")
    return moderated(call, broadcaster_id)


def _encode(session: GuestSession, call: Call) -> Mapping[str, object]:
    return {
        "id": session.id,
        "guests": [
            {
                "slot_id": slot,
                "is_live": guest.live,
                "user_id": user.id,
                "user_display_name": user.display_name,
                "user_login": user.login,
                "volume": guest.volume,
                "assigned_at": rfc3339(guest.assigned_at),
                "audio_settings": _media(enabled=guest.audio),
                "video_settings": _media(enabled=guest.video),
            }
            for slot, guest in sorted(session.guests.items())
            if (user := call.world.user_with(guest.user_id))
        ],
    }


def _media(*, enabled: bool) -> Mapping[str, object]:
    return {"is_host_enabled": enabled, "is_guest_enabled": True, "is_available": True}


def free_slot(call: Call, channel: User, session: GuestSession, slot_id: str) -> str:
    """`slot_id`, in which nobody is.

    Raises:
        Refused: 400: there is no such slot; 403: somebody is there.
    """
    count = call.book(GuestStar).settings(channel.id).slot_count
    if slot_id not in map(str, range(int(HOST_SLOT) + 1, count + 1)):
        raise Refused(400, f"There is no slot {slot_id}")
    if slot_id in session.guests:
        raise Refused(403, "There is a guest in the slot already")
    return slot_id


SETTINGS, SESSION = "/helix/guest_star/channel_settings", "/helix/guest_star/session"
INVITES = "/helix/guest_star/invites"
HOST, MODERATOR = "broadcaster_id", "moderator_id"
ROUTES: Routes = {
    ("GET", SETTINGS): Route(answer=get_settings, tokens=USER, scopes=READ, owner=MODERATOR),
    ("PUT", SETTINGS): Route(answer=update_settings, tokens=USER, scopes=HOST_MANAGES, owner=HOST),
    ("GET", SESSION): Route(answer=get_session, tokens=USER, scopes=READ, owner=MODERATOR),
    ("POST", SESSION): Route(answer=create_session, tokens=USER, scopes=HOST_MANAGES, owner=HOST),
    ("DELETE", SESSION): Route(answer=end_session, tokens=USER, scopes=HOST_MANAGES, owner=HOST),
    ("GET", INVITES): Route(answer=get_invites, tokens=USER, scopes=READ, owner=MODERATOR),
    ("POST", INVITES): Route(answer=send_invite, tokens=USER, scopes=MANAGE, owner=MODERATOR),
    ("DELETE", INVITES): Route(answer=delete_invite, tokens=USER, scopes=MANAGE, owner=MODERATOR),
}
