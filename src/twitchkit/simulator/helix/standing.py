"""What a caller is in the channel that is spoken of."""

from __future__ import annotations

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.world import User
from twitchkit.simulator.world.roles import Roles


def known(call: Call, user_id: str, name: str = "broadcaster_id") -> User:
    """The user whom the parameter `name` names.

    Raises:
        Refused: 400: there is none.
    """
    user = call.world.user_with(user_id)
    if user is None:
        raise Refused(400, f"The user specified in the {name} parameter was not found")
    return user


def moderated(call: Call, broadcaster_id: str, *, status: int = 403) -> User:
    """The channel of that id, which the caller moderates or owns.

    Raises:
        Refused: 400: there is no such channel; `status`: it is not the caller's to moderate.
    """
    channel = known(call, broadcaster_id)
    if not call.book(Roles).moderates(call.person.id, channel.id):
        raise Refused(status, "The user in moderator_id is not one of the broadcaster's moderators")
    return channel


def edited(call: Call, broadcaster_id: str, *, name: str = "editor_id", status: int = 403) -> User:
    """The channel of that id, which the caller edits or owns.

    Raises:
        Refused: 400: there is no such channel; `status`: it is not the caller's to edit.
    """
    channel = known(call, broadcaster_id)
    if not call.book(Roles).edits(call.person.id, channel.id):
        raise Refused(status, f"The user in {name} is not an editor of the channel in broadcaster_id")
    return channel


def is_partnered(channel: User) -> bool:
    """Whether a channel is a partner or an affiliate."""
    return channel.kind in {"partner", "affiliate"}


def partnered(channel: User, *, status: int = 403) -> User:
    """`channel`, which may earn money.

    Raises:
        Refused: `status`: it may not.
    """
    if not is_partnered(channel):
        raise Refused(status, "The broadcaster must have partner or affiliate status.")
    return channel
