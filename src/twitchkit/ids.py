"""Twitch's identifiers: opaque texts, also those that look like numbers."""

from __future__ import annotations

from typing import NewType

Slug = NewType("Slug", str)
"""A clip's id in Helix and in its address.  Case counts."""
