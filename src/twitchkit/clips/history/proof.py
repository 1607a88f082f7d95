"""What was done to find all clips, and what remains in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

import msgspec

from twitchkit.clips.history.window import Window


class Doubt(msgspec.Struct, frozen=True):
    """A window that could not be trusted, and why."""

    window: Window
    why: str


class Proof(msgspec.Struct):
    """The counts of one listing; it is complete when it is finished and there are no doubts.

    Args:
        windows: asked for, each as one walk.
        pages: calls of Get Clips.
        clips: unique ones found in the span.
        splits: windows that had too many clips, or looked cut, and were asked for again in parts.
        checks: wide windows asked for again in parts, to see whether the parts have more.
        second_looks: windows asked for again because rows repeated, or because a neighbour or an earlier look
            knew more.
        repeats: rows that came again within a walk.
        unlisted: clips seen once that a later, closer look did not list; they count as found.
        doubts: windows in which clips may be missing.
    """

    windows: int = 0
    pages: int = 0
    clips: int = 0
    splits: int = 0
    checks: int = 0
    second_looks: int = 0
    repeats: int = 0
    unlisted: int = 0
    finished: bool = False
    doubts: list[Doubt] = []

    @property
    def counts(self) -> dict[str, int]:
        """The counts, without the doubts."""
        return {name: getattr(self, name) for name in COUNTS}

    @classmethod
    def counted(cls, counts: Mapping[str, int]) -> Self:
        """The proof of an earlier run, to be counted on."""
        proof = cls()
        for name in COUNTS:
            setattr(proof, name, counts.get(name, 0))
        return proof

    @property
    def complete(self) -> bool:
        """Whether every clip of the span was found, as far as Twitch's listing can show it."""
        return self.finished and not self.doubts


COUNTS = ("windows", "pages", "clips", "splits", "checks", "second_looks", "repeats", "unlisted")
