"""Endpoints that Helix had once (helix-notes.md §9); other people's clients still ask for some of them."""

from __future__ import annotations

REMOVED = frozenset(
    {
        ("GET", "/helix/entitlements/codes"),
        ("POST", "/helix/entitlements/codes"),
        ("GET", "/helix/hypetrain/events"),
        ("GET", "/helix/moderation/banned/events"),
        ("GET", "/helix/moderation/moderators/events"),
        ("GET", "/helix/soundtrack/current_track"),
        ("GET", "/helix/soundtrack/playlist"),
        ("GET", "/helix/soundtrack/playlists"),
        ("PUT", "/helix/streams/tags"),
        ("GET", "/helix/users/follows"),
    }
)
# UNSURE: the literal words; auth.md has them only in this manner.
WORDS = "The API is deprecated."
