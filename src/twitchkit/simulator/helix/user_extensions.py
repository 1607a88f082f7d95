"""The extensions a channel has installed, and those it shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import missing
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world.extensions import SLOTS, Extensions, Place, Shown

EDIT = ("user:edit:broadcast",)
READ = ("user:read:broadcast", *EDIT)
Slots: TypeAlias = "dict[str, _Slot]"


class _Query(msgspec.Struct):
    user_id: str | None = None


class _Slot(msgspec.Struct):
    active: bool
    id: str | None = None
    version: str | None = None
    x: int = 0
    y: int = 0


class _Places(msgspec.Struct):
    panel: dict[str, _Slot] = {}
    overlay: dict[str, _Slot] = {}
    component: dict[str, _Slot] = {}


class _Update(msgspec.Struct):
    data: _Places


def get_installed(call: Call) -> Mapping[str, object]:
    """GET /helix/users/extensions/list; inactive ones only with the scope to edit."""
    extensions = call.book(Extensions)
    shown = {one.extension_id for one in extensions.shown.get(call.person.id, {}).values()}
    return {
        "data": [
            {
                "id": extension.id,
                "version": extension.version,
                "name": extension.name,
                "can_activate": True,
                "type": list(extension.places),
            }
            for extension in extensions.all
            if call.holds(*EDIT) or extension.id in shown
        ]
    }


def get_active(call: Call) -> Mapping[str, object]:
    """GET /helix/users/extensions: of that user, or of the token's."""
    user_id = call.query(_Query).user_id or (call.actor.id if call.actor else None)
    if user_id is None:
        raise missing("user_id")
    return {"data": _encode(call.book(Extensions), known(call, user_id, "user_id").id)}


def update_active(call: Call) -> Mapping[str, object]:
    """PUT /helix/users/extensions: slots that are not named stay as they are; all change, or none."""
    given, extensions, channel_id = call.body(_Update).data, call.book(Extensions), call.person.id
    shown = dict(extensions.shown.get(channel_id, {}))
    places: tuple[tuple[Place, dict[str, _Slot]], ...] = (
        ("panel", given.panel),
        ("overlay", given.overlay),
        ("component", given.component),
    )
    for place, slots in places:
        for slot, wanted in slots.items():
            if slot not in SLOTS[place]:
                raise Refused(400, f"There is no slot {slot} for extensions of the type {place}")
            shown.pop((place, slot), None)
            if wanted.active:
                shown[place, slot] = _checked(place, wanted, extensions)
    used = [one.extension_id for one in shown.values()]
    if len(set(used)) < len(used):
        raise Refused(400, "An extension can be active in one slot only")
    extensions.shown[channel_id] = shown
    return {"data": _encode(extensions, channel_id)}


def _checked(place: Place, wanted: _Slot, extensions: Extensions) -> Shown:
    if not wanted.id:
        raise missing("id")
    if not wanted.version:
        raise missing("version")
    extension = extensions.called(wanted.id)
    if extension is None or extension.version != wanted.version:
        raise Refused(404, "An extension specified in the body is not installed on the channel")
    if place not in extension.places:
        raise Refused(400, f"The extension cannot be of the type {place}")
    return Shown(extension_id=extension.id, x=wanted.x, y=wanted.y)


def _encode(extensions: Extensions, channel_id: str) -> Mapping[str, object]:
    shown = extensions.shown.get(channel_id, {})
    return {
        place: {slot: _slot(place, shown.get((place, slot)), extensions) for slot in slots}
        for place, slots in SLOTS.items()
    }


def _slot(place: Place, one: Shown | None, extensions: Extensions) -> Mapping[str, object]:
    extension = extensions.called(one.extension_id) if one else None
    if one is None or extension is None:
        return {"active": False}
    where = {"x": one.x, "y": one.y} if place == "component" else {}
    told = {"id": extension.id, "version": extension.version, "name": extension.name}
    return {"active": True, **told, **where}


ROUTES: Routes = {
    ("GET", "/helix/users/extensions/list"): Route(answer=get_installed, tokens=USER, scopes=READ),
    ("GET", "/helix/users/extensions"): Route(answer=get_active),
    ("PUT", "/helix/users/extensions"): Route(answer=update_active, tokens=USER, scopes=EDIT),
}
