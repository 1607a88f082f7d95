"""The base of everything that Helix answers with."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from msgspec.structs import force_setattr


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One object of an answer.  Fields Twitch adds are tolerated; `""` for "none" becomes None."""

    blank_is_none: ClassVar[tuple[str, ...]] = ()
    """Fields in which Twitch writes an empty string for "none"."""

    def __post_init__(self) -> None:
        for name in self.blank_is_none:
            if getattr(self, name) == "":
                force_setattr(self, name, None)
