"""Reports on extensions and games: addresses of made-up files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Paged, missing, page, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.world.extensions import Extensions

MOST_ROWS = 20
"""`first` may say more, and gets no more."""
REPORT = "overview_v2"
KEPT = timedelta(days=365)
GAMES = 3
"""How many of the world's games are those of the app's organisation."""


class _Query(Paged, kw_only=True):
    type: Literal["overview_v2"] | None = None
    started_at: Annotated[datetime, Meta(tz=True)] | None = None
    ended_at: Annotated[datetime, Meta(tz=True)] | None = None


class _ExtensionQuery(_Query, kw_only=True):
    extension_id: str | None = None


class _GameQuery(_Query, kw_only=True):
    game_id: str | None = None


def get_extension_analytics(call: Call) -> Mapping[str, object]:
    """GET /helix/analytics/extensions: of those the token's user owns."""
    asked = call.query(_ExtensionQuery)
    owned = [one.id for one in call.book(Extensions).all if one.owner_id == call.person.id]
    return _reports(call, asked, "extension_id", asked.extension_id, owned)


def get_game_analytics(call: Call) -> Mapping[str, object]:
    """GET /helix/analytics/games: of those the organisation owns."""
    asked = call.query(_GameQuery)
    return _reports(call, asked, "game_id", asked.game_id, list(call.world.games)[:GAMES])


def _reports(
    call: Call, asked: _Query, name: str, wanted: str | None, owned: list[str]
) -> Mapping[str, object]:
    begins_at, ends_at = _window(call, asked)
    if wanted is not None and wanted not in owned:
        raise Refused(404, f"The report specified in the {name} parameter was not found")
    asked.first = min(asked.first, MOST_ROWS)
    rows, pagination = page([wanted] if wanted else owned, asked)
    window = {"started_at": rfc3339(begins_at), "ended_at": rfc3339(ends_at)}
    return {
        "data": [
            {
                name: one,
                "URL": f"https://twitch-piper-reports.s3-us-west-2.amazonaws.com/{name}/{one}-{REPORT}.csv",
                "type": REPORT,
                "date_range": window,
            }
            for one in rows
        ],
        "pagination": pagination,
    }


def _window(call: Call, asked: _Query) -> tuple[datetime, datetime]:
    """Whole days; a year back from today when nothing is said."""
    if asked.started_at is None and asked.ended_at is None:
        today = _midnight(call.now)
        return today - KEPT, today
    if asked.started_at is None:
        raise missing("started_at")
    if asked.ended_at is None:
        raise missing("ended_at")
    begins_at, ends_at = _midnight(asked.started_at), _midnight(asked.ended_at)
    if ends_at < begins_at:
        raise Refused(400, "The ended_at parameter must not be earlier than started_at")
    return begins_at, ends_at


def _midnight(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


ROUTES: Routes = {
    ("GET", "/helix/analytics/extensions"): Route(
        answer=get_extension_analytics,
        tokens=USER,
        scopes=("analytics:read:extensions",),
        stateful=False,
    ),
    ("GET", "/helix/analytics/games"): Route(
        answer=get_game_analytics, tokens=USER, scopes=("analytics:read:games",), stateful=False
    ),
}
