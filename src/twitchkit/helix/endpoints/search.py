"""Searching categories and channels."""

from __future__ import annotations

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import BlankMoment, Row, Several, TidyRow
from twitchkit.helix.rules import Between


class Category(Row, frozen=True, kw_only=True):
    """A category that matches."""

    id: str
    box_art_url: str = ""
    name: str = ""


class SearchCategories(Endpoint[Category], frozen=True, kw_only=True):
    """Categories whose names match.

    Args:
        query: what to look for.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#search-categories
    """

    operation = "search_categories"
    path = "/search/categories"
    row = Category
    rules = (Between("first", 1, 100),)
    paged = True

    query: str
    first: int | None = None
    after: str | None = None


class Channel(TidyRow, frozen=True, kw_only=True):
    """A channel that matches.

    Args:
        id: the broadcaster's.
        tag_ids: dead: empty since 2023.
        started_at: None when not live.
    """

    blank_is_none = ("title",)
    null_is_empty = ("tag_ids", "tags")
    moments = ("started_at",)

    id: str
    is_live: bool
    broadcaster_language: str = ""
    broadcaster_login: str = ""
    display_name: str = ""
    game_id: str = ""
    game_name: str = ""
    tag_ids: Several[str] = ()
    tags: Several[str] = ()
    thumbnail_url: str = ""
    title: str | None = None
    started_at: BlankMoment = None


class SearchChannels(Endpoint[Channel], frozen=True, kw_only=True):
    """Channels whose names or titles match, of those who streamed within six months.

    Args:
        query: what to look for.
        live_only: only those that are live; then names and titles count, else names alone.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#search-channels
    """

    operation = "search_channels"
    path = "/search/channels"
    row = Channel
    rules = (Between("first", 1, 100),)
    paged = True

    query: str
    live_only: bool | None = None
    first: int | None = None
    after: str | None = None
