"""Games and other categories."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """A category.

    Args:
        igdb_id: empty when IGDB does not know it.
        slug: as the category's address spells it.
    """

    id: str
    name: str
    igdb_id: str
    slug: str
