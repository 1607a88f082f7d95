"""Bits: who cheered most, and what one can cheer with."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from msgspec import field
from msgspec.structs import force_setattr

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.page import Page
from twitchkit.helix.row import BlankMoment, Row, Several, TidyRow
from twitchkit.helix.rules import Between, OneOf


class BitsLeader(Row, frozen=True, kw_only=True):
    """A user's place among those who cheer.

    Args:
        rank: from 1.
        score: Bits.
    """

    user_id: str
    user_login: str = ""
    user_name: str = ""
    rank: int = 0
    score: int = 0


class LeaderboardDates(TidyRow, frozen=True, kw_only=True):
    """The period of a leaderboard; None both when it is all time."""

    moments = ("started_at", "ended_at")

    started_at: BlankMoment = None
    ended_at: BlankMoment = None


if TYPE_CHECKING:
    BlankDates: TypeAlias = LeaderboardDates | None
else:
    # Twitch may write an empty text for "none".
    BlankDates = LeaderboardDates | str | None


class LeaderboardPage(Page[BitsLeader], frozen=True, kw_only=True):
    """Those who cheer most, with the period that was counted.

    Args:
        date_range: None when the answer does not say.
    """

    date_range: BlankDates = None

    def __post_init__(self) -> None:
        if not isinstance(self.date_range, LeaderboardDates):
            force_setattr(self, "date_range", None)


class GetBitsLeaderboard(Endpoint[BitsLeader, LeaderboardPage], frozen=True, kw_only=True):
    """Who cheered most Bits in the channel of the token's user.

    Periods begin and end in Pacific time.

    Args:
        count: rows, 1 to 100, Twitch's default is 10; there are no further pages.
        period: day, week, month, year or all, which is Twitch's default.
        started_at: any moment of the period; not used with `all`.
        user_id: one user's row, and those around it.

    Source: dev.twitch.tv/docs/api/reference#get-bits-leaderboard
    """

    operation = "get_bits_leaderboard"
    path = "/bits/leaderboard"
    tokens = ("user",)
    scopes = ("bits:read",)
    row = BitsLeader
    page = LeaderboardPage
    rules = (
        Between("count", 1, 100),
        OneOf("period", ("day", "week", "month", "year", "all")),
    )

    count: int | None = None
    period: str | None = None
    started_at: datetime | None = None
    user_id: str | None = None


class CheermoteSizes(TidyRow, frozen=True, kw_only=True):
    """Addresses of a picture by size; Twitch's names are the numbers alone."""

    blank_is_none = ("x1", "x2", "x3", "x4", "x1_5")

    x1: str | None = field(name="1", default=None)
    x2: str | None = field(name="2", default=None)
    x3: str | None = field(name="3", default=None)
    x4: str | None = field(name="4", default=None)
    x1_5: str | None = field(name="1.5", default=None)


class CheermoteTheme(Row, frozen=True, kw_only=True):
    """Pictures by kind."""

    animated: CheermoteSizes | None = None
    static: CheermoteSizes | None = None


class CheermoteImages(Row, frozen=True, kw_only=True):
    """Pictures by background."""

    light: CheermoteTheme | None = None
    dark: CheermoteTheme | None = None


class CheermoteTier(Row, frozen=True, kw_only=True):
    """What a Cheermote looks like from a number of Bits on.

    Args:
        min_bits: from here on.
        id: the same number as a text.
        color: `#RRGGBB`.
    """

    id: str
    images: CheermoteImages
    can_cheer: bool
    show_in_bits_card: bool
    min_bits: int = 0
    color: str = ""


class Cheermote(TidyRow, frozen=True, kw_only=True):
    """A word that cheers.

    Args:
        prefix: to be followed by a number of Bits.
        type: an open set, such as `global_first_party`.
        order: place in the card of Bits.
    """

    null_is_empty = ("tiers",)
    moments = ("last_updated",)

    last_updated: BlankMoment = None
    is_charitable: bool
    prefix: str = ""
    tiers: Several[CheermoteTier] = ()
    type: str = ""
    order: int = 0


class GetCheermotes(Endpoint[Cheermote], frozen=True, kw_only=True):
    """Cheermotes: the global ones, and a channel's own.

    Args:
        broadcaster_id: adds this channel's; None for the global ones.

    Source: dev.twitch.tv/docs/api/reference#get-cheermotes
    """

    operation = "get_cheermotes"
    path = "/bits/cheermotes"
    row = Cheermote

    broadcaster_id: str | None = None
