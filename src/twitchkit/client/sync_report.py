"""What came of a sync."""

from __future__ import annotations

from typing import Any

import msgspec

from twitchkit.catalogue import Source
from twitchkit.catalogue.sources import Kind
from twitchkit.errors import TwitchkitError


class Listing(msgspec.Struct, kw_only=True):
    """What the listing of one channel or game gave.

    Args:
        kind, name: which.
        listed: clips that Twitch told of.
        new, changed: those that were not known, and those whose facts had changed.
        wanted: those that are to be fetched.
        error: why it was not listed to its end; it is listed again next time.
        now_called: the channel's login of today, when it was renamed.
    """

    kind: Kind
    name: str
    listed: int = 0
    new: int = 0
    changed: int = 0
    wanted: int = 0
    error: TwitchkitError | None = None
    now_called: str | None = None

    def as_data(self) -> dict[str, Any]:
        """Its fields, the error by its code."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__}
        return {**fields, "error": self.error.code if self.error else None}

    @classmethod
    def of(cls, source: Source) -> Listing:
        """Nothing yet."""
        return cls(kind=source.kind, name=source.name)


class SyncReport(msgspec.Struct, kw_only=True):
    """What came of a sync.

    Args:
        listings: for each channel and game.
        rebuilt: why the catalogue was made anew from the folder; empty for a new archive, None else.
        adopted: clips that lay in the folder and were not in the catalogue.
        kept: fetched now.
        skipped: there already.
        gone: Twitch said that there is no such clip.
        failed: not fetched; tried again by a later sync.
        bytes_fetched: what came over the wire.
        seconds: how long it took.
        clock_off_s: seconds by which Twitch's clock, which is used, is ahead of this machine's; 0 when they
            agree.
        full: the disk was full, and work stopped.
        statuses: the exit statuses of what went wrong.
    """

    listings: list[Listing] = msgspec.field(default_factory=list[Listing])
    rebuilt: str | None = None
    adopted: int = 0
    kept: int = 0
    skipped: int = 0
    gone: int = 0
    failed: int = 0
    bytes_fetched: int = 0
    seconds: float = 0.0
    clock_off_s: int = 0
    full: TwitchkitError | None = None
    statuses: set[int] = msgspec.field(default_factory=set[int])

    @property
    def exit_code(self) -> int:
        """0 when all is there; else the one status that all troubles share, or 1 for several."""
        if not self.statuses:
            return 0
        return next(iter(self.statuses)) if len(self.statuses) == 1 else 1

    def as_data(self) -> dict[str, Any]:
        """Its fields, errors by their codes."""
        names = (
            "rebuilt", "adopted", "kept", "skipped", "gone", "failed", "bytes_fetched", "seconds",
            "clock_off_s",
        )  # fmt: skip
        listings = [one.as_data() for one in self.listings]
        return {"listings": listings, **{name: getattr(self, name) for name in names}}


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """What a sync would do.

    Args:
        listings: for each channel and game.
        clips: to be fetched.
        clip_seconds: how long they play.
        size_bytes: about so much, from what is kept already or else from Twitch's usual bit rates.
        seconds: about so long.
        basis: what the size and the time were estimated from, for people.
    """

    listings: tuple[Listing, ...]
    clips: int
    clip_seconds: float
    size_bytes: int
    seconds: float
    basis: str

    def as_data(self) -> dict[str, Any]:
        """Its fields, errors by their codes."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__}
        return {**fields, "listings": [one.as_data() for one in self.listings]}
