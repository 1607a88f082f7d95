"""Goals that creators set themselves."""

from __future__ import annotations

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Moment, TidyRow


class CreatorGoal(TidyRow, frozen=True, kw_only=True):
    """A goal.

    Args:
        type: such as `follower`; an open set.
        current_amount: of what `type` says, as is `target_amount`.
    """

    blank_is_none = ("description",)

    id: str
    created_at: Moment
    broadcaster_id: str = ""
    broadcaster_name: str = ""
    broadcaster_login: str = ""
    type: str = ""
    description: str | None = None
    current_amount: int = 0
    target_amount: int = 0


class GetCreatorGoals(Endpoint[CreatorGoal], frozen=True, kw_only=True):
    """The goals that run on a channel.

    Args:
        broadcaster_id: the channel; the token's user.

    Source: dev.twitch.tv/docs/api/reference#get-creator-goals
    """

    operation = "get_creator_goals"
    path = "/goals"
    tokens = ("user",)
    scopes = ("channel:read:goals",)
    token_owner = "broadcaster_id"
    row = CreatorGoal

    broadcaster_id: str
