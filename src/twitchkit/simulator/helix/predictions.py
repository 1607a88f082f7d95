"""Get, create and end predictions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Given, Paged, missing, page, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.helix.standing import partnered
from twitchkit.simulator.world import User, World
from twitchkit.simulator.world.predictions import Outcome, Prediction, Predictions

READ = ("channel:read:predictions", "channel:manage:predictions")
MANAGE = ("channel:manage:predictions",)
TOP_PREDICTORS = 10


class _Query(Paged, kw_only=True):
    broadcaster_id: str
    id: Annotated[tuple[str, ...], Meta(max_length=25)] = ()
    first: Annotated[int, Meta(ge=1, le=25)] = 20


class _Outcome(msgspec.Struct):
    title: Annotated[str, Meta(min_length=1, max_length=25)]


class _NewPrediction(msgspec.Struct):
    broadcaster_id: Given
    title: Annotated[str, Meta(min_length=1, max_length=45)]
    outcomes: Annotated[tuple[_Outcome, ...], Meta(min_length=2, max_length=10)]
    prediction_window: Annotated[int, Meta(ge=30, le=1800)]


class _End(msgspec.Struct):
    broadcaster_id: Given
    id: Given
    status: Literal["RESOLVED", "CANCELED", "LOCKED"]
    winning_outcome_id: str | None = None


def get_predictions(call: Call) -> Mapping[str, object]:
    """GET /helix/predictions: the newest first."""
    asked, channel = call.query(_Query), call.person
    predictions = call.book(Predictions).of(channel.id, call.now)
    if asked.id:
        predictions = [prediction for prediction in predictions if prediction.id in asked.id]
    rows, pagination = page(predictions, asked)
    return {
        "data": [encode(prediction, channel, call.world, call.now) for prediction in rows],
        "pagination": pagination,
    }


def create_prediction(call: Call) -> Mapping[str, object]:
    """POST /helix/predictions: one at a time."""
    new, channel = call.body(_NewPrediction), partnered(call.person, status=400)
    predictions = call.book(Predictions)
    if any(prediction.open for prediction in predictions.of(channel.id, call.now)):
        raise Refused(400, "prediction event already active, only one allowed at a time")
    titles = [outcome.title for outcome in new.outcomes]
    prediction = predictions.start(
        channel.id, new.title, titles, window_s=new.prediction_window, now=call.now
    )
    return {"data": [encode(prediction, channel, call.world, call.now)]}


def end_prediction(call: Call) -> Mapping[str, object]:
    """PATCH /helix/predictions: lock an active one, resolve or cancel one that is active or locked."""
    end, channel = call.body(_End), call.person
    predictions = call.book(Predictions).of(channel.id, call.now)
    prediction = next((prediction for prediction in predictions if prediction.id == end.id), None)
    if prediction is None:
        raise Refused(404, "The prediction specified in the id parameter was not found")
    if not prediction.open or (end.status == "LOCKED" and prediction.status == "LOCKED"):
        raise Refused(400, f"The prediction is {prediction.status} and cannot become {end.status}")
    match end.status:
        case "LOCKED":
            prediction.lock(call.now)
        case "CANCELED":
            prediction.cancel(call.now)
        case "RESOLVED":
            if not end.winning_outcome_id:
                raise missing("winning_outcome_id")
            if all(outcome.id != end.winning_outcome_id for outcome in prediction.outcomes):
                raise Refused(400, "The winning_outcome_id is none of the prediction's outcomes")
            prediction.resolve(end.winning_outcome_id, call.now)
    return {"data": [encode(prediction, channel, call.world, call.now)]}


def encode(prediction: Prediction, channel: User, world: World, now: datetime) -> Mapping[str, object]:
    """A prediction as Helix writes it."""
    staked = {outcome.id: _points(prediction, outcome, now) for outcome in prediction.outcomes}
    return {
        "id": prediction.id,
        "broadcaster_id": channel.id,
        "broadcaster_name": channel.display_name,
        "broadcaster_login": channel.login,
        "title": prediction.title,
        "winning_outcome_id": prediction.winner,
        "outcomes": [
            {
                "id": outcome.id,
                "title": outcome.title,
                "users": len(prediction.staked(outcome, now)),
                "channel_points": staked[outcome.id],
                "top_predictors": _top(prediction, outcome, world, now, sum(staked.values())),
                "color": outcome.color,
            }
            for outcome in prediction.outcomes
        ],
        "prediction_window": prediction.window_s,
        "status": prediction.status,
        "created_at": rfc3339(prediction.created_at),
        "ended_at": rfc3339(prediction.ended_at) if prediction.ended_at else None,
        "locked_at": rfc3339(prediction.locked_at) if prediction.locked_at else None,
    }


def _points(prediction: Prediction, outcome: Outcome, now: datetime) -> int:
    return sum(stake.points for stake in prediction.staked(outcome, now))


def _top(
    prediction: Prediction, outcome: Outcome, world: World, now: datetime, pool: int
) -> list[Mapping[str, object]] | None:
    """Those who staked most; None when nobody did.  The winners share the whole pool by what they staked."""
    stakes = prediction.staked(outcome, now)
    own = sum(stake.points for stake in stakes)

    def won(points: int) -> int | None:
        if prediction.status != "RESOLVED":
            return None
        return pool * points // own if outcome.id == prediction.winner else 0

    return [
        {
            "user_id": viewer.id,
            "user_name": viewer.display_name,
            "user_login": viewer.login,
            "channel_points_used": stake.points,
            "channel_points_won": won(stake.points),
        }
        for stake in stakes[:TOP_PREDICTORS]
        if (viewer := world.user_with(stake.viewer_id))
    ] or None


ROUTES: Routes = {
    ("GET", "/helix/predictions"): Route(
        answer=get_predictions, tokens=USER, scopes=READ, owner="broadcaster_id"
    ),
    ("POST", "/helix/predictions"): Route(
        answer=create_prediction, tokens=USER, scopes=MANAGE, owner="broadcaster_id"
    ),
    ("PATCH", "/helix/predictions"): Route(
        answer=end_prediction, tokens=USER, scopes=MANAGE, owner="broadcaster_id"
    ),
}
