"""Hype Trains: the one that runs, and the records."""

from __future__ import annotations

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Moment, Row, Several, TidyRow


class HypeTrainContribution(Row, frozen=True, kw_only=True):
    """Who gave most of a kind.

    Args:
        type: bits, subscription or other; an open set.
        total: points.
    """

    user_id: str
    user_login: str = ""
    user_name: str = ""
    type: str = ""
    total: int = 0


class HypeTrainParticipant(Row, frozen=True, kw_only=True):
    """A channel in a shared train."""

    broadcaster_user_id: str
    broadcaster_user_login: str = ""
    broadcaster_user_name: str = ""


class HypeTrain(TidyRow, frozen=True, kw_only=True):
    """A Hype Train that runs.

    Args:
        total: points so far.
        progress: points of this level.
        goal: points for the next level.
        shared_train_participants: empty unless it is shared.
        type: treasure, golden_kappa or regular; an open set.
        is_shared_train: None when the answer does not say.
    """

    null_is_empty = ("top_contributions", "shared_train_participants")

    id: str
    started_at: Moment
    expires_at: Moment
    broadcaster_user_id: str = ""
    broadcaster_user_login: str = ""
    broadcaster_user_name: str = ""
    level: int = 0
    total: int = 0
    progress: int = 0
    goal: int = 0
    top_contributions: Several[HypeTrainContribution] = ()
    shared_train_participants: Several[HypeTrainParticipant] = ()
    type: str = ""
    is_shared_train: bool | None = None


class HypeTrainRecord(Row, frozen=True, kw_only=True):
    """The best so far.

    Args:
        total: points.
    """

    achieved_at: Moment
    level: int = 0
    total: int = 0


class HypeTrainStatus(Row, frozen=True, kw_only=True):
    """The Hype Train of a channel.

    Args:
        current: None when none runs.
        all_time_high: None when there was none.
        shared_all_time_high: the record of trains with other channels.
    """

    current: HypeTrain | None = None
    all_time_high: HypeTrainRecord | None = None
    shared_all_time_high: HypeTrainRecord | None = None


class GetHypeTrainStatus(Endpoint[HypeTrainStatus], frozen=True, kw_only=True):
    """The Hype Train that runs on a channel, and the records so far.

    Args:
        broadcaster_id: the channel; the token's user.

    Source: dev.twitch.tv/docs/api/reference#get-hype-train-status
    """

    operation = "get_hype_train_status"
    path = "/hypetrain/status"
    tokens = ("user",)
    scopes = ("channel:read:hype_train",)
    token_owner = "broadcaster_id"
    row = HypeTrainStatus

    broadcaster_id: str
