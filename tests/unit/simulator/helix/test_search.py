from __future__ import annotations

from unit.simulator.helix.calling import Helix, refused

CLIPS = 1


def test_categories_are_found_by_part_of_their_name(app: Helix) -> None:
    found = app.get("search/categories", query="HARBOUR")

    assert [row["name"] for row in found] == ["Harbour Masters Online"]
    assert found[0].items() <= app.get("games", id=found[0]["id"])[0].items()
    assert app.get("search/categories", query="nothing like it") == []
    refused(app("GET", "search/categories"), 400, 'Missing required parameter "query"')
    refused(app("GET", "search/channels"), 400, 'Missing required parameter "query"')


def test_all_games_are_in_the_top_list_once(app: Helix) -> None:
    ids = [row["id"] for row in app.all("games/top", first=4)]

    assert sorted(ids) == sorted(app.world.games)


def test_channels_that_are_live_come_first(app: Helix) -> None:
    live = [row["is_live"] for row in app.all("search/channels", query="e", first=2)]

    assert live == sorted(live, reverse=True)
    assert set(live) == {True, False}
