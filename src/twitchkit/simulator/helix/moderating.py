"""What the endpoints of moderators have in common."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Paged
from twitchkit.simulator.helix.route import AppGrant, Limit, Reply, Route


class Moderating(msgspec.Struct, kw_only=True):
    """The parameters that name a channel and the moderator who acts in it."""

    broadcaster_id: str
    moderator_id: str


class ModeratingPages(Paged, kw_only=True):
    """The same for a listing."""

    broadcaster_id: str
    moderator_id: str


def moderators(
    answer: Callable[[Call], Reply],
    *scopes: str,
    grants: tuple[AppGrant, ...] | None = None,
    limits: tuple[Limit, ...] = (),
) -> Route:
    """A route for the user in `moderator_id`.

    Args:
        scopes: any one of them.
        grants: what app tokens need; that the moderator granted one of `scopes` when None.
    """
    usual = (AppGrant(user="moderator_id", any_of=scopes),)
    return Route(
        answer=answer,
        scopes=scopes,
        owner="moderator_id",
        app_grants=usual if grants is None else grants,
        limits=limits,
    )


def as_bot(*scopes: str, channel: str | None = None) -> tuple[AppGrant, ...]:
    """What app tokens need to act as a chat bot: of the moderator, and of the channel `channel` names."""
    from_moderator = AppGrant(user="moderator_id", all_of=(*scopes, "user:bot"))
    return (from_moderator, AppGrant(user=channel, all_of=("channel:bot",))) if channel else (from_moderator,)


def of_channel(call: Call) -> str | None:
    """The bucket of a limit that is counted by channel."""
    return call.named("broadcaster_id")
