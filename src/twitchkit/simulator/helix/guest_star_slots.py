"""Guest Star: who is in which slot, and how they are heard and seen."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.guest_star import MANAGE, Within, free_slot, managed, session_of
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, USER, Reply, Route, Routes
from twitchkit.simulator.world.guests import HOST_SLOT, Guest, GuestSession


class _Assign(Within):
    guest_id: str
    slot_id: str


class _Move(Within):
    source_slot_id: str
    destination_slot_id: str | None = None


class _Remove(Within):
    guest_id: str
    slot_id: str
    should_reinvite_guest: bool = False


class _Change(Within):
    slot_id: str
    is_audio_enabled: bool | None = None
    is_video_enabled: bool | None = None
    is_live: bool | None = None
    volume: Annotated[int, Meta(ge=0, le=100)] | None = None


def assign_slot(call: Call) -> Reply:
    """POST /helix/guest_star/slot: somebody who was invited gets a free slot."""
    asked = call.query(_Assign)
    channel = managed(call, asked.broadcaster_id)
    session = session_of(call, channel, asked.session_id)
    if asked.guest_id not in session.invited:
        raise Refused(403, "The user in guest_id has not been invited to the session")
    slot = free_slot(call, channel, session, asked.slot_id)
    del session.invited[asked.guest_id]
    session.guests[slot] = Guest(user_id=asked.guest_id, assigned_at=call.now)
    return NO_CONTENT


def move_slot(call: Call) -> Reply:
    """PATCH /helix/guest_star/slot: guests change places; without a destination the next free one is it."""
    asked = call.query(_Move)
    channel = managed(call, asked.broadcaster_id)
    session = session_of(call, channel, asked.session_id)
    guest = _in_slot(session, asked.source_slot_id)
    other = session.guests.get(asked.destination_slot_id or "")
    if other is not None and asked.destination_slot_id not in {None, HOST_SLOT}:
        session.guests[asked.source_slot_id] = other
        session.guests[asked.destination_slot_id or ""] = guest
        return NO_CONTENT
    free = asked.destination_slot_id or next(
        (slot for slot in map(str, range(1, 7)) if slot not in session.guests), HOST_SLOT
    )
    slot = free_slot(call, channel, session, free)
    del session.guests[asked.source_slot_id]
    session.guests[slot] = guest
    return NO_CONTENT


def remove_guest(call: Call) -> Reply:
    """DELETE /helix/guest_star/slot."""
    asked = call.query(_Remove)
    session = session_of(call, managed(call, asked.broadcaster_id), asked.session_id)
    if session.slot_of(asked.guest_id) != asked.slot_id or asked.slot_id == HOST_SLOT:
        raise Refused(404, "The user in guest_id is not in the slot")
    del session.guests[asked.slot_id]
    if asked.should_reinvite_guest:
        session.invited[asked.guest_id] = call.now
    return NO_CONTENT


def change_slot(call: Call) -> Reply:
    """PATCH /helix/guest_star/slot_settings: what is not named stays."""
    asked = call.query(_Change)
    session = session_of(call, managed(call, asked.broadcaster_id), asked.session_id)
    guest = session.guests.get(asked.slot_id)
    if guest is None:
        raise Refused(400, "There is no guest in the slot")
    for name, value in (
        ("audio", asked.is_audio_enabled),
        ("video", asked.is_video_enabled),
        ("live", asked.is_live),
        ("volume", asked.volume),
    ):
        if value is not None:
            setattr(guest, name, value)
    return NO_CONTENT


def _in_slot(session: GuestSession, slot_id: str) -> Guest:
    guest = session.guests.get(slot_id)
    if guest is None or slot_id == HOST_SLOT:
        raise Refused(400, "There is no guest in the slot")
    return guest


SLOT, SLOT_SETTINGS = "/helix/guest_star/slot", "/helix/guest_star/slot_settings"
OWNER = "moderator_id"
ROUTES: Routes = {
    ("POST", SLOT): Route(answer=assign_slot, tokens=USER, scopes=MANAGE, owner=OWNER),
    ("PATCH", SLOT): Route(answer=move_slot, tokens=USER, scopes=MANAGE, owner=OWNER),
    ("DELETE", SLOT): Route(answer=remove_guest, tokens=USER, scopes=MANAGE, owner=OWNER),
    ("PATCH", SLOT_SETTINGS): Route(answer=change_slot, tokens=USER, scopes=MANAGE, owner=OWNER),
}
