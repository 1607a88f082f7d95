"""Predictions."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import BlankMoment, Moment, Row, Several, TidyRow
from twitchkit.helix.rules import AtMost, Between, Count, Length, OneOf
from twitchkit.helix.values import Part


class TopPredictor(Row, frozen=True, kw_only=True):
    """Who placed most.

    Args:
        channel_points_won: None until the prediction is resolved.
    """

    user_id: str
    user_name: str = ""
    user_login: str = ""
    channel_points_used: int = 0
    channel_points_won: int | None = None


class PredictionOutcome(TidyRow, frozen=True, kw_only=True):
    """An outcome of a prediction.

    Args:
        users: how many chose it.
        channel_points: what they placed.
        color: BLUE or PINK.
    """

    null_is_empty = ("top_predictors",)

    id: str
    title: str = ""
    users: int = 0
    channel_points: int = 0
    top_predictors: Several[TopPredictor] = ()
    color: str = ""


class Prediction(TidyRow, frozen=True, kw_only=True):
    """A prediction.

    Args:
        winning_outcome_id: None until it is resolved.
        prediction_window: seconds.
        status: ACTIVE, LOCKED, RESOLVED or CANCELED.
        ended_at: None until it is resolved or canceled.
        locked_at: None until then.
    """

    blank_is_none = ("winning_outcome_id",)
    null_is_empty = ("outcomes",)
    moments = ("ended_at", "locked_at")

    id: str
    created_at: Moment
    broadcaster_id: str = ""
    broadcaster_name: str = ""
    broadcaster_login: str = ""
    title: str = ""
    winning_outcome_id: str | None = None
    outcomes: Several[PredictionOutcome] = ()
    prediction_window: int = 0
    status: str = ""
    ended_at: BlankMoment = None
    locked_at: BlankMoment = None


class GetPredictions(Endpoint[Prediction], frozen=True, kw_only=True):
    """A channel's predictions, the newest first.

    Args:
        broadcaster_id: the channel; the token's user.
        id: only these.  More than 25 are split.
        first: rows a page, 1 to 25, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-predictions
    """

    operation = "get_predictions"
    path = "/predictions"
    tokens = ("user",)
    scopes = ("channel:read:predictions", "channel:manage:predictions")
    token_owner = "broadcaster_id"
    row = Prediction
    repeated = ("id",)
    limit = AtMost(25, ("id",))
    rules = (Between("first", 1, 25),)
    paged = True

    broadcaster_id: str
    id: Sequence[str] | str = ()
    first: int | None = None
    after: str | None = None


class PredictionOption(Part, frozen=True, kw_only=True):
    """An outcome to place points on.

    Args:
        title: at most 25 characters.
    """

    rules = (Length("title", 0, 25),)

    title: str


class CreatePrediction(Endpoint[Prediction], frozen=True, kw_only=True):
    """Starts a prediction; one at a time.

    Args:
        broadcaster_id: the channel; the token's user.
        title: the question, at most 45 characters.
        outcomes: 2 to 10, as texts of at most 25 characters or as PredictionOption.
        prediction_window: seconds for placing points, 30 to 1,800.

    Source: dev.twitch.tv/docs/api/reference#create-prediction
    """

    operation = "create_prediction"
    method = "POST"
    path = "/predictions"
    tokens = ("user",)
    scopes = ("channel:manage:predictions",)
    token_owner = "broadcaster_id"
    row = Prediction
    in_body = ("broadcaster_id", "title", "outcomes", "prediction_window")
    rules = (
        Length("title", 0, 45),
        Count("outcomes", 2, 10),
        Between("prediction_window", 30, 1800),
    )

    broadcaster_id: str
    title: str
    outcomes: Sequence[PredictionOption | str]
    prediction_window: int


class EndPrediction(Endpoint[Prediction], frozen=True, kw_only=True):
    """Locks a prediction, resolves it, or cancels it and gives the points back.

    Args:
        broadcaster_id: the channel; the token's user.
        id: the prediction.
        status: RESOLVED, CANCELED or LOCKED.
        winning_outcome_id: what came true, for RESOLVED.

    Source: dev.twitch.tv/docs/api/reference#end-prediction
    """

    operation = "end_prediction"
    method = "PATCH"
    path = "/predictions"
    tokens = ("user",)
    scopes = ("channel:manage:predictions",)
    token_owner = "broadcaster_id"
    row = Prediction
    in_body = ("broadcaster_id", "id", "status", "winning_outcome_id")
    rules = (OneOf("status", ("RESOLVED", "CANCELED", "LOCKED")),)

    broadcaster_id: str
    id: str
    status: str
    winning_outcome_id: str | None = None
