"""Clips for tests of the catalogue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from twitchkit.helix import Clip

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


def clip(number: int = 1, **facts: Any) -> Clip:
    return msgspec.structs.replace(
        Clip(
            id=f"Slug{number}",
            created_at=NOON + timedelta(minutes=number),
            url=f"https://www.twitch.tv/someone/clip/Slug{number}",
            embed_url=f"https://clips.twitch.tv/embed?clip=Slug{number}",
            broadcaster_id="42",
            broadcaster_name="Someone",
            creator_id="7",
            creator_name="Café",
            game_id="9",
            language="en",
            title=f"Title {number}",
            view_count=number,
            thumbnail_url="https://example.invalid/t.jpg",
            duration=30.5,
            is_featured=False,
        ),
        **facts,
    )


def clips(count: int) -> list[Clip]:
    return [clip(number) for number in range(1, count + 1)]
