"""Users: looking people up, and what they have granted."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import BlankMoment, Several, TidyRow
from twitchkit.helix.rules import AtMost, Length


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
    moments = ("created_at",)

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
    created_at: BlankMoment = None


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
    optional_scopes = ("user:read:email",)
    row = User
    repeated = ("id", "login")
    limit = AtMost(100, ("id", "login"))

    id: Sequence[str] | str = ()
    login: Sequence[str] | str = ()


class UpdateUser(Endpoint[User], frozen=True, kw_only=True):
    """Changes the description of the token's own user.

    Args:
        description: at most 300 characters; `""` removes it.

    Source: dev.twitch.tv/docs/api/reference#update-user
    """

    operation = "update_user"
    method = "PUT"
    path = "/users"
    tokens = ("user",)
    scopes = ("user:edit",)
    optional_scopes = ("user:read:email",)
    row = User
    rules = (Length("description", 0, 300),)

    description: str | None = None


class UserAuthorization(TidyRow, frozen=True, kw_only=True):
    """What a user has granted."""

    null_is_empty = ("scopes",)

    user_id: str
    user_name: str = ""
    user_login: str = ""
    scopes: Several[str] = ()


class GetAuthorizationByUser(Endpoint[UserAuthorization], frozen=True, kw_only=True):
    """Which scopes users have granted this app.

    Takes app tokens only.

    Args:
        user_id: users.  More than 10 are split.

    Source: dev.twitch.tv/docs/api/reference#get-authorization-by-user
    """

    operation = "get_authorization_by_user"
    path = "/authorization/users"
    tokens = ("app",)
    row = UserAuthorization
    repeated = ("user_id",)
    limit = AtMost(10, ("user_id",))

    user_id: Sequence[str] | str
