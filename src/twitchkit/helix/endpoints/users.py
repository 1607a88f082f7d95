"""Users: looking people up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import TidyRow
from twitchkit.helix.rules import AtMost


class User(TidyRow, frozen=True, kw_only=True):
    """A user.  Source: dev.twitch.tv/docs/api/reference#get-users.

    Args:
        login: lower case, the key; `display_name` may be in another script and is no key.
        type: "admin", "global_mod", "staff" or empty.
        broadcaster_type: "affiliate", "partner" or empty.
        email: only the token's own, with scope `user:read:email`, and only when verified.
        view_count: stale since 2022, never to be relied upon.
    """

    blank_is_none = ("email",)

    id: str
    login: str
    display_name: str = ""
    type: str = ""
    broadcaster_type: str = ""
    description: str = ""
    profile_image_url: str = ""
    offline_image_url: str = ""
    view_count: int = 0
    email: str | None = None
    # Absent in answers before 2021.
    created_at: datetime | None = None


class GetUsers(Endpoint[User], frozen=True, kw_only=True):
    """Users by id or login; with neither, the token's own user.

    Unknown ones are left out of the answer.  More than 100 ids and logins together are split.

    Args:
        id: user ids.
        login: login names, lower case.

    Source: dev.twitch.tv/docs/api/reference#get-users
    """

    operation = "get_users"
    path = "/users"
    row = User
    repeated = ("id", "login")
    limit = AtMost(100, ("id", "login"))

    id: Sequence[str] | str = ()
    login: Sequence[str] | str = ()
