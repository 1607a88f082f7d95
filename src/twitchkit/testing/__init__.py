"""For people's own tests: Twitch on this machine, clients that are set up for it, a clock that can stand.

With pytest the fixtures are there by themselves, see docs/testing.md.  Needs the extra `testing`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twitchkit.simulator import Quirks, Simulator, World
    from twitchkit.testing.clock import FakeClock
    from twitchkit.testing.faults import Faults
    from twitchkit.testing.settings import client_settings

__all__ = ["FakeClock", "Faults", "Quirks", "Simulator", "World", "client_settings"]

_HOMES = {
    "FakeClock": "twitchkit.testing.clock",
    "Faults": "twitchkit.testing.faults",
    "Quirks": "twitchkit.simulator",
    "Simulator": "twitchkit.simulator",
    "World": "twitchkit.simulator",
    "client_settings": "twitchkit.testing.settings",
}


def __getattr__(name: str) -> Any:
    try:
        home = _HOMES[name]
    except KeyError:
        raise AttributeError(f"module 'twitchkit.testing' has no attribute {name!r}") from None
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return __all__
