"""Plays Helix to a source: answers requests as values, without a wire."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from screenplay import NOON
from twitchkit.errors import TwitchkitError
from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.endpoints.clips import Clip
from twitchkit.helix.page import Page
from twitchkit.wire import Flow


class Helix:
    """`Helix(rows)`: `rows(endpoint)` gives the rows of each answer, or the error to raise."""

    def __init__(self, rows: Callable[[Any], list[Any] | TwitchkitError]) -> None:
        self._rows = rows
        self.asked: list[Any] = []

    def __call__(self, endpoint: Endpoint[Any], /) -> Flow[Page[Any]]:
        self.asked.append(endpoint)
        rows = self._rows(endpoint)
        if isinstance(rows, TwitchkitError):
            raise rows
        return Page(data=tuple(rows))
        yield  # makes it a flow


def helix_clip(slug: str, *, channel: str = "25722719", **more: Any) -> Clip:
    return Clip(id=slug, created_at=NOON, broadcaster_id=channel, broadcaster_name="SomeChannel", **more)
