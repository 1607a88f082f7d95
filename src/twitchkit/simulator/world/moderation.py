"""What a channel's moderators keep: blocked terms, AutoMod, Shield Mode, warnings, suspicious users."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

CATEGORIES = (
    "disability",
    "aggression",
    "sexuality_sex_or_gender",
    "misogyny",
    "bullying",
    "swearing",
    "race_ethnicity_or_religion",
    "sex_based_terms",
)
FOUL = {"idiot": "bullying", "loser": "bullying", "smash you": "aggression", "damn": "swearing"}
"""What AutoMod takes for foul here, with the category; at every level above 0."""


@dataclass(slots=True, kw_only=True)
class Term:
    """A blocked word or phrase; `*` stands for any letters."""

    id: str
    moderator_id: str
    text: str
    created_at: datetime
    updated_at: datetime

    def stops(self, text: str) -> bool:
        """Whether a message of that text holds it."""
        pattern = re.escape(self.text).replace(r"\*", r"\w*")
        return re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) is not None


@dataclass(slots=True, kw_only=True)
class AutoMod:
    """AutoMod's levels, 0 to 4.

    Args:
        overall: None when the levels were set one by one.
        moderator_id: who set them last.
    """

    levels: dict[str, int]
    overall: int | None
    moderator_id: str

    def permits(self, text: str) -> bool:
        """Whether it lets a message of that text pass."""
        lowered = text.lower()
        return not any(self.levels[kind] > 0 and word in lowered for word, kind in FOUL.items())


@dataclass(slots=True, kw_only=True)
class Shield:
    """Shield Mode; the fields are those of the last time it was switched on."""

    active: bool = False
    moderator_id: str = ""
    activated_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class ChatWarning:
    """A warning that a chatter has to acknowledge."""

    moderator_id: str
    reason: str
    at: datetime
    acknowledged: bool = False


@dataclass(slots=True, kw_only=True)
class Suspect:
    """How a suspicious chatter is treated: `ACTIVE_MONITORING` or `RESTRICTED`."""

    status: str
    moderator_id: str
    updated_at: datetime


def overall(level: int) -> dict[str, int]:
    """The levels that an overall level sets: bullying one lower, swearing none (the documents' sample)."""
    return {**dict.fromkeys(CATEGORIES, level), "bullying": max(0, level - 1), "swearing": 0}


def _warnings() -> dict[tuple[str, str], list[ChatWarning]]:
    return {}


def _suspects() -> dict[tuple[str, str], Suspect]:
    return {}


@dataclass(slots=True, kw_only=True)
class Moderation:
    """Each channel's, by its id; warnings and suspects by channel and person."""

    chance: Random
    terms: dict[str, list[Term]] = field(default_factory=dict[str, list[Term]])
    automods: dict[str, AutoMod] = field(default_factory=dict[str, AutoMod])
    shields: dict[str, Shield] = field(default_factory=dict[str, Shield])
    warnings: dict[tuple[str, str], list[ChatWarning]] = field(default_factory=_warnings)
    suspects: dict[tuple[str, str], Suspect] = field(default_factory=_suspects)

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Nothing but AutoMod at level 2 in each channel."""
        return cls(chance=chance)

    def automod(self, broadcaster_id: str) -> AutoMod:
        """That channel's AutoMod."""
        fresh = AutoMod(levels=overall(2), overall=2, moderator_id=broadcaster_id)
        return self.automods.setdefault(broadcaster_id, fresh)

    def set_automod(
        self, broadcaster_id: str, moderator_id: str, given: Mapping[str, int], whole: int | None
    ) -> AutoMod:
        """Replace that channel's levels: by an overall one, or by those given, the others 0."""
        levels = {**dict.fromkeys(CATEGORIES, 0), **given} if whole is None else overall(whole)
        self.automods[broadcaster_id] = AutoMod(levels=levels, overall=whole, moderator_id=moderator_id)
        return self.automods[broadcaster_id]

    def shield(self, broadcaster_id: str) -> Shield:
        """That channel's Shield Mode."""
        return self.shields.setdefault(broadcaster_id, Shield())

    def stops(self, broadcaster_id: str, text: str) -> bool:
        """Whether a blocked term of that channel is in the text."""
        return any(term.stops(text) for term in self.terms.get(broadcaster_id, ()))

    def warn(self, broadcaster_id: str, user_id: str, warning: ChatWarning) -> None:
        """Warn a person; warnings that were acknowledged are forgotten."""
        old = self.warnings.get((broadcaster_id, user_id), ())
        self.warnings[broadcaster_id, user_id] = [*(one for one in old if not one.acknowledged), warning]

    def is_warned(self, broadcaster_id: str, user_id: str) -> bool:
        """Whether that person has a warning there to acknowledge."""
        return any(not one.acknowledged for one in self.warnings.get((broadcaster_id, user_id), ()))
