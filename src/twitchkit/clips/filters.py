"""Which clips are wanted."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cached_property

import msgspec

from twitchkit.clips.where import Condition, parse_where, read_pattern
from twitchkit.errors import InvalidFilter
from twitchkit.helix.endpoints.clips import Clip

_DURATION = re.compile(r"(\d+(?:\.\d+)?)?-(\d+(?:\.\d+)?)?")


class ClipFilter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """Conditions that all have to hold; what is not given holds.

    Args:
        since: made at or after.
        until: made before.
        min_views: views at least.
        title: regular expression found in the title, case ignored.
        creators: names or ids of who made it; one of them.
        games: names or ids; one of them.
        languages: as `en`; `pt` fits `pt-br` too; one of them.
        duration: seconds as "MIN-MAX", "MIN-" or "-MAX", both included.
        featured: only featured ones, or only others.
        where: a condition in the language of `twitchkit.clips.where`.

    Raises:
        InvalidFilter: one of them means nothing; told by `check`.
    """

    since: datetime | None = None
    until: datetime | None = None
    min_views: int | None = None
    title: str | None = None
    creators: tuple[str, ...] = ()
    games: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    duration: str | None = None
    featured: bool | None = None
    where: str | None = None

    def check(self) -> ClipFilter:
        """Itself, when all of it can be understood.

        Raises:
            InvalidFilter: one of its parts means nothing.
        """
        _ = self._conditions
        return self

    def holds(self, clip: Clip, game: str = "") -> bool:
        """True when all conditions hold; `game` is the name of the clip's game."""
        return all(condition(clip, game) for condition in self._conditions)

    @property
    def text(self) -> str:
        """The same text for the same conditions; empty when there are none."""
        return msgspec.json.encode(self).decode() if self != ClipFilter() else ""

    @cached_property
    def _conditions(self) -> list[Condition]:
        found: list[Condition] = []
        since, until, views = self.since, self.until, self.min_views
        if since is not None:
            found.append(lambda clip, _: clip.created_at >= since)
        if until is not None:
            found.append(lambda clip, _: clip.created_at < until)
        if since and until and since >= until:
            raise InvalidFilter(
                text=f"{since:%Y-%m-%d} to {until:%Y-%m-%d}", reason="It ends before it begins."
            )
        if views is not None:
            found.append(lambda clip, _: clip.view_count >= views)
        if self.title is not None:
            pattern = read_pattern(self.title, self.title)
            found.append(lambda clip, _: pattern.search(clip.title) is not None)
        if self.duration is not None:
            found.append(_within(self.duration))
        if self.featured is not None:
            found.append(lambda clip, _: bool(clip.is_featured) is self.featured)
        found += _one_of(self.creators, lambda clip, _: (clip.creator_name, clip.creator_id))
        found += _one_of(self.games, lambda clip, game: (game, clip.game_id))
        found += _one_of(self.languages, lambda clip, _: (clip.language, clip.language.partition("-")[0]))
        if self.where is not None:
            found.append(parse_where(self.where))
        return found


def _one_of(names: tuple[str, ...], told: Callable[[Clip, str], tuple[str | None, ...]]) -> list[Condition]:
    if not names:
        return []
    wanted = {name.casefold() for name in names}
    return [lambda clip, game: any(one and one.casefold() in wanted for one in told(clip, game))]


def _within(text: str) -> Condition:
    found = _DURATION.fullmatch(text.strip())
    if not found or not (found[1] or found[2]):
        raise InvalidFilter(text=text, reason="A duration is MIN-MAX, MIN- or -MAX, in seconds.")
    low, high = float(found[1] or 0), float(found[2] or "inf")
    if low > high:
        raise InvalidFilter(text=text, reason="Its end is below its beginning.")
    return lambda clip, _: low <= clip.duration <= high
