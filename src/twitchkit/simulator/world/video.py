"""Past broadcasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from twitchkit.simulator.world.user import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """A VOD.

    Args:
        kind: `archive`, `highlight` or `upload`.
        stream_id: None for uploads.
    """

    id: str
    stream_id: str | None
    owner: User
    title: str
    kind: str
    language: str
    views: int
    duration_s: int
    created_at: datetime
