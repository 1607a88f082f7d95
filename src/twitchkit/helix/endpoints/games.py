"""Games, which Twitch also calls categories."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import TidyRow
from twitchkit.helix.rules import AtLeastOne, AtMost, Between


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


class GetTopGames(Endpoint[Game], frozen=True, kw_only=True):
    """Categories by the number of their viewers, most first.

    The order moves while one pages: rows can repeat or be missed.

    Args:
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.
        before: cursor to go backwards from.

    Source: dev.twitch.tv/docs/api/reference#get-top-games
    """

    operation = "get_top_games"
    path = "/games/top"
    row = Game
    rules = (Between("first", 1, 100),)
    paged = True

    first: int | None = None
    after: str | None = None
    before: str | None = None
