"""Get Games."""

from __future__ import annotations

from collections.abc import Mapping

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.limits import values
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import Game, World

MOST = 100


def get_games(world: World, asked: Asked, _grant: Grant, links: Links) -> Mapping[str, object]:
    """GET /helix/games."""
    ids, names, igdb_ids = (values(asked, name, most=MOST) for name in ("id", "name", "igdb_id"))
    if not ids and not names and not igdb_ids:
        raise Refused(400, "Missing required parameter: id, name or igdb_id")
    if len(ids) + len(names) + len(igdb_ids) > MOST:
        raise Refused(400, "The sum of id, name and igdb_id must not exceed 100")
    found = [world.games.get(game_id) for game_id in ids]
    found += [world.game_called(name) for name in names]
    found += [game for igdb_id in igdb_ids for game in world.games.values() if game.igdb_id == igdb_id]
    games = {game.id: game for game in found if game}
    return {"data": [encode(game, links) for game in games.values()]}


def encode(game: Game, links: Links) -> Mapping[str, object]:
    """A game as Helix writes it; the picture is a template."""
    return {
        "id": game.id,
        "name": game.name,
        "box_art_url": links.to(PICTURES, f"/ttv-boxart/{game.id}-{{width}}x{{height}}.jpg"),
        "igdb_id": game.igdb_id,
    }
