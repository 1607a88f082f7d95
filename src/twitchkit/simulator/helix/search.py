"""Search Categories, Search Channels."""

from __future__ import annotations

from collections.abc import Mapping

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.games import box_art
from twitchkit.simulator.helix.reading import Paged, page, rfc3339
from twitchkit.simulator.helix.route import Route, Routes
from twitchkit.simulator.helix.users import profile_image
from twitchkit.simulator.world import User
from twitchkit.simulator.world.broadcasts import Broadcasts
from twitchkit.simulator.world.channels import Channels


class _Categories(Paged, kw_only=True):
    query: str


class _Channels(Paged, kw_only=True):
    query: str
    live_only: bool = False


def search_categories(call: Call) -> Mapping[str, object]:
    """GET /helix/search/categories."""
    asked = call.query(_Categories)
    words = asked.query.lower()
    found = [game for game in call.world.games.values() if words in game.name.lower()]
    rows, pagination = page(found, asked)
    data = [{"id": game.id, "name": game.name, "box_art_url": box_art(game, call.links)} for game in rows]
    return {"data": data, "pagination": pagination}


def search_channels(call: Call) -> Mapping[str, object]:
    """GET /helix/search/channels: those that stream, by login or display name, live ones first."""
    asked = call.query(_Channels)
    words, live = asked.query.lower(), call.book(Broadcasts).live
    found = [
        user
        for user in call.world.users.values()
        if not user.deleted
        and (user.id in live or (user.kind and not asked.live_only))
        and (words in user.login or words in user.display_name.lower())
    ]
    found.sort(key=lambda user: user.id not in live)
    rows, pagination = page(found, asked)
    return {"data": [_row(call, user) for user in rows], "pagination": pagination}


def _row(call: Call, user: User) -> Mapping[str, object]:
    stream, channel = call.book(Broadcasts).live.get(user.id), call.book(Channels).of(user)
    game = call.world.games.get(channel.game_id)
    return {
        "broadcaster_language": channel.language,
        "broadcaster_login": user.login,
        "display_name": user.display_name,
        "game_id": game.id if game else "",
        "game_name": game.name if game else "",
        "id": user.id,
        "is_live": stream is not None,
        "tag_ids": [],
        "tags": channel.tags,
        "thumbnail_url": profile_image(user, call.links),
        "title": channel.title,
        "started_at": rfc3339(stream.started_at) if stream else "",
    }


ROUTES: Routes = {
    ("GET", "/helix/search/categories"): Route(answer=search_categories),
    ("GET", "/helix/search/channels"): Route(answer=search_channels),
}
