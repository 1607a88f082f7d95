"""Games, which Twitch also calls categories."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import TidyRow
from twitchkit.helix.rules import AtLeastOne, AtMost


class Game(TidyRow, frozen=True, kw_only=True):
    """A category.  Source: dev.twitch.tv/docs/api/reference#get-games.

    Args:
        box_art_url: a template with `{width}` and `{height}`.
        igdb_id: the id at igdb.com, None when unknown.
    """

    blank_is_none = ("igdb_id",)

    id: str
    name: str
    box_art_url: str = ""
    igdb_id: str | None = None


class GetGames(Endpoint[Game], frozen=True, kw_only=True):
    """Categories by id, exact name or IGDB id; unknown ones are left out.

    More than 100 together are split.

    Args:
        id: category ids.
        name: exact names.
        igdb_id: ids at igdb.com.

    Source: dev.twitch.tv/docs/api/reference#get-games
    """

    operation = "get_games"
    path = "/games"
    row = Game
    repeated = ("id", "name", "igdb_id")
    limit = AtMost(100, ("id", "name", "igdb_id"))
    rules = (AtLeastOne(("id", "name", "igdb_id")),)

    id: Sequence[str] | str = ()
    name: Sequence[str] | str = ()
    igdb_id: Sequence[str] | str = ()
