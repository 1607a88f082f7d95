"""All pages of one window, as a flow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What one walk brought.

    Args:
        clips: each once, by slug, in Twitch's order.
        pages: how many were asked for, the one that failed included.
        repeats: rows that came again on a later page: views moved meanwhile, so others may be missing.
    """

    clips: Mapping[str, Clip]
    pages: int
    repeats: int
    end: End


def walk(request: GetClips, ask: Ask, *, enough: Callable[[Mapping[str, Clip]], bool]) -> Flow[Walked]:
    """The pages of `request` until their end, or until `enough` of what has come says to give up.

    Raises:
        TwitchError, NetworkError: of the first page, on every try; of later ones, if it is no sign of depth.
    """
    clips: dict[str, Clip] = {}
    cursors: set[str] = set()
    asking = request
    pages = repeats = 0

    def walked(end: End) -> Walked:
        return Walked(clips=clips, pages=pages, repeats=repeats, end=end)

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
        if page.cursor is None:
            repeats += len(page) - fresh
            return walked(End.ENDED)
        if not fresh or page.cursor in cursors:
            return walked(End.LOOPED)
        repeats += len(page) - fresh
        if enough(clips):
            return walked(End.LEFT)
        cursors.add(page.cursor)
        asking = request.after_cursor(page.cursor)
