"""Get Followed Channels, Get Channel Followers."""

from __future__ import annotations

from collections.abc import Mapping

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Paged, page, rfc3339
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world.follows import Follows
from twitchkit.simulator.world.roles import Roles

FOLLOWERS_SCOPE = "moderator:read:followers"


class _Followed(Paged, kw_only=True):
    user_id: str
    broadcaster_id: str | None = None


class _Followers(Paged, kw_only=True):
    broadcaster_id: str
    user_id: str | None = None


def get_followed_channels(call: Call) -> Mapping[str, object]:
    """GET /helix/channels/followed."""
    asked = call.query(_Followed)
    found = call.book(Follows).followed(asked.user_id)
    chosen = [pair for pair in found if asked.broadcaster_id in {None, pair[0]}]
    rows, pagination = page(chosen, asked)
    people = [(call.world.user_with(broadcaster_id), at) for broadcaster_id, at in rows]
    data = [
        {
            "broadcaster_id": user.id,
            "broadcaster_login": user.login,
            "broadcaster_name": user.display_name,
            "followed_at": rfc3339(at),
        }
        for user, at in people
        if user
    ]
    return {"total": len(found), "data": data, "pagination": pagination}


def get_channel_followers(call: Call) -> Mapping[str, object]:
    """GET /helix/channels/followers; without the scope or the role `total` alone."""
    asked = call.query(_Followers)
    channel = known(call, asked.broadcaster_id)
    found = call.book(Follows).followers(channel.id)
    may_see = call.holds(FOLLOWERS_SCOPE) and call.book(Roles).moderates(call.person.id, channel.id)
    if not may_see:
        return {"total": len(found), "data": [], "pagination": {}}
    rows, pagination = page([pair for pair in found if asked.user_id in {None, pair[0]}], asked)
    people = [(call.world.user_with(user_id), at) for user_id, at in rows]
    data = [
        {
            "user_id": user.id,
            "user_login": user.login,
            "user_name": user.display_name,
            "followed_at": rfc3339(at),
        }
        for user, at in people
        if user
    ]
    return {"total": len(found), "data": data, "pagination": pagination}


ROUTES: Routes = {
    ("GET", "/helix/channels/followed"): Route(
        answer=get_followed_channels, tokens=USER, scopes=("user:read:follows",), owner="user_id"
    ),
    # Not in `scopes`: without it Twitch answers 200 with the count.
    ("GET", "/helix/channels/followers"): Route(answer=get_channel_followers, tokens=USER),
}
