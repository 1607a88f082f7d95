"""The root of every query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from twitchkit.simulator.gql.clip_node import clip_node
from twitchkit.simulator.gql.listing import listing
from twitchkit.simulator.gql.nodes import Field, Node, Scene, game_node, user_node, video_node
from twitchkit.simulator.world import Clip


def root(scene: Scene) -> Node:
    """The fields of `Query`."""
    world = scene.world

    def clip(_info: object, slug: str) -> Node | None:
        return clip_node(scene, world.clip_called(slug))

    def user(_info: object, **by: str | None) -> Node | None:
        found = world.user_called(by.get("login") or "") or world.user_with(by.get("id") or "")
        node = user_node(scene, found)
        if node is not None and found is not None:
            node["clips"] = _pages(scene, world.clips_of_channel(found.id), found.id)
        return node

    def game(_info: object, **by: str | None) -> Node | None:
        found = world.games.get(by.get("id") or "") or world.game_called(by.get("name") or "")
        found = found or next((game for game in world.games.values() if game.slug == by.get("slug")), None)
        node = game_node(scene, found)
        if node is not None and found is not None:
            node["clips"] = _pages(scene, world.clips_of_game(found.id), found.id)
        return node

    def video(_info: object, **by: str | None) -> Node | None:
        return video_node(scene, world.videos.get(by.get("id") or ""))

    return {"clip": clip, "user": user, "game": game, "video": video}


def _pages(scene: Scene, clips: Sequence[Clip], name: str) -> Field:
    def resolve(
        _info: object,
        first: int | None = None,
        after: str | None = None,
        criteria: Mapping[str, object] | None = None,
    ) -> Node:
        return listing(scene, clips, name, first=first, after=after, criteria=criteria)

    return resolve
