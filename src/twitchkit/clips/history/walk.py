"""All pages of one window, as a flow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

import msgspec

from twitchkit.clips.sources.source import Ask
from twitchkit.errors import RequestRefused, ServerTrouble
from twitchkit.helix.endpoints.clips import Clip, GetClips
from twitchkit.wire.flow import Flow


class End(Enum):
    """How a walk ended."""

    ENDED = "Twitch gave no further cursor"
    LOOPED = "a cursor or a whole page came again"
    LEFT = "it was given up: there is more than one listing can hold"
    BROKE = "Twitch failed deep in the listing"


class Walked(msgspec.Struct, frozen=True, kw_only=True):
    """What one walk brought.

    Args:
        clips: each once, by slug, in Twitch's order.
        pages: how many were asked for, the one that failed included.
        repeats: rows that came again on a later page, because views moved meanwhile.
        missing: clips that did not come: a listing has as many rows as clips, so each repeat hides one.
    """

    clips: Mapping[str, Clip]
    pages: int
    repeats: int
    missing: int
    end: End


def walk(request: GetClips, ask: Ask, *, enough: Callable[[Mapping[str, Clip]], bool]) -> Flow[Walked]:
    """The pages of `request` until their end, or until `enough` of what has come says to give up.

    What a row that came again has hidden has risen to a page that was read before: these are read once more,
    until as many new clips came as rows had come again.

    Raises:
        TwitchError, NetworkError: of the first page, on every try; of later ones, if it is no sign of depth.
    """
    clips: dict[str, Clip] = {}
    cursors: set[str] = set()
    asking = request
    pages = repeats = risen = 0

    def walked(end: End, found: int = 0) -> Walked:
        missing = max(0, repeats - found)
        return Walked(clips=clips, pages=pages, repeats=repeats, missing=missing, end=end)

    while True:
        pages += 1
        try:
            page = yield from ask(asking)
        except (ServerTrouble, RequestRefused):
            if pages == 1:
                raise
            # Twitch: large games answer 500 from the 500th clip on (twitchdev/issues#360).
            return walked(End.BROKE)
        known = len(clips)
        clips.update((clip.id, clip) for clip in page)
        fresh = len(clips) - known
        if page.cursor is not None and (not fresh or page.cursor in cursors):
            return walked(End.LOOPED)
        if fresh < len(page):
            repeats += len(page) - fresh
            risen = pages - 1
        if page.cursor is None:
            break
        if enough(clips):
            return walked(End.LEFT)
        cursors.add(page.cursor)
        asking = request.after_cursor(page.cursor)
    listed, asking = len(clips), request
    for _ in range(risen):
        pages += 1
        try:
            page = yield from ask(asking)
        except (ServerTrouble, RequestRefused):
            break
        clips.update((clip.id, clip) for clip in page)
        if len(clips) - listed >= repeats or page.cursor is None:
            break
        asking = request.after_cursor(page.cursor)
    return walked(End.ENDED, len(clips) - listed)
