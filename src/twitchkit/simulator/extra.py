"""What the simulator needs and twitchkit itself does not."""

from __future__ import annotations

from importlib.util import find_spec

from twitchkit.errors import MissingExtra

PACKAGES = ("graphql", "httptools", "joserfc", "trustme", "uvicorn")


def require_extra() -> None:
    """Nothing, or `MissingExtra` when the extra `simulator` is not installed."""
    for package in PACKAGES:
        if find_spec(package) is None:
            raise MissingExtra(what="The simulator", package=package, extra="simulator")
