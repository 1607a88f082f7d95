"""Get Banned Users, Ban User, Unban User."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import Moderating, as_bot, moderators, of_channel
from twitchkit.simulator.helix.reading import TwoWay, page, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, AppGrant, Limit, Route, Routes
from twitchkit.simulator.helix.standing import known, moderated
from twitchkit.simulator.world.bans import Ban, Bans
from twitchkit.simulator.world.roles import Roles

MANAGE = "moderator:manage:banned_users"
READ = ("moderation:read", MANAGE)
# Not written down; client authors measured it (twitch4j pull 561).
BAN_LIMIT = Limit(points=100, per_s=30, key=of_channel)


class _Listed(TwoWay, kw_only=True):
    broadcaster_id: str
    user_id: Annotated[tuple[str, ...], Meta(max_length=100)] = ()


class _Unban(Moderating, kw_only=True):
    user_id: str


class _Sentence(msgspec.Struct):
    user_id: str
    duration: Annotated[int, Meta(ge=1, le=1_209_600)] | None = None
    reason: Annotated[str, Meta(max_length=500)] = ""


class _Body(msgspec.Struct):
    data: _Sentence


def get_banned_users(call: Call) -> Mapping[str, object]:
    """GET /helix/moderation/banned."""
    asked = call.query(_Listed)
    found = call.book(Bans).all_of(asked.broadcaster_id, call.now)
    chosen = [ban for ban in found if not asked.user_id or ban.user_id in asked.user_id]
    rows, pagination = page(chosen, asked)
    return {"data": [_row(call, ban) for ban in rows], "pagination": pagination}


def ban_user(call: Call) -> Mapping[str, object]:
    """POST /helix/moderation/bans."""
    asked = call.query(Moderating)
    sentence = call.body(_Body).data
    channel = moderated(call, asked.broadcaster_id)
    user = known(call, sentence.user_id, "user_id")
    roles, bans = call.book(Roles), call.book(Bans)
    mine = call.person.id == channel.id
    if user.id == channel.id or (roles.moderates(user.id, channel.id) and not mine):
        raise Refused(400, "The user specified in the user_id field may not be banned.")
    standing = bans.standing(channel.id, user.id, call.now)
    if standing is not None and standing.expires_at is None:
        raise Refused(400, "The user specified in the user_id field is already banned.")
    for holders in (roles.moderators, roles.vips):
        if sentence.duration is None:
            holders.get(channel.id, {}).pop(user.id, None)
    ban = bans.ban(
        channel.id,
        user.id,
        call.person.id,
        call.now,
        duration_s=sentence.duration,
        reason=sentence.reason,
    )
    row = {
        "broadcaster_id": channel.id,
        "moderator_id": ban.moderator_id,
        "user_id": ban.user_id,
        "created_at": rfc3339(ban.created_at),
        "end_time": rfc3339(ban.expires_at) if ban.expires_at else None,
    }
    return {"data": [row]}


def unban_user(call: Call) -> Answer:
    """DELETE /helix/moderation/bans."""
    asked = call.query(_Unban)
    channel = moderated(call, asked.broadcaster_id)
    bans = call.book(Bans)
    if bans.standing(channel.id, asked.user_id, call.now) is None:
        raise Refused(400, "The user in the user_id query parameter is not banned.")
    bans.lift(channel.id, asked.user_id)
    return NO_CONTENT


def _row(call: Call, ban: Ban) -> Mapping[str, object]:
    user, moderator = call.world.users[ban.user_id], call.world.users[ban.moderator_id]
    return {
        "user_id": user.id,
        "user_login": user.login,
        "user_name": user.display_name,
        "expires_at": rfc3339(ban.expires_at) if ban.expires_at else "",
        "created_at": rfc3339(ban.created_at),
        "reason": ban.reason,
        "moderator_id": moderator.id,
        "moderator_login": moderator.login,
        "moderator_name": moderator.display_name,
    }


ROUTES: Routes = {
    ("GET", "/helix/moderation/banned"): Route(
        answer=get_banned_users,
        scopes=READ,
        owner="broadcaster_id",
        app_grants=(AppGrant(user="broadcaster_id", any_of=READ),),
    ),
    ("POST", "/helix/moderation/bans"): moderators(
        ban_user, MANAGE, grants=as_bot(MANAGE), limits=(BAN_LIMIT,)
    ),
    ("DELETE", "/helix/moderation/bans"): moderators(
        unban_user, MANAGE, grants=as_bot(MANAGE), limits=(BAN_LIMIT,)
    ),
}
