"""Where each class lives, so that none is imported before it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from twitchkit.helix.directory import OPERATIONS_IN, OTHERS_IN
from twitchkit.helix.endpoint import Endpoint


def class_name(operation: str) -> str:
    """`GetClips` for `get_clips`."""
    return "".join(word.capitalize() for word in operation.split("_"))


OPERATIONS: Mapping[str, tuple[str, str]] = {
    operation: (module, class_name(operation))
    for module, operations in OPERATIONS_IN.items()
    for operation in operations.split()
}
"""Operation id → resource file below `endpoints/`, class."""

CLASSES: Mapping[str, str] = {
    **{name: module for module, name in OPERATIONS.values()},
    **{name: module for module, names in OTHERS_IN.items() for name in names.split()},
}
"""Public class → resource file."""


class _Endpoints(Mapping[str, type[Endpoint[Any]]]):
    """Operation id → request class, imported on look-up."""

    def __getitem__(self, operation: str) -> type[Endpoint[Any]]:
        module, name = OPERATIONS[operation]
        return getattr(import_module(f"twitchkit.helix.endpoints.{module}"), name)

    def __iter__(self) -> Iterator[str]:
        return iter(OPERATIONS)

    def __len__(self) -> int:
        return len(OPERATIONS)


ENDPOINTS: Mapping[str, type[Endpoint[Any]]] = _Endpoints()
"""Operation id (`get_clips`) → request class (`GetClips`)."""
