"""What a good answer did not do: Twitch says some refusals with a status of success."""

from __future__ import annotations

from typing import Any

from twitchkit.helix import Page


def shortfalls(page: Page[Any]) -> list[str]:
    """A sentence for each part of the request that was not done."""
    told: list[str] = []
    for error in getattr(page, "errors", ()):
        told.append(f"Shard {error.id}: {error.message or error.code}.")
    for row in page:
        if getattr(row, "is_sent", None) is False:
            reason = getattr(row, "drop_reason", None)
            said = f"{reason.message or reason.code}" if reason else "no reason given"
            told.append(f"The message was not sent: {said}.")
    return told
