"""Who sits in front of a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.world import User, World

COOKIE: Final = "login"


def person(world: World, asked: Asked) -> User | None:
    """The person logged in with this browser, else the one seated before all browsers."""
    for part in asked.headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return world.user_called(value)
    return world.user_with(world.seated) if world.seated else None


def logged_in(user: User) -> Mapping[str, str]:
    """The header that keeps `user` logged in.  It is no secret: everybody here may be anybody."""
    return {"set-cookie": f"{COOKIE}={user.login}; Path=/; HttpOnly; SameSite=Lax"}
