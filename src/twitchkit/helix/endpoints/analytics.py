"""Analytics: links to CSV reports about extensions and games."""

from __future__ import annotations

from datetime import datetime

from msgspec import field

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Moment, Row
from twitchkit.helix.rules import Between, OneOf


class ReportDates(Row, frozen=True, kw_only=True):
    """The days of a report."""

    started_at: Moment
    ended_at: Moment


class ExtensionAnalytics(Row, frozen=True, kw_only=True):
    """A report about an extension.

    Args:
        url: the CSV file, for five minutes; `URL` in Twitch's answer.
    """

    has_other_names = True

    extension_id: str
    date_range: ReportDates | None = None
    url: str = field(name="URL", default="")
    type: str = ""


class GetExtensionAnalytics(Endpoint[ExtensionAnalytics], frozen=True, kw_only=True):
    """Links to reports about the extensions of the token's user.

    A report covers whole days in UTC.  Links die after five minutes.

    Args:
        extension_id: one extension; None for all.
        type: `overview_v2`, the only kind.
        started_at: first day; needs `ended_at`.
        ended_at: last day; needs `started_at`.
        first: rows a page, 1 to 100, though Twitch answers 20 at most; its default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-extension-analytics
    """

    operation = "get_extension_analytics"
    path = "/analytics/extensions"
    tokens = ("user",)
    scopes = ("analytics:read:extensions",)
    row = ExtensionAnalytics
    rules = (
        OneOf("type", ("overview_v2",)),
        Between("first", 1, 100),
    )
    paged = True

    extension_id: str | None = None
    type: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    first: int | None = None
    after: str | None = None


class GameAnalytics(Row, frozen=True, kw_only=True):
    """A report about a game.

    Args:
        url: the CSV file, for five minutes; `URL` in Twitch's answer.
    """

    has_other_names = True

    game_id: str
    date_range: ReportDates | None = None
    url: str = field(name="URL", default="")
    type: str = ""


class GetGameAnalytics(Endpoint[GameAnalytics], frozen=True, kw_only=True):
    """Links to reports about the games of the token's user.

    A report covers whole days in UTC.  Links die after five minutes.

    Args:
        game_id: one game; None for all.
        type: `overview_v2`, the only kind.
        started_at: first day; needs `ended_at`.
        ended_at: last day; needs `started_at`.
        first: rows a page, 1 to 100, though Twitch answers 20 at most; its default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-game-analytics
    """

    operation = "get_game_analytics"
    path = "/analytics/games"
    tokens = ("user",)
    scopes = ("analytics:read:games",)
    row = GameAnalytics
    rules = (
        OneOf("type", ("overview_v2",)),
        Between("first", 1, 100),
    )
    paged = True

    game_id: str | None = None
    type: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    first: int | None = None
    after: str | None = None
