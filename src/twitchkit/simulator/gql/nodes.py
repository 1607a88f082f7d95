"""Users, games and videos as GraphQL nodes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import Game, User, Video, World
from twitchkit.simulator.world.broadcasts import Broadcasts

Node: TypeAlias = dict[str, object]
Field: TypeAlias = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Scene:
    """What every encoder needs."""

    world: World
    links: Links


def late(make: Callable[[], object]) -> Field:
    """A field that is made only when it is asked for; its arguments change nothing."""

    def resolve(_info: object, **_arguments: object) -> object:
        return make()

    return resolve


def instant(at: object) -> str:
    """A time as GraphQL writes it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def user_node(scene: Scene, user: User | None) -> Node | None:
    """A user; null when the account is gone."""
    if user is None or user.deleted:
        return None

    def picture(_info: object, width: int | None = None) -> str:
        size = width or 300
        return scene.links.to(PICTURES, f"/jtv_user_pictures/{user.login}-profile_image-{size}x{size}.png")

    def stream() -> Node | None:
        live = scene.world.book(Broadcasts).live.get(user.id)
        return live and {
            "id": live.id,
            "viewersCount": live.viewers,
            "createdAt": instant(live.started_at),
            "startedAt": instant(live.started_at),
        }

    return {
        "id": user.id,
        "login": user.login,
        "displayName": user.display_name,
        "description": user.description,
        "createdAt": instant(user.created_at),
        "isPartner": user.kind == "partner",
        "roles": {"isPartner": user.kind == "partner", "isAffiliate": user.kind == "affiliate"},
        "primaryColorHex": None,
        "followers": {"totalCount": user.followers},
        "profileImageURL": picture,
        "stream": late(stream),
        "lastBroadcast": late(stream),
        "self": None,  # Twitch: of a viewer who is logged in
    }


def game_node(scene: Scene, game: Game | None) -> Node | None:
    """A category."""
    if game is None:
        return None

    def box_art(_info: object, width: int | None = None, height: int | None = None) -> str:
        return scene.links.to(PICTURES, f"/ttv-boxart/{game.id}-{width or 188}x{height or 250}.jpg")

    return {
        "id": game.id,
        "name": game.name,
        "displayName": game.name,
        "slug": game.slug,
        "boxArtURL": box_art,
    }


def video_node(scene: Scene, video: Video | None) -> Node | None:
    """A VOD."""
    if video is None:
        return None
    return {
        "id": video.id,
        "title": video.title,
        "createdAt": instant(video.created_at),
        "lengthSeconds": video.duration_s,
        "viewCount": video.views,
        "broadcastType": video.kind.upper(),
        "owner": user_node(scene, video.owner),
    }
