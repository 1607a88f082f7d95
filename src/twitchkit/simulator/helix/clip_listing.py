"""Which clips a page of Get Clips holds, with the oddities of that listing (clips.md §4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from twitchkit.simulator.helix.cursor import cursor_at
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.quirks import Quirks
from twitchkit.simulator.world import Clip, World
from twitchkit.simulator.world.history import Ranked

WEEK = timedelta(days=7)
"""`started_at` without `ended_at` means one week."""
LAST_MOMENT = datetime.max.replace(tzinfo=UTC)
WIDE = timedelta(days=7)
ALWAYS_LISTED = 100
LISTED_SHARE = 0.3
"""Of a window that is too wide: 4,116 of 13,612 clips in the one measurement there is."""
GAME_FAILS_FROM = 500


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` until before `end`."""

    start: datetime
    end: datetime


def window(quirks: Quirks, started_at: datetime | None, ended_at: datetime | None) -> Window | None:
    """What the two parameters mean; None is all time."""
    if started_at is None:
        return None  # Twitch: `ended_at` alone is ignored
    if quirks.floored_times:
        started_at = _ten_minutes(started_at)
        ended_at = ended_at and _ten_minutes(ended_at)
    if ended_at is None:
        ended_at = started_at + WEEK if started_at < LAST_MOMENT - WEEK else LAST_MOMENT
    if ended_at < started_at:
        raise Refused(400, "The ended_at parameter must not be earlier than started_at")
    return Window(started_at, ended_at)


def _ten_minutes(at: datetime) -> datetime:
    """Twitch: seconds are ignored and minutes cut down to the ten (twitchdev/issues#52)."""
    return at.replace(minute=at.minute // 10 * 10, second=0, microsecond=0)


def listed(
    world: World,
    listing: str,
    *,
    of_game: bool,
    window: Window | None,
    featured: bool | None,
    offset: int,
    first: int,
) -> tuple[Sequence[Clip], str | None]:
    """The clips of the page that is asked for, and the cursor of the next.

    Args:
        listing: the id of the channel, or of the game.
        offset: where the page begins; `first` is its size.
    """
    quirks, depth = world.ledger.quirks, world.depth(listing)

    def chosen() -> Sequence[Clip]:
        return _chosen(world, listing, window, of_game=of_game, featured=featured)

    clips = chosen()
    fails = of_game and window is not None and quirks.deep_games_fail
    if fails and offset >= GAME_FAILS_FROM and len(clips) > depth:
        raise Refused(500, "")
    if isinstance(clips, Ranked) and quirks.views_move != "never":
        always = quirks.views_move == "always"
        if clips.history.stir(clips, min(offset, depth), now=world.clock.now(), always=always):
            clips = chosen()
    return _page(clips, offset, first, depth, quirks)


def _chosen(
    world: World,
    listing: str,
    window: Window | None,
    *,
    of_game: bool,
    featured: bool | None,
) -> Sequence[Clip]:
    """What the query has, before it is cut into pages."""
    quirks = world.ledger.quirks
    history = world.history_of(listing)
    if history:
        start, end = (window.start, window.end) if window else (None, None)
        clips = history.between(start, end, whole=quirks.listing_end == "none")
        clips = clips if featured is None else clips.featured(featured)
        added = _among(world.added_to(listing, of_game=of_game), window, featured)
        if added and len(clips) + len(added) <= world.depth(listing):
            clips = [*clips, *added]  # nobody has seen them yet, so they come last
    else:
        common = world.clips_of_game(listing) if of_game else world.clips_of_channel(listing)
        clips = _among(common, window, featured)
    if window and quirks.wide_windows_drop and window.end - window.start >= WIDE:
        clips = clips[: max(ALWAYS_LISTED, int(len(clips) * LISTED_SHARE))]
    return clips[::-1] if window and quirks.few_views_first else clips


def _among(clips: Sequence[Clip], window: Window | None, featured: bool | None) -> list[Clip]:
    return [
        clip
        for clip in clips
        if (featured is None or clip.featured is featured)
        and (window is None or window.start <= clip.created_at < window.end)
    ]


def _page(
    clips: Sequence[Clip], offset: int, first: int, depth: int, quirks: Quirks
) -> tuple[Sequence[Clip], str | None]:
    if len(clips) <= depth or quirks.listing_end == "none":
        ends = offset + first >= len(clips)
        return clips[offset : offset + first], None if ends else cursor_at(offset + first)
    if quirks.listing_end == "ends":
        page = clips[offset : min(offset + first, depth)]
        return page, cursor_at(offset + first) if offset + first < depth else None
    if offset < depth:
        return clips[offset : min(offset + first, depth)], cursor_at(offset + first)
    same = quirks.listing_end == "same-cursor"
    return clips[max(0, depth - first) : depth], cursor_at(offset if same else offset + first)
