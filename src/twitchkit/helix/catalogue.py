"""Where each endpoint class lives, so that none is imported before it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from twitchkit.helix.endpoint import Endpoint

OPERATIONS: Mapping[str, tuple[str, str]] = {
    "get_clips": ("clips", "GetClips"),
    "get_clips_download": ("clips", "GetClipsDownload"),
    "get_games": ("games", "GetGames"),
    "get_users": ("users", "GetUsers"),
    "get_videos": ("videos", "GetVideos"),
}
"""Operation id → resource file below `endpoints/`, class."""

CLASSES: Mapping[str, str] = {
    **{class_name: module for module, class_name in OPERATIONS.values()},
    "Clip": "clips",
    "ClipDownload": "clips",
    "Game": "games",
    "MutedSegment": "videos",
    "User": "users",
    "Video": "videos",
}
"""Public class → resource file."""


class _Endpoints(Mapping[str, type[Endpoint[Any]]]):
    """Operation id → request class, imported on look-up."""

    def __getitem__(self, operation: str) -> type[Endpoint[Any]]:
        module, class_name = OPERATIONS[operation]
        return getattr(import_module(f"twitchkit.helix.endpoints.{module}"), class_name)

    def __iter__(self) -> Iterator[str]:
        return iter(OPERATIONS)

    def __len__(self) -> int:
        return len(OPERATIONS)


ENDPOINTS: Mapping[str, type[Endpoint[Any]]] = _Endpoints()
"""Operation id (`get_clips`) → request class (`GetClips`)."""
