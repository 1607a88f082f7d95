"""Get Games, Get Top Games."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import TwoWay, page
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import Route, Routes
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import Game
from twitchkit.simulator.world.broadcasts import Broadcasts
from twitchkit.simulator.world.channels import Channels

MOST = 100
Hundred = Annotated[tuple[str, ...], Meta(max_length=MOST)]


class _Query(msgspec.Struct):
    id: Hundred = ()
    name: Hundred = ()
    igdb_id: Hundred = ()


def get_games(call: Call) -> Mapping[str, object]:
    """GET /helix/games."""
    world, asked = call.world, call.query(_Query)
    if not asked.id and not asked.name and not asked.igdb_id:
        raise Refused(400, "Missing required parameter: id, name or igdb_id")
    if len(asked.id) + len(asked.name) + len(asked.igdb_id) > MOST:
        raise Refused(400, "The sum of id, name and igdb_id must not exceed 100")
    found = [world.games.get(game_id) for game_id in asked.id]
    found += [world.game_called(name) for name in asked.name]
    found += [game for igdb_id in asked.igdb_id for game in world.games.values() if game.igdb_id == igdb_id]
    games = {game.id: game for game in found if game}
    return {"data": [encode(game, call.links) for game in games.values()]}


def get_top_games(call: Call) -> Mapping[str, object]:
    """GET /helix/games/top: categories by the viewers of their live streams."""
    asked, viewers = call.query(TwoWay), Counter[str]()
    for stream in call.book(Broadcasts).live.values():
        user = call.world.user_with(stream.user_id)
        if user:
            viewers[call.book(Channels).of(user).game_id] += stream.viewers
    ranked = sorted(call.world.games.values(), key=lambda game: (-viewers[game.id], game.id))
    rows, pagination = page(ranked, asked)
    return {"data": [encode(game, call.links) for game in rows], "pagination": pagination}


def box_art(game: Game, links: Links) -> str:
    """The template of the game's picture."""
    return links.to(PICTURES, f"/ttv-boxart/{game.id}-{{width}}x{{height}}.jpg")


def encode(game: Game, links: Links) -> Mapping[str, object]:
    """A game as Helix writes it."""
    return {
        "id": game.id,
        "name": game.name,
        "box_art_url": box_art(game, links),
        "igdb_id": game.igdb_id,
    }


ROUTES: Routes = {
    ("GET", "/helix/games"): Route(answer=get_games),
    ("GET", "/helix/games/top"): Route(answer=get_top_games),
}
