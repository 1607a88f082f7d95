"""AutoMod: check messages, manage held ones, read and change its levels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import Moderating, moderators
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, AppGrant, Limit, Route, Routes
from twitchkit.simulator.helix.standing import known, moderated
from twitchkit.simulator.world.chat import Chat
from twitchkit.simulator.world.moderation import CATEGORIES, AutoMod, Moderation
from twitchkit.simulator.world.roles import Roles

READ, MANAGE, HELD = (
    "moderator:read:automod_settings",
    "moderator:manage:automod_settings",
    "moderator:manage:automod",
)
CHECK_SCOPE = "moderation:read"
Level = Annotated[int, Meta(ge=0, le=4)]


class _Channel(msgspec.Struct):
    broadcaster_id: str


class _Message(msgspec.Struct):
    msg_id: str
    msg_text: str


class _Checked(msgspec.Struct):
    data: Annotated[tuple[_Message, ...], Meta(min_length=1, max_length=100)]


class _Held(msgspec.Struct):
    user_id: str
    msg_id: str
    action: Literal["ALLOW", "DENY"]


class _Levels(msgspec.Struct, omit_defaults=True):
    overall_level: Level | None = None
    aggression: Level | None = None
    bullying: Level | None = None
    disability: Level | None = None
    misogyny: Level | None = None
    race_ethnicity_or_religion: Level | None = None
    sex_based_terms: Level | None = None
    sexuality_sex_or_gender: Level | None = None
    swearing: Level | None = None


def check_automod_status(call: Call) -> Mapping[str, object]:
    """POST /helix/moderation/enforcements/status."""
    channel = known(call, call.query(_Channel).broadcaster_id)
    book, automod = call.book(Moderation), call.book(Moderation).automod(channel.id)
    rows = [
        {
            "msg_id": message.msg_id,
            "is_permitted": automod.permits(message.msg_text)
            and not book.stops(channel.id, message.msg_text),
        }
        for message in call.body(_Checked).data
    ]
    return {"data": rows}


def manage_held_message(call: Call) -> Answer:
    """POST /helix/moderation/automod/message."""
    asked, chat = call.body(_Held), call.book(Chat)
    held = chat.waiting(call.now).get(asked.msg_id)
    if held is None:
        raise Refused(404, "The message specified in the msg_id field was not found.")
    if not call.book(Roles).moderates(call.person.id, held.broadcaster_id):
        raise Refused(
            403, "The user specified in the user_id field is not one of the broadcaster's moderators."
        )
    del chat.held[asked.msg_id]
    if asked.action == "ALLOW":
        chat.publish(held)
    return NO_CONTENT


def get_automod_settings(call: Call) -> Mapping[str, object]:
    """GET /helix/moderation/automod/settings."""
    channel = moderated(call, call.query(Moderating).broadcaster_id)
    return _told(channel.id, call.book(Moderation).automod(channel.id))


def update_automod_settings(call: Call) -> Mapping[str, object]:
    """PUT /helix/moderation/automod/settings: replaces all levels; those left out are 0."""
    asked, given = call.query(Moderating), call.body(_Levels)
    channel = moderated(call, asked.broadcaster_id)
    told = {name: level for name in CATEGORIES if (level := getattr(given, name)) is not None}
    if given.overall_level is not None and told:
        raise Refused(400, "The overall_level field and the individual levels are mutually exclusive")
    if given.overall_level is None and not told:
        raise Refused(400, "The request must set overall_level or at least one of the individual levels")
    automod = call.book(Moderation).set_automod(channel.id, call.person.id, told, given.overall_level)
    return _told(channel.id, automod)


def _told(broadcaster_id: str, automod: AutoMod) -> Mapping[str, object]:
    row = {
        "broadcaster_id": broadcaster_id,
        "moderator_id": automod.moderator_id,
        "overall_level": automod.overall,
        **automod.levels,
    }
    return {"data": [row]}


def _of_kind(kind: str) -> tuple[Limit, Limit]:
    """The limits of channels of that kind."""
    minute, hour = {"partner": (30, 300), "affiliate": (10, 100)}.get(kind, (5, 50))

    def key(call: Call) -> str | None:
        user = call.world.user_with(call.named("broadcaster_id") or "")
        return user.id if user and user.kind == kind else None

    return Limit(points=minute, per_s=60, key=key), Limit(points=hour, per_s=3600, key=key)


ROUTES: Routes = {
    ("POST", "/helix/moderation/enforcements/status"): Route(
        answer=check_automod_status,
        scopes=(CHECK_SCOPE,),
        owner="broadcaster_id",
        app_grants=(AppGrant(user="broadcaster_id", any_of=(CHECK_SCOPE,)),),
        limits=(*_of_kind(""), *_of_kind("affiliate"), *_of_kind("partner")),
    ),
    ("POST", "/helix/moderation/automod/message"): Route(
        answer=manage_held_message,
        scopes=(HELD,),
        owner="user_id",
        app_grants=(AppGrant(user="user_id", any_of=(HELD,)),),
    ),
    ("GET", "/helix/moderation/automod/settings"): moderators(get_automod_settings, READ),
    ("PUT", "/helix/moderation/automod/settings"): moderators(update_automod_settings, MANAGE),
}
