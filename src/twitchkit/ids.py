"""Twitch's identifiers.  All are opaque texts, also those that look like numbers."""

from __future__ import annotations

from typing import NewType

UserId = NewType("UserId", str)
GameId = NewType("GameId", str)
VideoId = NewType("VideoId", str)
Slug = NewType("Slug", str)
"""A clip's id in Helix and in its address.  Case counts."""
