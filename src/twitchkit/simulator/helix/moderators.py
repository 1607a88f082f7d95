"""Get, Add and Remove Moderators; Get Moderated Channels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Paged, page
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, USER, AppGrant, Limit, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world.bans import Bans
from twitchkit.simulator.world.roles import Roles

MANAGE = "channel:manage:moderators"
MODERATED = "user:read:moderated_channels"


class Listed(Paged, kw_only=True):
    """The parameters of a list of people with a role in a channel."""

    broadcaster_id: str
    user_id: Annotated[tuple[str, ...], Meta(max_length=100)] = ()


class Named(msgspec.Struct, kw_only=True):
    """The parameters that name a person in a channel."""

    broadcaster_id: str
    user_id: str


class _Moderated(Paged, kw_only=True):
    user_id: str


def people(call: Call, ids: Mapping[str, object], asked: Listed) -> Mapping[str, object]:
    """A page of the people of `ids`, or of those among them who are asked for."""
    chosen = [user_id for user_id in ids if not asked.user_id or user_id in asked.user_id]
    rows, pagination = page([user for user_id in chosen if (user := call.world.user_with(user_id))], asked)
    data = [{"user_id": user.id, "user_login": user.login, "user_name": user.display_name} for user in rows]
    return {"data": data, "pagination": pagination}


def get_moderators(call: Call) -> Mapping[str, object]:
    """GET /helix/moderation/moderators."""
    asked = call.query(Listed)
    return people(call, call.book(Roles).moderators.get(asked.broadcaster_id, {}), asked)


def add_channel_moderator(call: Call) -> Answer:
    """POST /helix/moderation/moderators."""
    asked, roles = call.query(Named), call.book(Roles)
    user = known(call, asked.user_id, "user_id")
    if roles.moderates(user.id, asked.broadcaster_id):
        raise Refused(400, "user is already a mod")
    if call.book(Bans).standing(asked.broadcaster_id, user.id, call.now):
        raise Refused(400, "The user cannot become a moderator because they're banned from the channel.")
    if user.id in roles.vips.get(asked.broadcaster_id, {}):
        raise Refused(
            422, "The user is a VIP. To make them a moderator, you must first remove them as a VIP."
        )
    roles.moderators.setdefault(asked.broadcaster_id, {})[user.id] = call.now
    return NO_CONTENT


def remove_channel_moderator(call: Call) -> Answer:
    """DELETE /helix/moderation/moderators."""
    asked = call.query(Named)
    user = known(call, asked.user_id, "user_id")
    if call.book(Roles).moderators.get(asked.broadcaster_id, {}).pop(user.id, None) is None:
        raise Refused(400, "user is not a mod")
    return NO_CONTENT


def get_moderated_channels(call: Call) -> Mapping[str, object]:
    """GET /helix/moderation/channels: without the own one."""
    asked = call.query(_Moderated)
    moderators = call.book(Roles).moderators
    found = [call.world.user_with(channel) for channel, ids in moderators.items() if asked.user_id in ids]
    rows, pagination = page([user for user in found if user], asked)
    data = [
        {
            "broadcaster_id": user.id,
            "broadcaster_login": user.login,
            "broadcaster_name": user.display_name,
        }
        for user in rows
    ]
    return {"data": data, "pagination": pagination}


def _channel(call: Call) -> str | None:
    return call.named("broadcaster_id")


ROUTES: Routes = {
    ("GET", "/helix/moderation/moderators"): Route(
        answer=get_moderators, tokens=USER, scopes=("moderation:read", MANAGE), owner="broadcaster_id"
    ),
    ("POST", "/helix/moderation/moderators"): Route(
        answer=add_channel_moderator,
        tokens=USER,
        scopes=(MANAGE,),
        owner="broadcaster_id",
        limits=(Limit(points=10, per_s=10, key=_channel),),
    ),
    ("DELETE", "/helix/moderation/moderators"): Route(
        answer=remove_channel_moderator,
        tokens=USER,
        scopes=(MANAGE,),
        owner="broadcaster_id",
        limits=(Limit(points=10, per_s=10, key=_channel),),
    ),
    ("GET", "/helix/moderation/channels"): Route(
        answer=get_moderated_channels,
        scopes=(MODERATED,),
        owner="user_id",
        app_grants=(AppGrant(user="user_id", any_of=(MODERATED,)),),
    ),
}
